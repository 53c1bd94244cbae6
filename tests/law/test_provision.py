"""What all provisions share: versions without a gap, places in the law, ordinances, sources."""

import re
from datetime import date

import pytest
from support.law_texts import (
    CHECKED,
    EITHER,
    OFFICIAL,
    PLACES,
    REQUIRED,
    UNKNOWN,
    Broken,
    Load,
    broken_periodic,
    broken_serious,
    check_refusal,
    digests,
    in_version,
    replaced,
    version_text,
    with_end,
)

from jikorules import InvalidLaw, load_law, rulesets
from jikorules.law.provision import Version

AMENDED_2015 = 'amended_by = "平成27年総務省令第29号"\n'
AMENDED = 'amended_by = "平成31年総務省令第23号"\n'
PROMULGATED = "promulgated = 2019-03-26\n"
CITED_2010 = '{ since = 2010-04-01, article = "58", under = "電気通信事業法第28条" }'
NOT_ESTABLISHED = 'not_established = ["amended_by", "promulgated"]\n'
V2015, V2019 = version_text("serious", "2015-04-01"), version_text("serious", "2019-04-01")

COVERAGE = [
    *(
        Broken(
            what,
            "serious",
            in_version("serious", "2015-04-01", AMENDED_2015, f"ends = {ends}\n{AMENDED_2015}"),
            "version 2019-04-01.in_force",
            reason,
        )
        for what, ends, reason in [
            ("a gap of a day", "2019-03-30", "gap"),
            ("a gap of years", "2016-03-31", "gap"),
            ("an overlap of a day", "2019-04-01", "overlap"),
            ("an overlap of years", "2030-04-01", "overlap"),
            ("an end before its beginning, and so a gap", "2015-03-31", "gap"),
        ]
    ),
    Broken(
        "the same version twice",
        "serious",
        replaced(OFFICIAL["serious"], V2019, V2019 + V2019),
        "version 2019-04-01.in_force",
        "overlap",
    ),
    Broken(
        "two versions in the wrong order",
        "serious",
        replaced(OFFICIAL["serious"], V2015 + V2019, V2019 + V2015),
        "version 2015-04-01.in_force",
        "overlap",
    ),
    Broken(
        "a place that outlives its version",
        "serious",
        in_version("serious", "2019-04-01", "since = 2023-06-16", "since = 2026-04-01"),
        "version 2019-04-01.cited_as",
        "a day before the next version",
    ),
    Broken(
        "no version",
        "serious",
        OFFICIAL["serious"].split("[[version]]")[0] + "version = []\n",
        "version",
        "at least one version",
    ),
    Broken(
        "no version, not even a list",
        "serious",
        OFFICIAL["serious"].split("[[version]]")[0],
        "version",
        REQUIRED,
    ),
    broken_serious(
        "the last version ends before it begins",
        "amended_by",
        "ends = 2026-03-31\namended_by",
        "ends",
        "",
        day="2026-04-01",
    ),
    broken_periodic(
        "the last periodic version ends before it begins",
        "amended_by",
        "ends = 2025-03-31\namended_by",
        "ends",
        "",
    ),
]

CITATION = [
    Broken(
        "no day in force",
        "serious",
        in_version("serious", "2019-04-01", "in_force = 2019-04-01\n", ""),
        "version[2].in_force",
        REQUIRED,
    ),
    broken_serious("no source", "source =", "# source =", "source", REQUIRED),
    broken_serious("no text read", "revision_read =", "# revision_read =", "revision_read", EITHER),
    broken_serious(
        "a text read and not established",
        "revision_read = 2025-07-01",
        'revision_read = 2025-07-01\nnot_established = ["revision_read"]',
        "revision_read",
        EITHER,
    ),
    *(
        broken_serious(
            f"a text read of {day}",
            "revision_read = 2025-07-01",
            f"revision_read = {day}",
            "revision_read",
            "a day on which this version was in force",
        )
        for day in ("2019-03-31", "2026-04-01")
    ),
    broken_serious(
        "a text read that came after the check",
        "checked = 2026-11-21",
        "checked = 2025-06-30",
        "revision_read",
        "a day not after checked",
    ),
    broken_serious(
        "a text read after the last day",
        "label =",
        "ends = 2026-08-09\nlabel =",
        "revision_read",
        "a day on which this version was in force",
        day="2026-04-01",
    ),
    broken_serious("no day of checking", "checked =", "# checked =", "checked", REQUIRED),
    broken_serious("no label", "label =", "# label =", "label", REQUIRED),
    broken_serious("no ordinance", AMENDED, "", "amended_by", EITHER),
    broken_serious("no promulgation", PROMULGATED, "", "promulgated", EITHER),
    broken_serious(
        "no place",
        f"cited_as = [{CITED_2010}]\n",
        "",
        "cited_as",
        REQUIRED,
        day="2010-04-01",
    ),
    broken_serious("an empty place", f"[{CITED_2010}]", "[]", "cited_as", PLACES, day="2010-04-01"),
    broken_serious(
        "a place without a day",
        "{ since = 2019-04-01, ",
        "{ ",
        "cited_as[0].since",
        REQUIRED,
    ),
    broken_serious(
        "a place without an article", 'article = "58", ', "", "cited_as[0].article", REQUIRED
    ),
    broken_serious(
        "an ordinance both given and not established",
        AMENDED,
        AMENDED + 'not_established = ["amended_by"]\n',
        "amended_by",
        EITHER,
    ),
    broken_serious(
        "a promulgation both given and not established",
        PROMULGATED,
        PROMULGATED + 'not_established = ["promulgated"]\n',
        "promulgated",
        EITHER,
    ),
    *(
        Broken(
            what,
            "reports",
            in_version("reports", "2010-04-01", NOT_ESTABLISHED, said),
            f"version 2010-04-01.{place}",
            EITHER,
        )
        for what, said, place in [
            (
                "only one of two missing facts said to be missing",
                'not_established = ["amended_by"]\n',
                "promulgated",
            ),
            ("two missing facts, none said to be missing", "", "amended_by"),
        ]
    ),
    broken_serious(
        "promulgated after the day in force",
        "promulgated = 2019-03-26",
        "promulgated = 2019-04-02",
        "promulgated",
        "a day not after in_force",
    ),
    broken_serious(
        "a source that is not safe",
        '"https://laws',
        '"http://laws',
        "source",
        "an address with https://",
    ),
    broken_serious("a source that is no address", '"https://laws', '"laws', "source", "https://"),
    broken_serious(
        "a place that begins after the day in force",
        "since = 2019-04-01",
        "since = 2019-04-02",
        "cited_as",
        PLACES,
    ),
    broken_serious(
        "a place that begins before the day in force",
        "since = 2019-04-01",
        "since = 2019-03-31",
        "cited_as",
        PLACES,
    ),
    broken_serious(
        "two places since one day",
        "since = 2023-06-16",
        "since = 2019-04-01",
        "cited_as",
        PLACES,
    ),
    broken_periodic(
        "no ordinance of the periodic rule",
        'amended_by = "令和7年総務省令第14号"\n',
        "",
        "amended_by",
        EITHER,
    ),
    broken_periodic("no label of the periodic rule", "label =", "# label =", "label", REQUIRED),
    broken_periodic("no source of the periodic rule", "source =", "# source =", "source", REQUIRED),
    *(
        Broken(
            f"no {key} of the file",
            name,
            re.sub(rf"(?m)^{key} = .*\n", "", OFFICIAL[name], count=1),
            key,
            REQUIRED,
        )
        for name in OFFICIAL
        for key in ("provision", "law", "law_id")
    ),
]

WRONG_KEYS = [
    Broken(
        "an unknown key of the file",
        "serious",
        "memo = 1\n" + OFFICIAL["serious"],
        "memo",
        UNKNOWN,
    ),
    *(
        broken_serious(
            f"an unknown key of {where}", old, new, f"{where}.memo".lstrip("."), UNKNOWN, day=day
        )
        for where, old, new, day in [
            ("", "label =", "memo = 1\nlabel =", "2019-04-01"),
            ("cited_as[1]", "2023-06-16,", "2023-06-16, memo = 1,", "2019-04-01"),
            ("note", "note.en =", "note.memo = 1\nnote.en =", "2010-04-01"),
        ]
    ),
    broken_serious(
        "a note in one language only", "note.ja =", "# note.ja =", "note.ja", "", day="2010-04-01"
    ),
]

(NOTE,) = re.findall(r"note\.ja = .*\nnote\.en = .*\n", version_text("serious", "2010-04-01"))

WRONG_TYPES = [
    *(
        broken_serious(f"{note!r} for a note", NOTE, note, where, reason, day="2010-04-01")
        for note, where, reason in [
            ('note = "注"\n', "note", "an object"),
            ('note = ["注", "note"]\n', "note", "an object"),
            ("note = 1\n", "note", "an object"),
            ('note.ja = 1\nnote.en = "note"\n', "note.ja", "a string"),
            ('note.ja = "注"\nnote.en = ["note"]\n', "note.en", "a string"),
        ]
    ),
    *(
        broken_serious(f"{new} for {old}", old, new, where, reason)
        for old, new, where, reason in [
            ("in_force = 2019-04-01", 'in_force = "2019-04-01"', "in_force", "a date"),
            ("promulgated = 2019-03-26", "promulgated = 20190326", "promulgated", "a date"),
            (
                "promulgated = 2019-03-26",
                "promulgated = 2019-03-26T00:00:00+09:00",
                "promulgated",
                "a date",
            ),
            ("checked = 2026-11-21", "checked = true", "checked", "a date"),
            ("revision_read = 2025-07-01", "revision_read = 2025", "revision_read", "a date"),
            ("checked = 2026-11-21", "ends = 2026\nchecked = 2026-11-21", "ends", "a date"),
            ("since = 2023-06-16", 'since = "2023-06-16"', "cited_as[1].since", "a date"),
            ('article = "58"', "article = 58", "cited_as[0].article", "a string"),
            ('paragraph = "2"', "paragraph = 2", "cited_as[1].paragraph", "a string"),
            ('label = "重大な事故"', "label = 1", "label", "a string"),
            ('amended_by = "平成31年総務省令第23号"', "amended_by = 23", "amended_by", "a string"),
            ('source = "', 'source = 1 # "', "source", "a string"),
            ("cited_as = [", "cited_as = [1,", "cited_as[0]", "an object"),
            ("label =", 'not_established = "amended_by"\nlabel =', "not_established", "a list"),
            ("label =", 'not_established = ["source"]\nlabel =', "not_established[0]", ""),
            ("label =", "not_established = [1]\nlabel =", "not_established[0]", ""),
            ("label =", 'likely = "text"\nlabel =', "likely", "a list"),
            ("label =", 'likely = ["label"]\nlabel =', "likely[0]", ""),
        ]
    ),
]

LEFT_OUT_IN_EFFECT = [
    broken_serious("an empty label", 'label = "重大な事故"', 'label = ""', "label", ""),
    broken_serious("an empty ordinance", AMENDED, 'amended_by = ""\n', "amended_by", ""),
    broken_serious("an empty article", 'article = "58"', 'article = ""', "cited_as[0].article", ""),
    broken_serious(
        "an address of nothing",
        V2019.split("source = ")[1].split("\n")[0],
        '"https://"',
        "source",
        "",
    ),
]
"""Files that say nothing where something is required, in other ways than by leaving it out."""


class TestOfficialFiles:
    def test_the_versions_of_each_provision(self) -> None:
        law = load_law()
        assert [version.in_force for version in law.serious.version] == [
            date(2010, 4, 1),
            date(2015, 4, 1),
            date(2019, 4, 1),
            date(2026, 4, 1),
        ]
        assert [version.in_force for version in law.periodic.version] == [
            date(2010, 4, 1),
            date(2023, 6, 16),
            date(2025, 4, 1),
        ]
        assert [version.in_force for version in law.reports.version] == [
            date(2010, 4, 1),
            date(2023, 6, 16),
            date(2023, 12, 7),
        ]
        assert [version.in_force for version in law.near_miss.version] == [
            date(2023, 6, 16),
            date(2026, 4, 1),
        ]

    def test_the_laws(self) -> None:
        law = load_law()
        assert (law.serious.law, law.serious.law_id) == (
            "電気通信事業法施行規則",
            "360M50001000025",
        )
        assert (law.periodic.law, law.periodic.law_id) == (
            "電気通信事業報告規則",
            "363M50001000046",
        )
        for provision in (law.reports, law.near_miss, law.tower_providers):
            assert (provision.law, provision.law_id) == (law.serious.law, law.serious.law_id)
        assert [getattr(law, name).provision for name in OFFICIAL] == [
            "serious",
            "periodic",
            "reports",
            "near_miss",
            "tower_providers",
        ]

    @pytest.mark.parametrize(
        ("name", "day", "ordinance", "promulgated"),
        [
            ("serious", date(2010, 4, 1), "平成22年総務省令第38号", date(2010, 4, 1)),
            ("serious", date(2015, 4, 1), "平成27年総務省令第29号", date(2015, 3, 30)),
            ("serious", date(2019, 4, 1), "平成31年総務省令第23号", date(2019, 3, 26)),
            ("serious", date(2026, 4, 1), "令和8年総務省令第21号", date(2026, 3, 4)),
            ("periodic", date(2010, 4, 1), "平成22年総務省令第39号", None),
            ("periodic", date(2023, 6, 16), "令和5年総務省令第46号", date(2023, 5, 19)),
            ("periodic", date(2025, 4, 1), "令和7年総務省令第14号", date(2025, 3, 21)),
            ("reports", date(2010, 4, 1), None, None),
            ("reports", date(2023, 6, 16), "令和5年総務省令第46号", date(2023, 5, 19)),
            ("reports", date(2023, 12, 7), "令和5年総務省令第85号", None),
            ("near_miss", date(2023, 6, 16), "令和5年総務省令第46号", date(2023, 5, 19)),
            ("near_miss", date(2026, 4, 1), "令和8年総務省令第21号", date(2026, 3, 4)),
            ("tower_providers", date(2026, 5, 27), "令和8年総務省令第70号", None),
        ],
    )
    def test_the_amending_ordinances(
        self, name: str, day: date, ordinance: str | None, promulgated: date | None
    ) -> None:
        version: Version = getattr(load_law(), name).at(day)
        assert version.in_force == day
        assert (version.amended_by, version.promulgated) == (ordinance, promulgated)
        facts = {"amended_by": ordinance, "promulgated": promulgated}
        facts["revision_read"] = version.revision_read
        missing = tuple(name for name, fact in facts.items() if fact is None)
        assert version.not_established == missing

    def test_what_is_only_likely_is_said_to_be(self) -> None:
        likely = {version.in_force: version.likely for version in load_law().serious.version}
        assert likely[date(2010, 4, 1)] == ("amended_by", "text")
        assert likely[date(2015, 4, 1)] == ("amended_by",)
        assert likely[date(2019, 4, 1)] == likely[date(2026, 4, 1)] == ()
        assert [version.likely for version in load_law().periodic.version] == [
            ("amended_by",),
            (),
            (),
        ]
        assert [version.likely for version in load_law().reports.version] == [("text",), (), ()]
        assert [version.likely for version in load_law().near_miss.version] == [()] * 2
        assert [rules.is_likely for rules in rulesets()] == [True, *[False] * 7]

    def test_every_version_cites_its_source(self) -> None:
        law = load_law()
        for provision in (getattr(law, name) for name in OFFICIAL):
            for version in provision.version:
                assert version.source.startswith(f"https://laws.e-gov.go.jp/law/{provision.law_id}")
                assert version.checked >= date(2026, 11, 21)
        assert all(rules.checked == CHECKED for rules in rulesets())


class TestBrokenFiles:
    @pytest.mark.parametrize(
        "case",
        [*COVERAGE, *CITATION, *WRONG_KEYS, *WRONG_TYPES, *LEFT_OUT_IN_EFFECT],
        ids=lambda case: case.what,
    )
    def test_a_broken_file_is_refused(self, load: Load, case: Broken) -> None:
        check_refusal(load, case)

    def test_all_contradictions_of_a_file_come_at_once(self, load: Load) -> None:
        text = in_version(
            "serious", "2015-04-01", AMENDED_2015, f"ends = 2019-03-30\n{AMENDED_2015}"
        )
        text = replaced(text, AMENDED, "")
        text = replaced(text, "promulgated = 2026-03-04", "promulgated = 2027-03-04")
        text = replaced(text, "[{ hours = 2, users = 30_000 }]", "[]")
        with pytest.raises(InvalidLaw) as caught:
            load(serious=text)
        assert sorted(problem.path for problem in caught.value.problems) == [
            "serious.toml, version 2010-04-01.row[0].thresholds",
            "serious.toml, version 2019-04-01.amended_by",
            "serious.toml, version 2019-04-01.in_force",
            "serious.toml, version 2026-04-01.promulgated",
        ]

    def test_the_whole_message(self, load: Load) -> None:
        text = in_version(
            "serious", "2015-04-01", AMENDED_2015, f"ends = 2019-03-30\n{AMENDED_2015}"
        )
        with pytest.raises(InvalidLaw) as caught:
            load(serious=text)
        japanese, english = str(caught.value), caught.value.text("en")
        assert "\n" not in japanese + english
        assert japanese.startswith("serious.toml, version 2019-04-01.in_force：前の版に続く施行日")
        assert "（空白期間）" in japanese
        assert japanese.endswith("法令の規定と照合してください。")
        assert english.startswith("serious.toml, version 2019-04-01.in_force: expected the day")
        assert "(gap)" in english
        assert english.endswith("Hold the file against the text of the law.")

    def test_versions_that_follow_without_a_gap_may_say_so(self, load: Load) -> None:
        text = in_version(
            "serious", "2015-04-01", AMENDED_2015, f"ends = 2019-03-31\n{AMENDED_2015}"
        )
        assert digests(load(serious=text)) == digests(load_law())

    def test_an_ordinance_may_be_promulgated_on_the_day_itself(self, load: Load) -> None:
        text = in_version("serious", "2019-04-01", "= 2019-03-26", "= 2019-04-01")
        assert load(serious=text).ruleset("H31").serious.promulgated == date(2019, 4, 1)


class TestInHouseFiles:
    @pytest.mark.parametrize(
        ("name", "day", "is_there"),
        [
            ("near_miss", date(2023, 6, 15), False),
            ("near_miss", date(2023, 6, 16), True),
            ("near_miss", date.max, True),
            ("reports", date(2010, 3, 31), False),
            ("reports", date(2010, 4, 1), True),
        ],
    )
    def test_the_days_that_a_provision_covers(self, name: str, day: date, is_there: bool) -> None:
        assert getattr(load_law(), name).covers(day) is is_there

    def test_the_last_day_that_a_provision_covers(self, load: Load) -> None:
        near_miss = load(near_miss=with_end("near_miss", "2030-03-31")).near_miss
        assert near_miss.covers(date(2030, 3, 31))
        assert not near_miss.covers(date(2030, 4, 1))

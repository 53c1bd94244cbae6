"""From a file to the law: what is no such file, and a file of the carrier's own."""

import json
import re
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from support.law_texts import (
    IDS,
    LATEST,
    OFFICIAL,
    REQUIRED,
    TABLES,
    Broken,
    Load,
    check_refusal,
    digests,
    in_version,
    replaced,
)

from jikorules import (
    JAPAN,
    Citation,
    Grade,
    Impact,
    Incident,
    InvalidLaw,
    NotCovered,
    Period,
    Service,
    judge,
    load_law,
    ruleset,
    rulesets,
    to_wire,
)

TEXTS: list[tuple[str, str | bytes]] = [
    ("JSON", json.dumps({"provision": "serious"})),
    ("prose", "重大な事故（電気通信事業法施行規則第58条）"),
    ("half a file", OFFICIAL["serious"][: OFFICIAL["serious"].index("]]") + 1]),
    ("a key twice", OFFICIAL["serious"] + 'number = "八"\nnumber = "九"\n'),
    ("a day that does not exist", replaced(OFFICIAL["serious"], "2015-03-30", "2015-02-30")),
    ("a zero byte", OFFICIAL["serious"] + "\0"),
    ("another encoding", OFFICIAL["serious"].encode("shift_jis")),
    ("a picture", b"\x89PNG\r\n\x1a\n\x00\xff"),
    ("brackets without end", "x = " + "[" * 10_000),
]
NOT_TOML = [Broken(what, "serious", text, "", "TOML") for what, text in TEXTS]
WRONG_TYPES = [
    Broken(
        "a name of the file that is none",
        "serious",
        replaced(OFFICIAL["serious"], 'law = "', 'law = 1 # "'),
        "law",
        "a string",
    ),
    Broken(
        "a table for the list of versions",
        "serious",
        OFFICIAL["serious"].split("[[version]]")[0] + "[version]\nin_force = 2010-04-01\n",
        "version",
        "a list",
    ),
    Broken(
        "numbers for versions",
        "serious",
        OFFICIAL["serious"].split("[[version]]")[0] + "version = [1, 2]\n",
        "version[1]",
        "an object",
    ),
]


class TestOfficialFiles:
    def test_no_file_is_read_before_a_rule_set_is_asked_for(self) -> None:
        code = (
            "import sys\n"
            "from pathlib import Path\n"
            "read = []\n"
            "sys.addaudithook(lambda event, args: event == 'open' and read.append(str(args[0])))\n"
            "import jikorules\n"
            "def files():\n"
            "    print(*[Path(name).name for name in read if name.endswith('.toml')], sep=',')\n"
            "files()\n"
            "jikorules.ruleset('H31')\n"
            "files()\n"
            "jikorules.ruleset('H31')\n"
            "jikorules.guideline()\n"
            "jikorules.guideline()\n"
            "files()\n"
        )
        run = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, text=True
        )
        law = "serious.toml,periodic.toml,reports.toml,near_miss.toml,tower_providers.toml"
        assert run.stdout.split("\n") == ["", law, f"{law},notice.toml", ""]


class TestBrokenFiles:
    @pytest.mark.parametrize("case", [*NOT_TOML, *WRONG_TYPES], ids=lambda case: case.what)
    def test_a_broken_file_is_refused(self, load: Load, case: Broken) -> None:
        check_refusal(load, case)

    @pytest.mark.parametrize("text", ["", "# 空\n"])
    def test_an_empty_file(self, load: Load, text: str) -> None:
        with pytest.raises(InvalidLaw) as caught:
            load(serious=text)
        assert [problem.path for problem in caught.value.problems] == [
            f"serious.toml, {key}" for key in ("provision", "law", "law_id", "version")
        ]

    @pytest.mark.parametrize("name", ["serious", "periodic"])
    def test_the_file_of_the_other_provision(self, load: Load, name: str) -> None:
        other = "periodic" if name == "serious" else "serious"
        with pytest.raises(InvalidLaw) as caught:
            load(**{name: OFFICIAL[other]})
        assert f"{name}.toml, version 2010-04-01.item" in str(caught.value)

    @pytest.mark.parametrize("name", LATEST)
    @pytest.mark.parametrize(
        ("other", "where"),
        [
            ("serious", "version 2010-04-01.critical_facility"),
            ("periodic", "version 2010-04-01.simple_form"),
            ("reports", "version 2010-04-01.report"),
            ("near_miss", "version 2023-06-16.functions"),
            ("tower_providers", "version 2026-05-27.accident"),
        ],
    )
    def test_the_file_of_another_provision(
        self, load: Load, name: str, other: str, where: str
    ) -> None:
        if name == other:
            assert digests(load(**{name: OFFICIAL[other]})) == digests(load_law())
            return
        with pytest.raises(InvalidLaw) as caught:
            load(**{name: OFFICIAL[other]})
        assert f"{name}.toml, {where}" in [problem.path for problem in caught.value.problems]

    def test_a_required_key_of_any_table_is_missed(self, load: Load) -> None:
        """Each key without a default is taken out of each kind of table in turn."""
        for name, key, where in [
            ("serious", "table_item", "table_item"),
            ("serious", "critical_facility", "critical_facility"),
            ("periodic", "reports", "reports"),
            ("periodic", "simple_form", "simple_form"),
            ("periodic", "minor_paragraph", "minor_paragraph"),
            ("periodic", "number", "item[0].number"),
            ("periodic", "name", "item[0].name"),
            ("periodic", "facility", "item[0].facility"),
            ("periodic", "thresholds", "item[0].thresholds"),
        ]:
            text = re.sub(rf"(?m)^{key} = .*\n", "", OFFICIAL[name], count=1)
            with pytest.raises(InvalidLaw) as caught:
                load(**{name: text})
            (problem,) = caught.value.problems
            assert problem.path == f"{name}.toml, version 2010-04-01.{where}"
            assert problem.expected.en == REQUIRED

    def test_all_problems_of_a_file_come_at_once(self, load: Load) -> None:
        text = in_version("serious", "2015-04-01", "hours = 1,", 'hours = "1",')
        text = replaced(text, "label =", "# label =")
        text = replaced(text, "law_id =", "# law_id =")
        text = replaced(text, 'kinds = ["lpwa"]', 'kinds = ["iot"]')
        with pytest.raises(InvalidLaw) as caught:
            load(serious=text)
        assert sorted(problem.path for problem in caught.value.problems) == [
            "serious.toml, law_id",
            "serious.toml, version 2010-04-01.label",
            "serious.toml, version 2015-04-01.row[0].thresholds[0].hours",
            "serious.toml, version 2019-04-01.row[2].service.kinds[0]",
        ]

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(FileNotFoundError):
            load_law(serious=tmp_path / "none.toml")


IN_HOUSE = """
provision = "serious"
law = "社内規程"
law_id = "R-12"

[[version]]
in_force = 2020-01-01
amended_by = "社長決裁第5号"
promulgated = 2019-12-01
source = "https://intranet.example.com/rules/12"
checked = 2026-11-21
revision_read = 2020-01-01
label = "社内重大事故"
cited_as = [{ since = 2020-01-01, article = "3" }]
table_item = "1"
supplementary_left_out = true
critical_facility = { item = "2", hours = 1 }

[[version.row]]
name = "全ての電気通信役務"
service = {}
thresholds = [{ minutes = 30, users = 10_000 }, { users = 500_000 }, { hours = 6 }]
"""


def outage(start: datetime, users: int, duration: timedelta) -> Incident:
    """Make a plain accident of a voice service."""
    period = Period(start, start + duration)
    return Incident([Impact(Service("voice", emergency_calls=True), users, period)])


class TestInHouseFile:
    START = datetime(2021, 5, 10, 9, 0, tzinfo=JAPAN)
    HALF = timedelta(minutes=30)

    def test_it_is_loaded_beside_the_official_one(self, load: Load) -> None:
        law = load(serious=IN_HOUSE)
        assert [rules.id for rules in law.rulesets()] == ["2020-01-01", *IDS[3:]]
        for name in ("periodic", "reports", "near_miss"):
            assert getattr(law, name) == getattr(load_law(), name)
        rules = law.ruleset("R3.5.10")
        assert rules.serious.label == "社内重大事故"
        assert rules.periodic.label == "四半期報告事故"

    @pytest.mark.parametrize("as_text", [False, True])
    def test_a_path_may_be_a_text(self, tmp_path: Path, as_text: bool) -> None:
        path = tmp_path / "社内.toml"
        path.write_text(IN_HOUSE, encoding="utf-8")
        law = load_law(serious=str(path) if as_text else path)
        assert law.ruleset("2021-05-10").serious.label == "社内重大事故"

    def test_an_error_names_the_file_as_it_is_called(self, tmp_path: Path) -> None:
        path = tmp_path / "社内.toml"
        path.write_text(IN_HOUSE.replace("minutes = 30", 'minutes = "30"'), encoding="utf-8")
        with pytest.raises(InvalidLaw) as caught:
            load_law(serious=path)
        (problem,) = caught.value.problems
        assert problem.path == "社内.toml, version 2020-01-01.row[0].thresholds[0].minutes"

    @pytest.mark.parametrize(
        ("users", "duration", "official", "in_house"),
        [
            (10_000, HALF, Grade.NONE, Grade.SERIOUS),
            (9_999, HALF, Grade.NONE, Grade.NONE),
            (10_000, HALF - timedelta(microseconds=1), Grade.NONE, Grade.NONE),
            (29_999, timedelta(hours=1), Grade.NONE, Grade.SERIOUS),
            (30_000, timedelta(minutes=29), Grade.PERIODIC, Grade.PERIODIC),
            (500_000, timedelta(minutes=1), Grade.PERIODIC, Grade.SERIOUS),
            (1, timedelta(hours=6), Grade.PERIODIC, Grade.SERIOUS),
            (30_000, timedelta(hours=1), Grade.SERIOUS, Grade.SERIOUS),
        ],
    )
    def test_judge_uses_it_when_told(
        self, load: Load, users: int, duration: timedelta, official: Grade, in_house: Grade
    ) -> None:
        incident = outage(self.START, users, duration)
        rules = load(serious=IN_HOUSE).ruleset(judge(incident).first_day)
        assert judge(incident).grade is official
        verdict = judge(incident, rules=rules)
        assert verdict.grade is in_house
        assert verdict.rules is rules
        assert to_wire(verdict)["rules"] == {"id": "2020-01-01", "digest": rules.digest}
        if in_house is Grade.SERIOUS:
            assert verdict.label == "社内重大事故"
            assert Citation("社内規程", "3", None, "1") in {
                finding.limb.citation for finding in verdict.findings
            }

    def test_it_leaves_the_official_law_alone(self, load: Load) -> None:
        load(serious=IN_HOUSE)
        assert [rules.id for rules in rulesets()] == IDS
        assert ruleset("2021-05-10").serious.label == "重大な事故"

    def test_it_covers_the_days_that_all_provisions_cover(self, load: Load) -> None:
        law = load(serious=IN_HOUSE)
        assert law.ruleset("2020-01-01") is law.rulesets()[0]
        with pytest.raises(NotCovered) as caught:
            law.ruleset("2019-12-31")
        assert "2020-01-01" in caught.value.text("ja")
        assert "2020-01-01" in caught.value.text("en")

    def test_its_last_day_may_be_set(self, load: Load) -> None:
        law = load(serious=replaced(IN_HOUSE, "amended_by", "ends = 2024-12-31\namended_by"))
        assert [rules.id for rules in law.rulesets()] == ["2020-01-01", *IDS[3:5]]
        assert law.rulesets()[-1].until == date(2024, 12, 31)
        assert law.ruleset("2024-12-31") is law.rulesets()[-1]
        for day in ("2025-01-01", date(2026, 4, 1), date.max):
            with pytest.raises(NotCovered) as caught:
                law.ruleset(day)
            for lang in ("ja", "en"):
                text = caught.value.text(lang)
                assert "2020-01-01" in text
                assert "2024-12-31" in text
                assert str(day) in text

    def test_both_provisions_may_be_in_house(self, load: Load) -> None:
        periodic = OFFICIAL["periodic"].replace("30_000", "1_000")
        law = load(serious=IN_HOUSE, periodic=periodic)
        incident = outage(self.START, 1_000, timedelta(minutes=1))
        assert judge(incident).grade is Grade.NONE
        assert judge(incident, rules=law.ruleset(judge(incident).first_day)).grade is Grade.PERIODIC


class TestInHouseFiles:
    @pytest.mark.parametrize("as_text", [False, True])
    @pytest.mark.parametrize("name", LATEST)
    def test_a_path_may_be_a_text(self, tmp_path: Path, name: str, as_text: bool) -> None:
        path = tmp_path / "社内.toml"
        path.write_text(OFFICIAL[name].replace("label = ", 'label = "社内" # '), encoding="utf-8")
        file = str(path) if as_text else path
        files: dict[str, Path | str] = {name: file}
        law = load_law(**files)
        assert getattr(law.ruleset("2026-05-27"), name).label == "社内"
        assert getattr(ruleset("2026-05-27"), name).label == TABLES[name]["version"][-1]["label"]

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(FileNotFoundError):
            load_law(reports=tmp_path / "none.toml")
        with pytest.raises(FileNotFoundError):
            load_law(near_miss=tmp_path / "none.toml")

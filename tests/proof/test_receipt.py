"""Receipts: what a verdict rested on, judged again; and the canonical JSON that they stand on."""

import copy
import hashlib
import json
import math
import struct
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.places import CASES, ROOT
from support.strategies import ZONES, incidents

from jikorules import (
    JAPAN,
    Flag,
    Grade,
    Impact,
    Incident,
    InvalidInput,
    JikorulesError,
    Period,
    Reading,
    RuleSet,
    Service,
    Verdict,
    from_wire,
    judge,
    load_law,
    questions,
    ruleset,
    rulesets,
    to_wire,
)
from jikorules.basics.versions import VERSION
from jikorules.proof.canonical import canonical, digest
from jikorules.proof.receipt import (
    Discrepancy,
    Receipt,
    Why,
    discrepancies_text,
    incident_digest,
    receipt,
    receipt_from_wire,
    receipt_to_wire,
    verify,
)
from jikorules.wire.comparison import ABSENT

FIXTURE = CASES / "receipt-0.1.0.json"
HOUR = timedelta(hours=1)
VOICE = Service("voice", emergency_calls=True, paid=True)
START = datetime(2019, 3, 16, 7, 47, tzinfo=JAPAN)
SLOW = settings(max_examples=150, suppress_health_check=list(HealthCheck))


def voice(users: Any = 41_382, start: datetime = START, **more: Any) -> Incident:
    """An accident of four hours."""
    return Incident([Impact(VOICE, users, Period(start, start + 4 * HOUR))], **more)


def own_law(folder: Path, old: str, new: str) -> tuple[RuleSet, ...]:
    """Load the law with one place of the table changed."""
    text = files("jikorules.law").joinpath("serious.toml").read_text("utf-8")
    assert old in text
    path = folder / "serious.toml"
    path.write_text(text.replace(old, new), "utf-8")
    return load_law(serious=path).rulesets()


def again(made: Receipt) -> Receipt:
    """Send a receipt through JSON."""
    return receipt_from_wire(json.loads(json.dumps(receipt_to_wire(made))))


def causes(found: tuple[Discrepancy, ...]) -> set[Why]:
    return {each.cause for each in found}


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Give the path of every value that holds no other."""
    if isinstance(value, dict):
        steps = list(value.items())
    else:
        steps = list(enumerate(value)) if isinstance(value, list) else []
    for step, each in steps:
        yield from leaves(each, (*path, step))
    if not steps:
        yield path


def put(document: Any, path: tuple[Any, ...], value: Any) -> Any:
    """Give a copy of a document with one value replaced."""
    document = copy.deepcopy(document)
    place = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return document


def at_path(document: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        document = document[step]
    return document


def spelled(path: tuple[Any, ...]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)[1:]


def unfit(document: Any) -> set[str]:
    """Give the paths of the values that JSON after RFC 8785 cannot hold."""

    def is_unfit(value: Any) -> bool:
        if type(value) is int:
            return bool(abs(value) >= 2**53)
        return isinstance(value, str) and any("\ud800" <= each <= "\udfff" for each in value)

    return {spelled(path) for path in leaves(document) if is_unfit(at_path(document, path))}


def is_fit(incident: Incident) -> bool:
    return not unfit(to_wire(incident))


class TestCanonical:
    """RFC 8785, JSON Canonicalization Scheme, with its own examples."""

    def test_the_sample_of_the_standard(self) -> None:
        r"""3.2.2 to 3.2.4: from the sample to its canonical form, in UTF-8."""
        sample = r"""{
          "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
          "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
          "literals": [null, true, false]
        }"""
        wanted = (
            '{"literals":[null,true,false],'
            '"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
            r""""string":"€$\u000f\nA'B\"\\\\\"/"}"""
        )
        assert canonical(json.loads(sample)) == wanted.encode()

    def test_names_are_sorted_by_their_utf_16_code_units(self) -> None:
        """3.2.3: property name strings are sorted as arrays of UTF-16 code units, unsigned."""
        names = {
            "\u20ac": "Euro Sign",
            "\r": "Carriage Return",
            "\ufb33": "Hebrew Letter Dalet With Dagesh",
            "1": "One",
            "\U0001f600": "Emoji: Grinning Face",
            "\x80": "Control",
            "\xf6": "Latin Small Letter O With Diaeresis",
        }
        assert list(json.loads(canonical(names)).values()) == [
            "Carriage Return",
            "One",
            "Control",
            "Latin Small Letter O With Diaeresis",
            "Euro Sign",
            "Emoji: Grinning Face",
            "Hebrew Letter Dalet With Dagesh",
        ]

    @pytest.mark.parametrize(
        ("bits", "text"),
        [
            ("0000000000000000", "0"),
            ("8000000000000000", "0"),
            ("0000000000000001", "5e-324"),
            ("8000000000000001", "-5e-324"),
            ("7fefffffffffffff", "1.7976931348623157e+308"),
            ("ffefffffffffffff", "-1.7976931348623157e+308"),
            ("4340000000000000", "9007199254740992"),
            ("c340000000000000", "-9007199254740992"),
            ("4430000000000000", "295147905179352830000"),
            ("44b52d02c7e14af5", "9.999999999999997e+22"),
            ("44b52d02c7e14af6", "1e+23"),
            ("44b52d02c7e14af7", "1.0000000000000001e+23"),
            ("444b1ae4d6e2ef4e", "999999999999999700000"),
            ("444b1ae4d6e2ef4f", "999999999999999900000"),
            ("444b1ae4d6e2ef50", "1e+21"),
            ("3eb0c6f7a0b5ed8c", "9.999999999999997e-7"),
            ("3eb0c6f7a0b5ed8d", "0.000001"),
            ("41b3de4355555553", "333333333.3333332"),
            ("41b3de4355555554", "333333333.33333325"),
            ("41b3de4355555555", "333333333.3333333"),
            ("41b3de4355555556", "333333333.3333334"),
            ("41b3de4355555557", "333333333.33333343"),
            ("becbf647612f3696", "-0.0000033333333333333333"),
            ("43143ff3c1cb0959", "1424953923781206.2"),
        ],
    )
    def test_numbers(self, bits: str, text: str) -> None:
        """Appendix B: number serialization samples."""
        (number,) = struct.unpack(">d", bytes.fromhex(bits))
        assert canonical(number).decode() == text

    @given(st.integers(-(2**53) + 1, 2**53 - 1))
    def test_integers_are_written_as_they_are(self, number: int) -> None:
        assert canonical(number) == str(number).encode()

    @pytest.mark.parametrize(
        "value",
        [
            *(2**53, -(2**53), math.nan, math.inf),
            pytest.param(10**400, id="large"),
            pytest.param(10**5000, id="too large to be printed"),
        ],
    )
    def test_numbers_that_json_cannot_hold_are_refused(self, value: Any) -> None:
        """3.1: JSON data must be expressible as IEEE 754 double precision numbers."""
        with pytest.raises(InvalidInput) as caught:
            canonical({"a": [0, {"b": value}], "c": value})
        assert [each.path for each in caught.value.problems] == ["a[1].b", "c"]
        assert caught.value.text("en")

    def test_lone_surrogates_are_refused(self) -> None:
        """3.2.2.2: lone surrogates cause a compliant implementation to stop with an error."""
        with pytest.raises(InvalidInput, match="サロゲート") as caught:
            canonical({"a": "\ud800", "\udfff": 1, "well": ["\U0001f600"]})
        assert [each.path for each in caught.value.problems] == ["a", r"'\udfff'"]

    @pytest.mark.parametrize("value", [b"", {1}, START, object()])
    def test_what_is_no_json_is_refused(self, value: Any) -> None:
        with pytest.raises(InvalidInput) as caught:
            canonical([value])
        assert [each.path for each in caught.value.problems] == ["[0]"]
        with pytest.raises(InvalidInput) as caught:
            canonical({1: 1})
        assert [each.path for each in caught.value.problems] == ["1"]

    @pytest.mark.parametrize("inmost", [1, 2**53])
    def test_a_nesting_too_deep_is_refused(self, inmost: int) -> None:
        deep: Any = inmost
        for _ in range(700 if inmost > 1 else 100_000):
            deep = [deep]
        with pytest.raises(InvalidInput):
            canonical(deep)

    def test_the_digest_is_that_of_the_canonical_form(self) -> None:
        found = digest({"b": 1, "a": "é"})
        assert found == "sha256:" + hashlib.sha256('{"a":"é","b":1}'.encode()).hexdigest()

    def test_a_missing_library_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "rfc8785", None)
        with pytest.raises(JikorulesError, match=r"rfc8785.*jikorules\[receipts\]"):
            canonical({})

    def test_it_is_loaded_only_when_something_is_written(self) -> None:
        code = "import sys, jikorules.proof.ledger; assert 'rfc8785' not in sys.modules"
        subprocess.run([sys.executable, "-P", "-c", code], check=True)


class TestVerify:
    """The same facts, law and code give the same answer, and nothing else does."""

    @SLOW
    @given(incidents().filter(is_fit), st.none() | st.sampled_from(rulesets()), st.data())
    def test_every_receipt_verifies(
        self, incident: Incident, rules: RuleSet | None, data: st.DataObject
    ) -> None:
        facility = incident.critical_facility
        critical = () if facility is None else (facility.period,)
        starts = [
            period.start
            for periods in (critical, *(each.periods for each in incident.impacts))
            for period in periods
        ]
        now = max(starts) + data.draw(st.timedeltas(timedelta(0), timedelta(days=2)))
        at = data.draw(st.none() | st.sampled_from(ZONES).map(now.astimezone))
        verdict = judge(incident, rules=rules, at=at)
        if data.draw(st.booleans()):
            limbs = st.sampled_from([each.limb for each in verdict.findings])
            readings = data.draw(st.dictionaries(limbs, st.sampled_from(Reading)))
            verdict = judge(incident, rules=rules, at=at, readings=readings)
        if unfit(to_wire(verdict)):  # numbers of users that fit, added up, need not
            return
        made = receipt(verdict)
        assert again(made) == made
        assert verify(again(made), from_wire(json.loads(json.dumps(to_wire(incident))))) == ()

    @SLOW
    @given(incidents())
    def test_what_canonical_json_cannot_hold_has_no_receipt(self, incident: Incident) -> None:
        verdict = judge(incident)
        wrong = {f"incident.{path}" for path in unfit(to_wire(incident))}
        wrong |= {f"verdict.{path}" for path in unfit(to_wire(verdict))}
        if not wrong:
            receipt(verdict)
            return
        with pytest.raises(InvalidInput) as caught:
            receipt(verdict)
        assert {each.path for each in caught.value.problems} == wrong

    @SLOW
    @given(incidents().filter(is_fit), st.sampled_from(ZONES))
    def test_the_way_facts_are_written_does_not_matter(self, incident: Incident, zone: Any) -> None:
        def moved(period: Period) -> Period:
            end = period.end and period.end.astimezone(zone)
            return Period(period.start.astimezone(zone), end)

        critical = incident.critical_facility
        same = evolve(
            incident,
            impacts=[
                evolve(each, periods=[moved(period) for period in each.periods])
                for each in incident.impacts
            ],
            critical_facility=critical and evolve(critical, period=moved(critical.period)),
        )
        assert same == incident
        assert incident_digest(same) == incident_digest(incident)
        document = dict(reversed(to_wire(incident).items()))
        assert incident_digest(from_wire(document)) == incident_digest(incident)

    @SLOW
    @given(incidents().filter(is_fit), incidents().filter(is_fit))
    def test_other_facts_are_found(self, incident: Incident, other: Incident) -> None:
        verdict = judge(incident, at=datetime(2032, 1, 1, tzinfo=UTC))
        if unfit(to_wire(verdict)):
            return
        found = verify(receipt(verdict), other)
        assert causes(found) == (set() if incident == other else {Why.FACTS})

    def test_every_single_fact_is_in_it(self) -> None:
        incident = Incident(
            [
                evolve(voice().impacts[0], effect="suspension", supplementary=None),
                Impact(
                    Service("internet_access", paid=True, monthly_users=7, name="a"),
                    None,
                    [Period(START, START + HOUR), Period(START + 2 * HOUR)],
                ),
            ],
            critical_facility=None,
            minor=None,
            disaster=True,
            equipment="dslam",
            carrier="甲",
            id="1",
        )
        document = to_wire(incident)
        made = receipt(judge(incident, at=START + 5 * HOUR))
        values = (
            *(None, True, False, 0, 7, 8, 41_383, "", "b", "voice", "email", "other", "wholesaler"),
            *("same", "degradation", "suspension", "2019-03-16T07:46:59.999999+09:00"),
            *("2019-03-16T11:47:01+09:00", "2019-03-16T07:47:00Z"),
        )
        seen = set()
        for path in leaves(document):
            for value in values:
                try:
                    changed = from_wire(put(document, path, value))
                except InvalidInput:
                    continue
                found = verify(made, changed)
                assert (causes(found) == {Why.FACTS}) == (changed != incident), (path, value)
                if changed != incident:
                    seen.add(path)
                    assert found[0] == Discrepancy(
                        Why.FACTS,
                        "incident_digest",
                        incident_digest(incident),
                        incident_digest(changed),
                    )
        assert seen == set(leaves(document))
        added = evolve(incident, impacts=[*incident.impacts, incident.impacts[0]])
        turned = evolve(incident, impacts=incident.impacts[::-1])
        for changed in (added, turned):
            assert causes(verify(made, changed)) == {Why.FACTS}

    def test_other_facts_tell_what_they_would_have_given(self) -> None:
        first, *rest = verify(receipt(judge(voice(29_999))), voice(30_000))
        assert first.path == "incident_digest"
        assert ("verdict.grade", "periodic", "serious") in [
            (each.path, each.recorded, each.found) for each in rest
        ]

    def test_facts_that_have_no_receipt_are_refused(self) -> None:
        with pytest.raises(InvalidInput, match=r"impacts\[0\]\.users"):
            verify(receipt(judge(voice())), voice(2**53))

    def test_another_limit_is_another_law(self, tmp_path: Path) -> None:
        """One user more in the first row of 2015 to 2019."""
        own = own_law(
            tmp_path,
            'service = { kinds = ["voice"], emergency_calls = true }\n'
            "thresholds = [{ hours = 1, users = 30_000 }]",
            'service = { kinds = ["voice"], emergency_calls = true }\n'
            "thresholds = [{ hours = 1, users = 30_001 }]",
        )[1]
        official = ruleset(own.id)
        incident = voice(30_000)
        made = receipt(judge(incident, rules=own))
        assert (made.rules, made.verdict["grade"]) == ("2015-04-01", "periodic")
        assert verify(made, incident, rules=own) == ()
        first, *rest = verify(made, incident)
        assert first == Discrepancy(Why.LAW, "rules_digest", own.digest, official.digest)
        assert causes(tuple(rest)) == {Why.LAW}
        limits = [each for each in rest if each.path == "verdict.findings[0].required.users"]
        assert [(each.recorded, each.found) for each in limits] == [(30_001, 30_000)]
        assert verify(receipt(judge(incident)), incident) == ()
        found = verify(receipt(judge(incident)), incident, rules=own)
        assert causes(found) == {Why.LAW}
        assert "verdict.grade" in [each.path for each in found]

    def test_another_law_is_told_even_where_the_answer_is_the_same(self, tmp_path: Path) -> None:
        own = own_law(tmp_path, "平成31年総務省令第23号", "平成31年総務省令第24号")
        same = {rules.id: rules.digest == ruleset(rules.id).digest for rules in own}
        assert set(same.values()) == {True, False}
        for rules in own:
            found = verify(receipt(judge(voice(), rules=rules)), voice())
            assert [each.path for each in found] == ([] if same[rules.id] else ["rules_digest"])

    def test_a_rule_set_that_is_not_known(self) -> None:
        made = receipt(judge(voice()))
        verdict = put(made.verdict, ("rules", "id"), "2015-04-02")
        gone = evolve(made, rules="2015-04-02", verdict=verdict)
        assert verify(gone, voice()) == (Discrepancy(Why.LAW, "rules", "2015-04-02", ABSENT),)
        assert verify(made, voice(), rules=ruleset("H31")) == (
            Discrepancy(Why.LAW, "rules", "2015-04-01", "2019-04-01"),
        )

    def test_other_code_is_found(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def other(*facts: Any, **more: Any) -> Verdict:
            return evolve(judge(*facts, **more), possible=(Grade.PERIODIC,))

        made = receipt(judge(voice()))
        monkeypatch.setattr(import_module("jikorules.proof.receipt"), "judge", other)
        found = verify(made, voice())
        assert causes(found) == {Why.CODE}
        assert [each.path for each in found] == [
            "verdict.grade",
            "verdict.at_least",
            "verdict.at_most",
            "verdict.possible[0]",
            "verdict.label",
        ]
        assert (found[0].recorded, found[0].found) == ("serious", "periodic")

    def test_every_change_of_the_verdict_is_found(self) -> None:
        incident = Incident([Impact(VOICE, None, Period(START))], id="1")
        made = receipt(judge(incident, at=START + HOUR))
        assert made.verdict["questions"]
        for path in leaves(made.verdict):
            old = at_path(made.verdict, path)
            others: list[Any] = [None, "x", 0, 1, True, False, [], {}, 1.0]
            for new in others:
                if (type(old), old) != (type(new), new):
                    changed = evolve(made, verdict=put(made.verdict, path, new))
                    twice = path[0] in ("rules", "at")
                    wanted = {Why.RECEIPT if twice else Why.CODE}
                    found = verify(changed, incident)
                    assert causes(found) == wanted, (path, new)
                    assert found[0].recorded == new or found[0].recorded is ABSENT
        for key in made.verdict:
            rest = {name: value for name, value in made.verdict.items() if name != key}
            found = verify(evolve(made, verdict=rest), incident)
            assert [(each.path, each.recorded) for each in found] == [(f"verdict.{key}", ABSENT)]
        (more,) = verify(evolve(made, verdict={**made.verdict, "x": None}), incident)
        assert (more.path, more.recorded, more.found) == ("verdict.x", None, ABSENT)
        longer = put(made.verdict, ("rows",), [None])
        (more,) = verify(evolve(made, verdict=longer), incident)
        assert (more.path, more.recorded, more.found) == ("verdict.rows[0]", None, ABSENT)

    def test_a_receipt_that_contradicts_itself(self) -> None:
        incident = Incident([Impact(VOICE, 30_000, Period(START))])
        made = receipt(judge(incident, at=START + HOUR))
        early = evolve(made, at=START + HOUR / 2)
        first, *rest = verify(early, incident)
        assert (first.cause, first.path) == (Why.RECEIPT, "verdict.at")
        assert causes(tuple(rest)) == {Why.RECEIPT}
        assert "verdict.grade" in [each.path for each in rest]
        other = evolve(made, rules_digest=digest("other"))
        assert causes(verify(other, incident)) == {Why.RECEIPT, Why.LAW}
        other = evolve(made, incident_digest=digest("other"))
        assert causes(verify(other, incident)) == {Why.FACTS}

    def test_a_moment_before_the_accident(self) -> None:
        incident = Incident([Impact(VOICE, 30_000, Period(START))])
        made = receipt(judge(incident, at=START))
        at = START - HOUR
        both = evolve(made, at=at, verdict={**made.verdict, "at": at.isoformat()})
        wanted = Discrepancy(Why.RECEIPT, "at", at.isoformat(), ABSENT)
        assert verify(both, incident) == (wanted,)
        later = Incident([Impact(VOICE, 30_000, Period(START + HOUR))])
        found = verify(made, later)
        assert [(each.cause, each.path) for each in found] == [
            (Why.FACTS, "incident_digest"),
            (Why.FACTS, "at"),
        ]

    def test_it_does_not_matter_who_chose_the_rules(self) -> None:
        """An accident past an amendment is flagged only if the rules were not named."""
        incident = voice(start=datetime(2019, 3, 31, 22, tzinfo=JAPAN))
        chosen, named = judge(incident), judge(incident, rules=ruleset("2015-04-01"))
        assert Flag.STRADDLES_AMENDMENT in chosen.flags
        assert Flag.STRADDLES_AMENDMENT not in named.flags
        for verdict in (chosen, named):
            assert verify(receipt(verdict), incident) == ()

    def test_a_later_check_of_the_law_changes_nothing(self) -> None:
        now = rulesets()[-1]
        assert now.checked < date(2030, 1, 1)
        incident = voice(start=datetime(2030, 1, 1, tzinfo=JAPAN))
        verdict = judge(incident)
        assert Flag.LAW_UNCHECKED in verdict.flags
        made = receipt(verdict)
        assert verify(made, incident) == ()
        kept = [flag for flag in made.verdict["flags"] if flag != "law_unchecked"]
        assert verify(evolve(made, verdict={**made.verdict, "flags": kept}), incident) == ()

    def test_other_flags_are_compared(self) -> None:
        made = receipt(judge(voice()))
        flagged = evolve(made, verdict={**made.verdict, "flags": ["disaster"]})
        (found,) = verify(flagged, voice())
        assert (found.path, found.recorded, found.found) == (
            "verdict.flags[0]",
            "disaster",
            ABSENT,
        )
        assert verify(receipt(judge(voice(disaster=True))), voice(disaster=True)) == ()

    @pytest.mark.parametrize(
        ("users", "minutes", "grades"),
        [(30_000, 30, {"periodic", "serious"}), (10, 65, {"none", "periodic"})],
    )
    def test_readings_are_applied_again(self, users: int, minutes: int, grades: set[str]) -> None:
        """An intermittent accident: whether the pauses count is read by the authority."""
        lasting = timedelta(minutes=minutes)
        periods = [Period(start, start + lasting) for start in (START, START + 2 * lasting)]
        incident = Incident([Impact(VOICE, users, periods)])
        limb = next(each.limb for each in questions(judge(incident)) if each.limb)
        elsewhere = judge(incident, rules=ruleset("2010-04-01")).findings[0].limb
        other = {"widest": "narrowest", "narrowest": "widest"}
        found = set()
        for reading in Reading:
            read = {elsewhere: Reading.WIDEST, limb: reading}
            made = again(receipt(judge(incident, readings=read)))
            found.add(made.verdict["grade"])
            assert verify(made, incident) == ()
            turned = put(made.verdict, ("readings", 1, "reading"), other[reading])
            assert causes(verify(evolve(made, verdict=turned), incident)) == {Why.CODE}
        assert found == grades

    def test_it_is_said_in_words(self) -> None:
        found = verify(receipt(judge(voice(29_999))), voice(30_000))
        said = discrepancies_text(found).splitlines()
        assert len(said) == len(found) + 1
        assert said[0].startswith("事実が異なります。")
        assert "  verdict.grade：控えでは 'periodic'、今は 'serious'" in said
        english = discrepancies_text(found, "en")
        assert "  verdict.grade: 'periodic' in the receipt, 'serious' now" in english
        assert discrepancies_text(()) == "控えのとおりです。"
        assert discrepancies_text((), "en") == "All is as the receipt says."
        for cause in Why:
            for absent, lang in (("なし", "ja"), ("nothing", "en")):
                one = [Discrepancy(cause, "at", None, ABSENT)]
                assert absent in discrepancies_text(one, lang)  # type: ignore[arg-type]


class TestWire:
    """Receipts as JSON: read strictly, and all problems at once."""

    def test_it_says_what_it_rested_on(self) -> None:
        verdict = judge(voice(), at=START + HOUR)
        document = receipt_to_wire(receipt(verdict))
        assert document == {
            "library": VERSION,
            "wire": 1,
            "rules": "2015-04-01",
            "rules_digest": ruleset("2015-04-01").digest,
            "incident_digest": digest(to_wire(voice())),
            "at": "2019-03-16T08:47:00+09:00",
            "verdict": to_wire(verdict),
        }

    @given(st.datetimes(datetime(2, 1, 2), datetime(9998, 12, 30)), st.sampled_from(ZONES))  # noqa: DTZ001
    @settings(max_examples=50)
    def test_it_says_when_it_was_made_if_that_was_told(self, clock: datetime, zone: Any) -> None:
        told, untold = (
            receipt(judge(voice()), recorded=each) for each in (clock.replace(tzinfo=zone), None)
        )
        assert told.recorded == clock.replace(tzinfo=zone)
        assert again(told) == told
        document = receipt_to_wire(told)
        assert datetime.fromisoformat(document.pop("recorded")) == told.recorded
        assert document == receipt_to_wire(untold)
        assert untold == evolve(told, recorded=None)
        assert verify(told, voice()) == ()

    @pytest.mark.parametrize("moment", [datetime(2026, 11, 28), date(2026, 11, 28), "now", 0, True])  # noqa: DTZ001
    def test_when_it_was_made_is_a_moment_with_a_zone(self, moment: Any) -> None:
        with pytest.raises(InvalidInput) as caught:
            receipt(judge(voice()), recorded=moment)
        assert [each.path for each in caught.value.problems] == ["recorded"]

    def test_the_version_is_that_of_the_package(self) -> None:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
        assert project["version"] == VERSION

    @pytest.mark.parametrize(
        ("key", "value"),
        [
            ("library", None),
            ("library", ""),
            ("library", 1),
            ("wire", 2),
            ("wire", True),
            ("wire", "1"),
            ("rules", ""),
            ("rules_digest", "sha256:" + "0" * 63),
            ("rules_digest", "sha256:" + "A" * 64),
            ("incident_digest", None),
            ("incident_digest", "sha256:" + "0" * 64 + "\n"),
            ("at", "2019-03-16T07:47:00"),
            ("at", ""),
            ("at", False),
            ("recorded", "2026-11-28T07:47:00"),
            ("recorded", ""),
            ("recorded", 0),
            ("verdict", None),
            ("verdict", []),
            ("x", 1),
        ],
    )
    def test_what_is_wrong_is_refused(self, key: str, value: Any) -> None:
        document = {**receipt_to_wire(receipt(judge(voice()))), key: value}
        with pytest.raises(InvalidInput) as caught:
            receipt_from_wire(document)
        assert [each.path for each in caught.value.problems] == [key]
        assert caught.value.text("en")

    @pytest.mark.parametrize("document", [None, [], 1, "receipt", {}])
    def test_what_is_no_receipt_is_refused(self, document: Any) -> None:
        with pytest.raises(InvalidInput):
            receipt_from_wire(document)

    def test_all_problems_come_at_once(self) -> None:
        document = receipt_to_wire(receipt(judge(voice())))
        del document["rules"]
        document |= {"wire": 0, "at": "now", "extra": 1}
        document["verdict"] = {
            **document["verdict"],
            "rows": [2**53],
            "readings": [
                {"provision": [], "required": {}, "reading": "wide"},
                {"provision": {}, "reading": "widest", "why": "?"},
                3,
            ],
        }
        with pytest.raises(InvalidInput) as caught:
            receipt_from_wire(document)
        assert sorted(each.path for each in caught.value.problems) == [
            "at",
            "extra",
            "rules",
            "verdict.readings[0].provision",
            "verdict.readings[0].reading",
            "verdict.readings[1].required",
            "verdict.readings[1].why",
            "verdict.readings[2]",
            "verdict.rows[0]",
            "wire",
        ]
        document["verdict"]["readings"] = {}
        with pytest.raises(InvalidInput, match=r"verdict\.readings：配列"):
            receipt_from_wire(document)


CORRECTED = FIXTURE.with_name("receipt-0.1.0-corrected.json")
CORRECTED_SHA = "c179ec8a8f41f788808e0ad409d3ad4f53f3e6407af32a9ec6d12c841974ed0d"


class TestEarlierVersions:
    """A receipt that an earlier version made still verifies."""

    def test_the_files_were_never_touched(self) -> None:
        found = [hashlib.sha256(each.read_bytes()).hexdigest() for each in (FIXTURE, CORRECTED)]
        assert found == [
            "292d20a6add3e10320008508d305ed0fdf629936f8294a49eb511e289b6578c5",
            CORRECTED_SHA,
        ]

    def test_a_receipt_from_before_the_record_of_the_law_was_corrected(self) -> None:
        """The verdict follows; that the record was corrected since is told, and nothing else."""
        document = json.loads(FIXTURE.read_text("utf-8"))
        made, incident = receipt_from_wire(document["receipt"]), from_wire(document["incident"])
        (found,) = verify(made, incident)
        assert (found.cause, found.path) == (Why.LAW, "rules_digest")

    def test_version_0_1_0(self) -> None:
        """J:COM East, 16 March 2019: rows 1 and 4 of the table of 2015."""
        document = json.loads(CORRECTED.read_text("utf-8"))
        made, incident = receipt_from_wire(document["receipt"]), from_wire(document["incident"])
        assert (made.library, made.rules) == ("0.1.0", "2015-04-01")
        assert (made.verdict["grade"], made.verdict["rows"]) == ("serious", ["一", "四"])
        assert verify(made, incident) == ()
        assert receipt_to_wire(made) == document["receipt"]
        assert made.recorded is None
        assert canonical(receipt_to_wire(made)) == canonical(document["receipt"])
        changed = evolve(incident, impacts=incident.impacts[:1])
        assert causes(verify(made, changed)) == {Why.FACTS}

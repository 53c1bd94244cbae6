"""The narrowest and the widest reading: when they are open, when they part, and when one is named.

The limits come from the rule data, and each test runs under every rule set.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

import jikorules.law
from jikorules import (
    JAPAN,
    Bounds,
    CriticalFacility,
    Exclusion,
    Facility,
    Finding,
    Flag,
    Grade,
    Impact,
    Incident,
    Met,
    Overlap,
    Period,
    RuleSet,
    Service,
    Verdict,
    judge,
    load_law,
    rulesets,
)
from jikorules.judgement.limbs import limbs_of
from jikorules.judgement.verdict import Limb, Reading

SECOND = timedelta(seconds=1)
VOICE = Service("voice", emergency_calls=True)
ACCESS = Service("internet_access", paid=True)

pytestmark = pytest.mark.parametrize("rules", rulesets(), ids=lambda rules: rules.id)


def limb_of(rules: RuleSet, service: Service = VOICE) -> tuple[Limb, timedelta, int]:
    """Give the first limb of the row of a service, with the time and the users that it asks."""
    law = limbs_of(rules)
    limb = law.rows[law.rows_of(service)[0]][0]
    assert limb.duration is not None
    assert limb.users is not None
    return limb, limb.duration, limb.users


def periodic_limits(rules: RuleSet) -> tuple[timedelta, int]:
    """Give the time and the users that the periodic report asks, the one or the other."""
    limbs = limbs_of(rules).periodic[Facility.TELECOM]
    (duration,) = [limb.duration for limb in limbs if limb.duration is not None]
    (users,) = [limb.users for limb in limbs if limb.users is not None]
    return duration, users


def noon(rules: RuleSet) -> datetime:
    return datetime.combine(rules.in_force, time(12), JAPAN)


def hit(
    rules: RuleSet, lasted: timedelta | None, users: Any, service: Service = VOICE, **more: Any
) -> Impact:
    start = noon(rules)
    return Impact(service, users, Period(start, None if lasted is None else start + lasted), **more)


def broken(rules: RuleSet, longest: timedelta, users: Any, service: Service = VOICE) -> Impact:
    """Give an impact of which the first stretch is the longest, and a second one to follow it."""
    start = noon(rules)
    again = start + longest + SECOND
    return Impact(service, users, [Period(start, start + longest), Period(again, again + SECOND)])


def judged(*impacts: Impact, **more: Any) -> Verdict:
    return judge(Incident(impacts, **more))


def on(limb: Limb, verdict: Verdict) -> Finding:
    return next(each for each in verdict.findings if each.limb == limb)


class TestOpenReading:
    """判定が一つに定まらず、その原因に読み方の分かれがある: 留意事項の open_reading."""

    def test_the_longest_stretch_just_falls_short(self, rules: RuleSet) -> None:
        limb, duration, users = limb_of(rules)
        verdict = judged(broken(rules, duration - SECOND, users))
        assert on(limb, verdict).met is Met.UNDECIDED
        assert Flag.OPEN_READING in verdict.flags

    def test_the_longest_stretch_is_enough_and_only_users_are_open(self, rules: RuleSet) -> None:
        limb, duration, users = limb_of(rules)
        verdict = judged(broken(rules, duration, Bounds(users - 1, users)))
        assert on(limb, verdict).met is Met.UNDECIDED
        assert verdict.at_most is Grade.SERIOUS
        assert verdict.grade is None
        assert Flag.OPEN_READING not in verdict.flags

    def test_only_the_end_is_open(self, rules: RuleSet) -> None:
        limb, _, users = limb_of(rules)
        verdict = judged(hit(rules, None, users))
        assert on(limb, verdict).met is Met.UNDECIDED
        assert verdict.possible == (Grade.PERIODIC, Grade.SERIOUS)
        assert Flag.OPEN_READING not in verdict.flags

    def test_only_whether_they_count_is_open(self, rules: RuleSet) -> None:
        """Both readings have just enough users, if the impacts count at all."""
        limb, duration, users = limb_of(rules)
        verdict = judged(
            hit(rules, duration, users, supplementary=None),
            hit(rules, duration + SECOND, 1, supplementary=None),
        )
        finding = on(limb, verdict)
        assert finding.met is Met.UNDECIDED
        assert finding.given.users == Bounds(users, users + 1)
        assert (verdict.at_least, verdict.at_most) == (Grade.NONE, Grade.SERIOUS)
        assert Flag.OPEN_READING not in verdict.flags

    def test_users_of_shorter_impacts_are_what_is_open(self, rules: RuleSet) -> None:
        limb, duration, users = limb_of(rules)
        verdict = judged(
            hit(rules, duration, users - 1), hit(rules, SECOND, 1), overlap=Overlap.DISJOINT
        )
        assert on(limb, verdict).met is Met.UNDECIDED
        assert Flag.OPEN_READING in verdict.flags

    def test_no_limb_is_open_but_whether_it_is_minor(self, rules: RuleSet) -> None:
        """A limb that neither reading meets opens nothing, however many impacts there are."""
        duration, _ = periodic_limits(rules)
        impacts = hit(rules, duration, 1), hit(rules, duration + SECOND, 1)
        verdict = judged(*impacts, minor=None)
        assert verdict.possible == (Grade.NONE, Grade.PERIODIC)
        assert Flag.OPEN_READING not in verdict.flags

    def test_a_settled_answer_is_not_open(self, rules: RuleSet) -> None:
        """Another limb gives the highest grade anyway."""
        limb, duration, users = limb_of(rules)
        open_limb, longer, more = limb_of(rules, ACCESS)
        other = broken(rules, longer - SECOND, more, ACCESS)
        verdict = judged(hit(rules, duration, users), other)
        assert verdict.grade is Grade.SERIOUS
        assert on(limb, verdict).met is Met.YES
        assert open_limb == limb or on(open_limb, verdict).met is Met.UNDECIDED
        assert Flag.OPEN_READING not in verdict.flags

    def test_item_2_has_one_reading(self, rules: RuleSet) -> None:
        """全ての通信の疎通が不能であった期間: one stretch, of which only the end is open."""
        failed = CriticalFacility("satellite", Period(noon(rules)), installed_by="self")
        verdict = judge(Incident([], critical_facility=failed))
        assert on(limbs_of(rules).critical, verdict).met is Met.UNDECIDED
        assert Flag.NO_IMPACTS in verdict.flags
        assert Flag.OPEN_READING not in verdict.flags


def in_house(rules: RuleSet, tmp_path: Path, name: str, old: Mapping[str, str]) -> RuleSet:
    """Give the rules of a carrier whose own limits are stricter than the law."""
    text = (Path(jikorules.law.__file__).parent / name).read_text("utf-8")
    for before, after in old.items():
        assert before in text
        text = text.replace(before, after)
    file = tmp_path / name
    file.write_text(text, "utf-8")
    return load_law(**{name.removesuffix(".toml"): file}).ruleset(rules.in_force)


class TestLimitsOfOneUser:
    """A rule may ask for a single user: nobody is then fewer than it asks (`load_law`)."""

    def test_perhaps_nobody_suffered_long_enough(self, rules: RuleSet, tmp_path: Path) -> None:
        one = in_house(rules, tmp_path, "serious.toml", {"users = 30_000": "users = 1"})
        limb, duration, users = limb_of(one)
        assert users == 1
        long, short = hit(rules, duration, Bounds.at_most(5)), hit(rules, SECOND, 3)
        verdict = judge(Incident([long, short]), rules=one)
        assert on(limb, verdict).met is Met.UNDECIDED
        assert Flag.OPEN_READING in verdict.flags

    def test_perhaps_nothing_counts(self, rules: RuleSet, tmp_path: Path) -> None:
        one = in_house(rules, tmp_path, "periodic.toml", {"users = 30_000": "users = 1"})
        duration, users = periodic_limits(one)
        assert users == 1
        impact = hit(rules, duration - SECOND, 5, supplementary=None)
        assert judge(Incident([impact]), rules=one).possible == (Grade.NONE, Grade.PERIODIC)

    def test_perhaps_nobody_was_provided_the_service(self, rules: RuleSet, tmp_path: Path) -> None:
        old = {"monthly_users = 10_000_000": "monthly_users = 1"}
        one = in_house(rules, tmp_path, "serious.toml", old)
        mail = Service("email", paid=False)
        assert limbs_of(one).rows_of(mail) == limbs_of(rules).rows_of(mail)


def test_of_impacts_that_never_count_nobody_and_no_time_is_given(rules: RuleSet) -> None:
    """True の影響は算入しません."""
    duration, users = periodic_limits(rules)
    incident = Incident([hit(rules, duration, users, supplementary=True)])
    limbs = limbs_of(rules).periodic[Facility.TELECOM]
    for readings in ({}, *(dict.fromkeys(limbs, reading) for reading in Reading)):
        verdict = judge(incident, readings=readings)
        assert verdict.grade is Grade.NONE
        for limb in limbs:
            finding = on(limb, verdict)
            assert finding.met is Met.NO
            assert finding.given.users == Bounds.exact(0)
            assert finding.given.duration == Bounds.exact(timedelta(0))


def test_other_facilities_are_excluded_for_certain(rules: RuleSet) -> None:
    """facility が other のときは、重大な事故には当たりません: nothing of it is undecided."""
    limb, duration, users = limb_of(rules)
    verdict = judged(hit(rules, duration, users), facility=Facility.OTHER)
    assert limb not in [each.limb for each in verdict.findings]
    assert on(limbs_of(rules).exclusions[Exclusion.OTHER_FACILITY], verdict).met is Met.YES


def test_item_2_is_judged_beside_the_services_that_were_hit(rules: RuleSet) -> None:
    """影響を受けた役務があれば、併せて…第1号と定期の報告は、それによって判定します."""
    critical = limbs_of(rules).critical
    assert critical.duration is not None
    start = noon(rules)
    for lasted, met in ((critical.duration, Met.YES), (critical.duration - SECOND, Met.NO)):
        period = Period(start, start + lasted)
        failed = CriticalFacility("submarine_cable", period, installed_by="self")
        verdict = judged(hit(rules, SECOND, 1), critical_facility=failed)
        assert on(critical, verdict).met is met
        assert verdict.grade is (Grade.SERIOUS if met is Met.YES else Grade.NONE)


@pytest.mark.parametrize("what", ["plain", "not so plain", "critical facility"])
def test_an_accident_straddles_if_it_runs_past_the_last_day(rules: RuleSet, what: str) -> None:
    """An accident that ends with the last day of a rule set does not run past the amendment.

    An amendment that concerns tower providers alone is none of a carrier's.
    """
    last = datetime.combine(rules.until or date(9998, 12, 30), time(23, 59, 59), JAPAN)
    for end, straddles in (
        (last, False),
        (last + SECOND, False),
        (last + SECOND + timedelta.resolution, rules.carriers_until is not None),
    ):
        period = Period(last - SECOND, end)
        impacts = [] if what == "critical facility" else [Impact(VOICE, 1, period)]
        failed = None if impacts else CriticalFacility("satellite", period)
        incident = Incident(impacts, critical_facility=failed, disaster=what == "not so plain")
        verdict = judge(incident)
        assert verdict.rules == rules
        assert (Flag.STRADDLES_AMENDMENT in verdict.flags) == straddles


def test_rules_may_end_with_the_last_day_of_all(rules: RuleSet) -> None:
    limb, duration, users = limb_of(rules)
    ending = evolve(rules, until=date.max, carriers_until=date.max)
    verdict = judge(Incident([hit(rules, duration, users)]), rules=ending)
    assert on(limb, verdict).met is Met.YES


class TestNamedReading:
    """所管官庁に確かめた読み方があれば、readings に、基準（Limb）ごとに…与えます.

    The narrowest: 基準の時間以上途切れずに続いた影響の利用者. The widest: 利用者の全て.
    """

    def judged(self, rules: RuleSet, *impacts: Impact, reading: Reading) -> tuple[Finding, Verdict]:
        limb, _, _ = limb_of(rules)
        incident = Incident(impacts, overlap=Overlap.DISJOINT)
        verdict = judge(incident, readings={limb: reading})
        assert verdict.readings == ((limb, reading),)
        return on(limb, verdict), verdict

    def test_only_impacts_that_last_lend_their_users(self, rules: RuleSet) -> None:
        _, duration, users = limb_of(rules)
        impacts = hit(rules, duration, users - 1), hit(rules, duration - SECOND, 2)
        narrow, verdict = self.judged(rules, *impacts, reading=Reading.NARROWEST)
        assert narrow.given.users == Bounds.exact(users - 1)
        assert narrow.given.duration == Bounds.exact(duration)
        assert narrow.met is Met.NO
        assert verdict.at_most is Grade.PERIODIC
        wide, verdict = self.judged(rules, *impacts, reading=Reading.WIDEST)
        assert wide.given.users == Bounds.exact(users + 1)
        assert wide.met is Met.YES
        assert verdict.grade is Grade.SERIOUS

    def test_one_that_still_runs_may_last_long_enough_yet(self, rules: RuleSet) -> None:
        """The users of what has ended too soon are out for good."""
        _, duration, users = limb_of(rules)
        ended = hit(rules, duration, users - 1), hit(rules, duration - SECOND, 7)
        running = hit(rules, None, 1)
        narrow, _ = self.judged(rules, *ended, running, reading=Reading.NARROWEST)
        assert narrow.given.users == Bounds(users - 1, users)
        assert narrow.given.duration == Bounds.at_least(duration)
        assert narrow.met is Met.UNDECIDED

    @pytest.mark.parametrize("overlap", Overlap)
    def test_as_long_as_none_lasts_nobody_is_sure(self, rules: RuleSet, overlap: Overlap) -> None:
        limb, duration, users = limb_of(rules)
        impacts = hit(rules, duration - SECOND, users), hit(rules, None, 1)
        incident = Incident(impacts, overlap=overlap)
        finding = on(limb, judge(incident, readings={limb: Reading.NARROWEST}))
        assert finding.given.users == Bounds(0, 1)
        assert finding.met is Met.NO

    def test_as_long_as_none_lasts_nobody_is_sure_of_any_service(self, rules: RuleSet) -> None:
        duration, users = periodic_limits(rules)
        limb = next(each for each in limbs_of(rules).periodic[Facility.TELECOM] if each.duration)
        impacts = hit(rules, duration - SECOND, users), hit(rules, None, 7, ACCESS)
        incident = Incident(impacts, overlap=Overlap.DISJOINT)
        finding = on(limb, judge(incident, readings={limb: Reading.NARROWEST}))
        assert finding.given.users == Bounds(0, 7)

    def test_users_that_may_be_any_number(self, rules: RuleSet) -> None:
        _, duration, users = limb_of(rules)
        lasting = hit(rules, duration, Bounds.at_least(users - 1))
        narrow, _ = self.judged(rules, lasting, hit(rules, duration, 0), reading=Reading.NARROWEST)
        assert narrow.given.users == Bounds.at_least(users - 1)
        assert narrow.met is Met.UNDECIDED

    def test_if_none_lasts_the_users_are_told_whatever_the_time(self, rules: RuleSet) -> None:
        """…影響がないときは、given の利用者数には時間を問わず数えたものを示します."""
        _, duration, users = limb_of(rules)
        impacts = hit(rules, duration - SECOND, users), hit(rules, duration - 2 * SECOND, 2)
        narrow, verdict = self.judged(rules, *impacts, reading=Reading.NARROWEST)
        assert narrow.given.users == Bounds.exact(users + 2)
        assert narrow.given.duration == Bounds.exact(duration - SECOND)
        assert narrow.met is Met.NO
        assert verdict.grade is Grade.PERIODIC

    def test_users_of_several_services_for_the_periodic_report(self, rules: RuleSet) -> None:
        """最も狭い読み方では一つの役務の利用者だけを、最も広い読み方では全ての役務の利用者を."""
        _, users = periodic_limits(rules)
        limb = next(each for each in limbs_of(rules).periodic[Facility.TELECOM] if each.users)
        for fewer, unsure, narrow, met in (
            (1, None, Bounds.exact(users - 1), Met.NO),
            (0, None, Bounds.exact(users), Met.YES),
            (1, Bounds.at_least(1), Bounds.at_least(users - 1), Met.UNDECIDED),
        ):
            impacts = [
                hit(rules, SECOND, users - fewer, VOICE),
                hit(rules, SECOND, 1 if unsure is None else unsure, ACCESS),
            ]
            incident = Incident(impacts, overlap=Overlap.DISJOINT)
            one = on(limb, judge(incident, readings={limb: Reading.NARROWEST}))
            assert (one.given.users, one.met) == (narrow, met)
            whole = on(limb, judge(incident, readings={limb: Reading.WIDEST}))
            assert whole.met is Met.YES

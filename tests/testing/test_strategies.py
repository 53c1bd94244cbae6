"""The public strategies: what they draw is valid, is all that they promise, and shrinks well."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import pairwise, product
from operator import ge, gt
from random import Random
from typing import Any, Generic, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

from jikorules import (
    JAPAN,
    Bounds,
    Chain,
    CriticalKind,
    Effect,
    Equipment,
    Facility,
    Flag,
    Grade,
    History,
    Impact,
    Incident,
    InstalledBy,
    InvalidInput,
    Kind,
    Met,
    NotCovered,
    Origin,
    Overlap,
    Period,
    RuleSet,
    Service,
    from_wire,
    history_from_wire,
    history_to_wire,
    judge,
    judge_chain,
    rulesets,
    to_wire,
)
from jikorules.testing import (
    PLENTY_OF_TIME,
    PLENTY_OF_USERS,
    bounds,
    chains,
    incidents,
    near_thresholds,
    services,
    timelines,
)

T = TypeVar("T")
Look = tuple[datetime, Incident]
Condition = Callable[[Any], bool]

RULES = rulesets()
RULE_IDS = [rules.id for rules in RULES]
FIRST, LAST = RULES[0].in_force, RULES[-1].checked
SECOND = timedelta(seconds=1)
each_ruleset = pytest.mark.parametrize("rules", RULES, ids=RULE_IDS)
TABLES = {rules.serious.in_force.isoformat(): rules for rules in RULES}
each_table = pytest.mark.parametrize("rules", TABLES.values(), ids=TABLES.keys())

PLAIN = incidents(exact=True, one_impact=True, running=False)


def sample(strategy: st.SearchStrategy[T], count: int) -> list[T]:
    """Draw so many examples, always the same ones."""
    drawn: list[T] = []

    @settings(
        max_examples=count,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def draw(each: T) -> None:
        drawn.append(each)

    draw()
    return drawn


class Reach(Generic[T]):
    """What a strategy reaches: some examples of it, and a search for what is not among them.

    What Hypothesis draws turns on all modules that are loaded, as it takes constants from their
    source; which sorts are among a number of examples is luck. A sort that one draw in four hundred
    is of is all but surely found by the search, and one that is never drawn is not.
    """

    def __init__(self, strategy: st.SearchStrategy[T], count: int) -> None:
        self.strategy = strategy
        self.some = sample(strategy, count)

    def has(self, condition: Condition) -> bool:
        """Whether anything of this sort is drawn."""
        if any(map(condition, self.some)):
            return True
        generating = settings(max_examples=5_000, database=None, phases=[Phase.generate])
        try:
            rare = find(self.strategy, condition, settings=generating, random=Random(0))  # noqa: S311
        except NoSuchExample:
            return False
        self.some.append(rare)
        return True

    def takes(self, of: Callable[[T], object], *values: object) -> bool:
        """Whether what is drawn takes each of these values."""
        return all(self.has(where(of, value)) for value in values)


@pytest.fixture(scope="module")
def some_bounds() -> Reach[Bounds[int]]:
    return Reach(bounds(), 2_000)


@pytest.fixture(scope="module")
def some_services() -> Reach[Service]:
    return Reach(services(), 2_000)


@pytest.fixture(scope="module")
def exact_services() -> Reach[Service]:
    return Reach(services(exact=True), 500)


@pytest.fixture(scope="module")
def some_incidents() -> Reach[Incident]:
    return Reach(incidents(), 1_200)


@pytest.fixture(scope="module")
def some_timelines() -> Reach[list[Look]]:
    return Reach(timelines(), 1_500)


@pytest.fixture(scope="module")
def some_chains() -> Reach[Chain]:
    return Reach(chains(), 300)


def where(of: Callable[[Any], object], value: object) -> Condition:
    return lambda it: of(it) == value


def having(**values: object) -> Condition:
    return lambda it: all(getattr(it, name) is value for name, value in values.items())


def graded_as(grade: Grade) -> Condition:
    return lambda incident: judge(incident).grade is grade


def judged_by(rules: RuleSet) -> Condition:
    return lambda incident: judge(incident).rules == rules


def of_an_impact(condition: Condition) -> Condition:
    return lambda incident: any(condition(impact) for impact in incident.impacts)


def of_kind(kind: Kind) -> Condition:
    return lambda impact: impact.service.kind is kind


def of_critical(condition: Condition) -> Condition:
    def holds(incident: Incident) -> bool:
        return incident.critical_facility is not None and condition(incident.critical_facility)

    return holds


def lasted(impact: Impact) -> timedelta:
    (period,) = impact.periods
    assert period.end is not None
    return period.end - period.start


def point(incident: Incident) -> tuple[timedelta, int]:
    (impact,) = incident.impacts
    assert impact.users.low is not None
    return lasted(impact), impact.users.low


def begin(incident: Incident) -> datetime:
    return incident.impacts[0].periods[0].start


def all_periods(incident: Incident) -> list[Period]:
    critical = incident.critical_facility
    periods = [period for impact in incident.impacts for period in impact.periods]
    return periods + ([] if critical is None else [critical.period])


def is_running(incident: Incident) -> bool:
    return any(period.end is None for period in all_periods(incident))


def is_exact(incident: Incident) -> bool:
    critical = incident.critical_facility
    facts: list[object] = [incident.minor, incident.disaster, incident.equipment]
    for impact in incident.impacts:
        service = impact.service
        facts += [impact.supplementary, impact.effect, service.emergency_calls, service.paid]
        facts += [users.is_exact or None for users in (impact.users, service.monthly_users)]
    if critical is not None:
        facts.append(critical.installed_by)
    return None not in facts and incident.overlap is not Overlap.UNKNOWN


def check_valid(incident: Incident) -> None:
    """Judge it as of no moment and as of one, and send it over the wire."""
    assert from_wire(to_wire(incident)) == incident
    now = max(period.start for period in all_periods(incident)) + timedelta(hours=2)
    for verdict in (judge(incident), judge(incident, at=now)):
        to_wire(verdict)
    for period in all_periods(incident):
        assert period.start.utcoffset() == timedelta(hours=9)
        assert period.start.microsecond == 0 == (period.end or period.start).microsecond


class TestBounds:
    @pytest.mark.parametrize(
        "wanted",
        [
            Bounds.exact(0),
            Bounds.exact(29_999),
            Bounds.exact(30_000),
            Bounds.exact(30_001),
            Bounds.exact(10_000_000),
            Bounds.exact(PLENTY_OF_USERS),
            Bounds.at_least(30_000),
            Bounds.at_most(29_999),
            Bounds.between(0, 30_000),
            Bounds.unknown(),
        ],
    )
    def test_every_form_is_drawn_and_the_limits_of_the_law_often(
        self, wanted: Bounds[int], some_bounds: Reach[Bounds[int]]
    ) -> None:
        assert some_bounds.has(lambda users: users == wanted)

    @given(st.data(), st.integers(0, 10**9), st.integers(0, 10**9), st.booleans())
    def test_the_ends_lie_within(self, data: st.DataObject, a: int, b: int, exact: bool) -> None:
        least, most = min(a, b), max(a, b)
        drawn = data.draw(bounds(least, most, exact=exact))
        assert all(least <= end <= most for end in (drawn.low, drawn.high) if end is not None)
        assert drawn.is_exact or not exact

    def test_other_numbers_are_drawn_too(self, some_bounds: Reach[Bounds[int]]) -> None:
        assert some_bounds.has(lambda users: (users.low or 0) % 1_000 not in (0, 1, 999))
        assert some_bounds.has(lambda it: None is not it.low != it.high is not None)

    def test_it_shrinks_to_a_known_number(self) -> None:
        assert find(bounds(), lambda _: True) == Bounds.exact(0)

    def test_what_is_no_range_of_users_is_refused(self) -> None:
        with pytest.raises(InvalidInput, match="least") as told:
            bounds(-1, -2)
        assert [problem.path for problem in told.value.problems] == ["least", "most"]
        with pytest.raises(InvalidInput, match="7 以上"):
            bounds(7, 6)
        with pytest.raises(InvalidInput, match="True"):
            bounds(True)


class TestServices:
    @pytest.mark.parametrize(("kind", "paid"), list(product(Kind, (True, False, None))), ids=str)
    def test_every_kind_is_drawn_with_every_trait(
        self, kind: Kind, paid: bool | None, some_services: Reach[Service]
    ) -> None:
        calls = (True, False, None) if kind is Kind.VOICE else (False, None)
        for emergency_calls in calls:
            wanted = having(kind=kind, paid=paid, emergency_calls=emergency_calls)
            assert some_services.has(wanted)

    @each_ruleset
    def test_every_row_is_reached_by_known_traits(
        self, rules: RuleSet, exact_services: Reach[Service]
    ) -> None:
        rows = range(len(rules.serious.row))
        assert exact_services.takes(lambda service: row_of(rules, service), *rows)

    def test_names_and_monthly_users_are_drawn(self, some_services: Reach[Service]) -> None:
        assert some_services.takes(lambda service: bool(service.name), True, False)
        monthly = Bounds.unknown(), Bounds.at_least(10_000_000), Bounds.exact(9_999_999)
        assert some_services.takes(lambda service: service.monthly_users, *monthly)

    @given(services(["lpwa", Kind.VOICE], exact=True))
    def test_exact_services_have_known_traits(self, service: Service) -> None:
        assert service.kind in (Kind.LPWA, Kind.VOICE)
        assert service.paid is not None
        assert service.emergency_calls in (
            (True, False) if service.kind is Kind.VOICE else (False,)
        )
        assert service.monthly_users.is_exact

    @pytest.mark.parametrize("kind", Kind)
    def test_it_shrinks_to_the_kind_named_first(self, kind: Kind) -> None:
        kinds = [kind, *(each for each in Kind if each is not kind)]
        for seed in range(3):
            shrunk = find(services(kinds, exact=True), lambda _: True, random=Random(seed))  # noqa: S311
            voice = kind is Kind.VOICE
            silent = False if kind in (Kind.MESSAGING, Kind.INTERNET_OTHER) else None
            assert shrunk == Service(
                kind, emergency_calls=voice, paid=True, monthly_users=0, voice_calls=silent
            )

    def test_one_name_is_one_kind(self) -> None:
        assert find(services("email"), lambda _: True).kind is Kind.EMAIL

    @pytest.mark.parametrize("kinds", [[], ["voice", "fax"], [3]])
    def test_what_is_no_kind_is_refused(self, kinds: Any) -> None:
        for strategy in (services, lambda kinds: incidents(kinds=kinds)):
            with pytest.raises(InvalidInput, match="kinds"):
                strategy(kinds)


def row_of(rules: RuleSet, service: Service) -> int:
    traits: Any = service.emergency_calls, service.paid, service.monthly_users.low
    return rules.serious.row_of(service.kind, *traits)


REACHED: dict[str, Condition] = {
    "no_impacts": lambda it: not it.impacts,
    "three_impacts": lambda it: len(it.impacts) == 3,
    "three_periods": lambda it: any(len(impact.periods) == 3 for impact in it.impacts),
    "one_start_for_all": lambda it: (
        len({each.start for each in all_periods(it)}) == 1 < len(it.impacts)
    ),
    "unknown_users": lambda it: any(impact.users.is_unknown for impact in it.impacts),
    "bounded_users": lambda it: any(
        None is not impact.users.low != impact.users.high is not None for impact in it.impacts
    ),
    "running": is_running,
    "ended": lambda it: not is_running(it),
    "some_run": lambda it: len({each.end is None for each in all_periods(it)}) == 2,
    "exact": is_exact,
    "names": lambda it: bool(it.id and it.carrier),
    "item_2": lambda it: any(
        each.limb.citation.item == "2" and each.met is Met.YES for each in judge(it).findings
    ),
    "critical_runs": lambda it: it.critical_facility and it.critical_facility.period.end is None,
    "undecided": lambda it: judge(it).possible == tuple(Grade),
    "straddles": lambda it: Flag.STRADDLES_AMENDMENT in judge(it).flags,
    "midnight": lambda it: it.impacts and it.impacts[0].periods[0].start.hour == 0,
    "at_a_limit_of_time": lambda it: any(
        period.end and period.end - period.start == timedelta(hours=2) for period in all_periods(it)
    ),
    "a_second_below": lambda it: any(
        period.end and period.end - period.start == timedelta(hours=1) - SECOND
        for period in all_periods(it)
    ),
    **{f"grade_{each.wire}": graded_as(each) for each in Grade},
    **{f"rules_{each.id}": judged_by(each) for each in RULES},
    **{
        f"critical_{kind}_{installed}": of_critical(having(kind=kind, installed_by=installed))
        for kind in CriticalKind
        for installed in (*InstalledBy, None)
    },
    **{f"overlap_{each}": having(overlap=each) for each in Overlap},
    **{f"facility_{each}": having(facility=each) for each in Facility},
    **{f"origin_{each}": having(origin=each) for each in Origin},
    **{f"equipment_{each}": having(equipment=each) for each in (None, *Equipment)},
    **{f"minor_{each}": having(minor=each) for each in (True, False, None)},
    **{f"disaster_{each}": having(disaster=each) for each in (True, False, None)},
    **{f"effect_{each}": of_an_impact(having(effect=each)) for each in (None, *Effect)},
    **{
        f"supplementary_{each}": of_an_impact(having(supplementary=each))
        for each in (True, False, None)
    },
    **{f"kind_{kind}": of_an_impact(of_kind(kind)) for kind in Kind},
}


class TestIncidents:
    @pytest.mark.parametrize("name", REACHED)
    def test_every_form_is_reached(self, name: str, some_incidents: Reach[Incident]) -> None:
        assert some_incidents.has(REACHED[name])

    @each_ruleset
    def test_every_grade_is_reached_by_known_facts(self, rules: RuleSet) -> None:
        first, last = rules.in_force, rules.until
        plain = incidents(first=first, last=last, exact=True, one_impact=True, running=False)
        drawn = Reach(plain, 150)
        assert drawn.takes(lambda incident: judge(incident).grade, *Grade)
        assert {judge(incident).rules for incident in drawn.some} == {rules}

    @given(incidents())
    def test_it_is_valid(self, incident: Incident) -> None:
        check_valid(incident)
        assert FIRST <= judge(incident).first_day <= LAST

    @settings(suppress_health_check=[HealthCheck.too_slow])
    @given(st.data(), st.booleans(), st.booleans(), st.sampled_from([True, False, None]))
    def test_it_is_as_asked_for(
        self, data: st.DataObject, exact: bool, one: bool, running: bool | None
    ) -> None:
        day, other = sorted(data.draw(st.lists(st.dates(FIRST, LAST), min_size=2, max_size=2)))
        kinds = data.draw(st.lists(st.sampled_from(Kind), min_size=1))
        incident = data.draw(
            incidents(
                first=day, last=other, kinds=kinds, exact=exact, one_impact=one, running=running
            )
        )
        check_valid(incident)
        assert day <= judge(incident).first_day <= other
        assert {impact.service.kind for impact in incident.impacts} <= set(kinds)
        assert is_exact(incident) or not exact
        assert running is None or is_running(incident) is running
        if one:
            assert len(all_periods(incident)) == 1 == len(incident.impacts)

    @given(PLAIN)
    def test_a_plain_accident_has_one_grade(self, incident: Incident) -> None:
        assert judge(incident).grade is not None

    def test_days_beyond_the_last_check_may_be_asked_for(self) -> None:
        last = date(9997, 12, 31)
        for incident in sample(incidents(first=last, last=last), 100):
            check_valid(incident)
            assert judge(incident).first_day == last

    def test_it_shrinks_to_one_known_impact(self) -> None:
        shrunk = find(incidents(), lambda _: True)
        begin = datetime(2010, 4, 1, tzinfo=JAPAN)
        service = Service("voice", emergency_calls=True, paid=True, monthly_users=0)
        plain = Incident([Impact(service, 0, Period(begin, begin))], overlap="disjoint")
        assert shrunk == plain

    def test_a_running_accident_shrinks_to_one_that_runs(self) -> None:
        shrunk = find(incidents(running=True), lambda _: True)
        assert [impact.periods[0].end for impact in shrunk.impacts] == [None]

    @pytest.mark.parametrize("strategy", [incidents, timelines, chains])
    def test_days_that_cannot_be_are_refused(self, strategy: Callable[..., Any]) -> None:
        with pytest.raises(NotCovered):
            strategy(first=date(2010, 3, 31))
        with pytest.raises(InvalidInput, match=r"^last：2020-01-02 から 9997-12-31 まで"):
            strategy(first=date(2020, 1, 2), last=date(2020, 1, 1))
        with pytest.raises(InvalidInput, match="last"):
            strategy(last=date(9998, 1, 1))
        with pytest.raises(InvalidInput, match="first") as told:
            strategy(first=datetime(2020, 1, 1, tzinfo=JAPAN), last="2020-01-02")
        assert [problem.path for problem in told.value.problems] == ["first", "last"]


def graded(
    incident: Incident,
    rules: RuleSet,
    users_reach: Callable[[int, int], bool] = ge,
    time_reaches: Callable[[timedelta, timedelta], bool] = ge,
) -> Grade:
    """Grade an accident of one known impact as the law says, unless a comparison is wrong."""
    (impact,) = incident.impacts
    time, users = lasted(impact), impact.users.low
    assert users is not None
    row = rules.serious.row[row_of(rules, impact.service)]
    serious = [(each.duration or timedelta(0), each.users or 0) for each in row.thresholds]
    if any(time_reaches(time, t) and users_reach(users, n) for t, n in serious):
        return Grade.SERIOUS
    periodic = users_reach(users, 30_000) or time_reaches(time, timedelta(hours=2))
    return Grade.PERIODIC if periodic else Grade.NONE


class TestNearThresholds:
    @each_ruleset
    def test_it_is_valid_plain_and_of_that_rule_set(self, rules: RuleSet) -> None:
        @given(near_thresholds(rules))
        def check(incident: Incident) -> None:
            check_valid(incident)
            verdict = judge(incident)
            assert verdict.rules == rules
            assert verdict.grade is graded(incident, rules)
            assert len(incident.impacts) == 1
            assert incident.impacts[0].users.is_exact

        check()

    @each_ruleset
    def test_the_first_and_the_last_second_are_drawn(self, rules: RuleSet) -> None:
        first = datetime.combine(rules.in_force, datetime.min.time(), JAPAN)
        last = datetime.combine(rules.until or rules.checked, datetime.max.time(), JAPAN)
        drawn, ends = Reach(near_thresholds(rules), 20), {first, last.replace(microsecond=0)}
        assert {begin(incident) for incident in drawn.some} <= ends
        assert drawn.takes(begin, *ends)

    @each_table
    def test_every_limit_is_drawn_and_nothing_turns_between_neighbours(
        self, rules: RuleSet
    ) -> None:
        """Of every row: the limits, one user or one second below and above, none and plenty.

        What lies between two neighbours is graded as both of them, so a rule that never falls and
        is right at all points is right everywhere.
        """
        midnight = datetime.combine(rules.in_force, datetime.min.time(), JAPAN)
        near = Reach(near_thresholds(rules), 1_500)

        def of(incident: Incident) -> int:
            return row_of(rules, incident.impacts[0].service)

        assert near.takes(of, *range(len(rules.serious.row)))
        drawn: set[tuple[int, timedelta, int]] = set()
        of_row: dict[int, Service] = {}
        for incident in near.some:
            of_row[of(incident)] = incident.impacts[0].service
            drawn.add((of(incident), *point(incident)))

        def grade(row: int, time: timedelta, users: int) -> Grade | None:
            impact = Impact(of_row[row], users, Period(midnight, midnight + time))
            return judge(Incident([impact]), rules=rules).grade

        for row in of_row:
            limits = rules.serious.row[row].thresholds
            hours = {2, *(each.hours for each in limits)}
            users = {30_000, *(each.users or 0 for each in limits)}
            times = {timedelta(0), PLENTY_OF_TIME} | {
                timedelta(hours=limit, seconds=off) for limit in hours for off in (-1, 0, 1)
            }
            counts = {0, PLENTY_OF_USERS} | {limit + off for limit in users for off in (-1, 0, 1)}
            assert {(time, count) for i, time, count in drawn if i == row} <= {
                *product(times, counts)
            }
            assert near.takes(lambda it: (of(it), point(it)[0]), *product([row], times))
            assert near.takes(lambda it: (of(it), point(it)[1]), *product([row], counts))
            for early, late in pairwise(sorted(times)):
                for few, many in pairwise(sorted(counts)):
                    before = late - SECOND if late - early > SECOND else early
                    fewer = many - 1 if many - few > 1 else few
                    assert grade(row, early, few) is grade(row, before, fewer)

    @each_table
    @pytest.mark.parametrize(
        ("users_reach", "time_reaches", "seconds", "users"),
        [
            (gt, ge, 0, 30_000),
            (ge, gt, 0, 30_000),
            (lambda users, limit: users >= limit - 1, ge, 0, 29_999),
            (ge, lambda time, limit: time >= limit - SECOND, -1, 30_000),
        ],
        ids=["users_beyond", "time_beyond", "users_early", "time_early"],
    )
    def test_a_wrong_comparison_is_found_at_the_limit(
        self,
        rules: RuleSet,
        users_reach: Callable[[int, int], bool],
        time_reaches: Callable[[timedelta, timedelta], bool],
        seconds: int,
        users: int,
    ) -> None:
        """All limits are inclusive (以上): 30,000 users for 1 h against 29,999 or 59 min 59 s."""
        for seed in range(3):
            found = find(
                near_thresholds(rules),
                lambda it: graded(it, rules, users_reach, time_reaches) is not judge(it).grade,
                random=Random(seed),  # noqa: S311
            )
            hours = 2 if rules.id == "2010-04-01" else 1
            assert point(found) == (timedelta(hours=hours, seconds=seconds), users)
            assert found.impacts[0].service.kind is Kind.VOICE
            assert judge(found).first_day == rules.in_force

    def test_a_stale_row_is_found(self) -> None:
        """六の項: 2時間以上3万以上 又は 1時間以上10万以上 (since 2026-04-01)."""
        i = RULE_IDS.index("2026-04-01")
        before, now = RULES[i - 1 : i + 1]
        for seed in range(5):
            found = find(
                near_thresholds(now, kinds=["internet_access"]),
                lambda it: graded(it, before) is not judge(it).grade,
                random=Random(seed),  # noqa: S311
            )
            assert judge(found).rows == ("六",)
            assert point(found) == (timedelta(hours=1), 100_000)

    def test_only_rule_sets_are_taken(self) -> None:
        with pytest.raises(InvalidInput, match=r"ruleset\(日付\)"):
            near_thresholds("2026-04-01")  # type: ignore[arg-type]
        with pytest.raises(InvalidInput, match="kinds"):
            near_thresholds(RULES[0], kinds=[])


def narrows(before: Bounds[int], after: Bounds[int]) -> bool:
    lows, highs = (before.low or 0, after.low or 0), (before.high, after.high)
    return lows[0] <= lows[1] and (highs[0] is None or (highs[1] or 0) <= highs[0] == highs[0])


def settles(before: object, after: object) -> bool:
    return before is None or before == after


def moved(looks: list[Look]) -> set[str]:
    """Name the facts that moved, without their indexes."""
    history = History()
    for at, incident in looks:
        history = history.look(at, incident)
    paths = {fact.path for change in history.changes() for fact in change.facts}
    return {"".join(c for c in path if not c.isdigit()) for path in paths}


class TestTimelines:
    @settings(suppress_health_check=[HealthCheck.too_slow])
    @given(timelines())
    def test_facts_only_get_more_exact(self, looks: list[Look]) -> None:
        for (earlier, before), (later, after) in pairwise(looks):
            assert earlier <= later
            assert (before.facility, before.origin) == (after.facility, after.origin)
            assert (before.carrier, before.id) == (after.carrier, after.id)
            assert settles(before.minor, after.minor)
            assert settles(before.disaster, after.disaster)
            assert settles(before.equipment, after.equipment)
            assert before.overlap in (Overlap.UNKNOWN, after.overlap)
            for was, now in zip(before.impacts, after.impacts, strict=True):
                assert narrows(was.users, now.users)
                assert narrows(was.service.monthly_users, now.service.monthly_users)
                assert (was.service.kind, was.service.name) == (now.service.kind, now.service.name)
                assert settles(was.service.emergency_calls, now.service.emergency_calls)
                assert settles(was.service.paid, now.service.paid)
                assert settles(was.effect, now.effect)
                assert settles(was.supplementary, now.supplementary)
            for one, other in zip(all_periods(before), all_periods(after), strict=True):
                assert one.start == other.start <= earlier
                assert settles(one.end, other.end)
                assert (other.end or later) <= later
            if before.critical_facility is not None and after.critical_facility is not None:
                one_critical, other_critical = before.critical_facility, after.critical_facility
                assert one_critical.kind is other_critical.kind
                installed = one_critical.installed_by
                assert settles(installed, other_critical.installed_by)
            assert (before.critical_facility is None) == (after.critical_facility is None)

    @settings(suppress_health_check=[HealthCheck.too_slow])
    @given(timelines())
    def test_a_history_takes_each_look(self, looks: list[Look]) -> None:
        history = History()
        for at, incident in looks:
            check_valid(incident)
            history = history.look(at, incident)
        assert history_from_wire(history_to_wire(history)) == history

    @pytest.mark.parametrize(
        "path",
        [
            "impacts[].users",
            "impacts[].periods[].end",
            "impacts[].effect",
            "impacts[].supplementary",
            "impacts[].service.paid",
            "impacts[].service.emergency_calls",
            "impacts[].service.monthly_users",
            "critical_facility.period.end",
            "critical_facility.installed_by",
            "overlap",
            "minor",
            "disaster",
            "equipment",
        ],
    )
    def test_every_fact_may_get_known_late(
        self, path: str, some_timelines: Reach[list[Look]]
    ) -> None:
        assert some_timelines.has(lambda looks: path in moved(looks))

    def test_timelines_of_every_sort_are_reached(self, some_timelines: Reach[list[Look]]) -> None:
        assert {len(looks) for looks in some_timelines.some} <= {1, 2, 3, 4, 5}
        assert some_timelines.takes(len, 1, 2, 3, 4, 5)
        assert some_timelines.takes(lambda looks: is_running(looks[-1][1]), True, False)
        assert some_timelines.takes(lambda looks: is_exact(looks[-1][1]), True, False)
        assert some_timelines.takes(lambda looks: judge(looks[-1][1]).rules, *RULES)
        assert some_timelines.has(lambda looks: len({it.impacts[0].users for _, it in looks}) > 3)

    @given(timelines(first=date(2026, 4, 1), kinds=["voice"]))
    def test_it_is_as_asked_for(self, looks: list[Look]) -> None:
        for _, incident in looks:
            assert judge(incident).first_day >= date(2026, 4, 1)
            assert {impact.service.kind for impact in incident.impacts} <= {Kind.VOICE}


class TestChains:
    @settings(suppress_health_check=[HealthCheck.too_slow])
    @given(st.data(), st.booleans())
    def test_recipients_share_the_wholesalers_accident(
        self, data: st.DataObject, exact: bool
    ) -> None:
        chain = data.draw(chains(first=date(2019, 4, 1), kinds=["voice", "other"], exact=exact))
        wholesaler = chain.wholesaler
        assert len(judge_chain(chain)) == 1 + len(chain.recipients)
        assert wholesaler.origin is Origin.OWN
        hit = {(impact.service, impact.periods) for impact in wholesaler.impacts}
        for incident in (wholesaler, *chain.recipients):
            check_valid(incident)
            assert is_exact(incident) or not exact
            assert incident.facility is wholesaler.facility
            assert {(impact.service, impact.periods) for impact in incident.impacts} <= hit
            assert {each.service.kind for each in incident.impacts} <= {Kind.VOICE, Kind.OTHER}
            assert date(2019, 4, 1) <= judge(incident).first_day <= LAST
        for incident in chain.recipients:
            assert incident.impacts
            assert incident.critical_facility is None

    def test_chains_of_every_sort_are_reached(self, some_chains: Reach[Chain]) -> None:
        assert {len(chain.recipients) for chain in some_chains.some} <= {0, 1, 2, 3}
        assert some_chains.takes(lambda chain: len(chain.recipients), 0, 1, 2, 3)
        reaching = [(True, True), (True, False)]
        assert some_chains.takes(
            lambda it: (bool(it.recipients), is_running(it.wholesaler)), *reaching
        )
        assert some_chains.has(lambda it: it.recipients and it.wholesaler.critical_facility)

    def test_the_graver_accident_may_be_either_carriers(self) -> None:
        def graver(one: Incident, other: Incident) -> bool:
            return judge(one).at_least > judge(other).at_most

        known = Reach(chains(exact=True), 300)
        assert known.has(lambda it: it.recipients and graver(it.recipients[0], it.wholesaler))
        assert known.has(lambda it: it.recipients and graver(it.wholesaler, it.recipients[0]))


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, encoding="utf-8", check=False
    )


class TestHypothesisIsOptional:
    def test_nothing_else_imports_it(self) -> None:
        done = run(
            "import importlib, pkgutil, sys, jikorules\n"
            "assert all(getattr(jikorules, name) for name in jikorules.__all__)\n"
            "own = pkgutil.iter_modules(jikorules.__path__)\n"
            "for each in own:\n"
            "    if each.name not in ('testing', '__main__'):\n"
            "        importlib.import_module(f'jikorules.{each.name}')\n"
            "print('hypothesis' in sys.modules, 'jikorules.testing' in sys.modules)\n"
        )
        assert done.stdout == "False False\n", done.stderr

    def test_without_it_one_is_told_what_to_install(self) -> None:
        done = run(
            "import sys\n"
            "sys.modules['hypothesis'] = None\n"
            "from jikorules import JikorulesError\n"
            "try:\n"
            "    import jikorules.testing\n"
            "except JikorulesError as error:\n"
            "    print(error.text('ja'), error.text('en'), sep='\\n')\n"
        )
        ja, en = done.stdout.splitlines()
        assert ja.startswith("ライブラリ hypothesis が必要です")
        assert en.startswith("expected the library hypothesis, ")
        assert all("pip install 'jikorules[test]'" in line for line in (ja, en))

    @pytest.mark.parametrize("module", ["", ".facts", ".limits", ".stories"])
    def test_without_it_there_is_one_error_and_no_other_before_it(self, module: str) -> None:
        done = run(
            f"import sys\nsys.modules['hypothesis'] = None\nimport jikorules.testing{module}"
        )
        assert done.returncode == 1
        assert done.stderr.count("Traceback") == 1
        assert "ImportError" not in done.stderr
        assert "ModuleNotFoundError" not in done.stderr

"""`Verdict.possible` is exactly the set of grades that some value of the unknowns gives.

Held against brute force: a law with small numbers, so that every world can be written down, and a
second, naive implementation of the readings that knows nothing of bounds. In a world users are
sets of people.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import chain, product
from pathlib import Path
from typing import Literal

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import jikorules.law
from jikorules import (
    JAPAN,
    Bounds,
    CriticalFacility,
    Facility,
    Flag,
    Grade,
    Impact,
    Incident,
    Kind,
    Met,
    Overlap,
    Period,
    RuleSet,
    Service,
    judge,
    load_law,
    ruleset,
    rulesets,
)
from jikorules.judgement.limbs import limbs_of
from jikorules.judgement.verdict import Reading
from jikorules.law.provision import Threshold

HOUR = timedelta(hours=1)
NOON = datetime(2026, 6, 1, 12, tzinfo=JAPAN)
SMALL = {"30_000": "2", "100_000": "3", "1_000_000": "5", "10_000_000": "2"}
MOST = 4
"""More users than this are never told; an open end is tried up to `OPEN`, past every limit."""
OPEN = 6


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> RuleSet:
    """The law of 2026 with 2 for 30,000, 3 for 100,000 and 5 for 1,000,000."""
    return small_law(tmp_path_factory.mktemp("law"))


@pytest.fixture(scope="module", params=["serious", "periodic", "both"])
def turned(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> RuleSet:
    """The same, but supplementary functions count in one of the two rules, or in both."""
    where = ["serious", "periodic"] if request.param == "both" else [request.param]
    return small_law(tmp_path_factory.mktemp("law"), counted_in=where)


def small_law(folder: Path, counted_in: Sequence[str] = ()) -> RuleSet:
    for name in ("serious", "periodic"):
        text = (Path(jikorules.law.__file__).parent / f"{name}.toml").read_text("utf-8")
        for large, number in sorted(SMALL.items(), key=lambda pair: -len(pair[0])):
            text = text.replace(large, number)
        if name in counted_in:
            text = text.replace("supplementary_left_out = true", "supplementary_left_out = false")
        (folder / f"{name}.toml").write_text(text, "utf-8")
    law = load_law(serious=folder / "serious.toml", periodic=folder / "periodic.toml")
    return law.ruleset(date(2026, 6, 1))


bounds = st.one_of(
    st.integers(0, MOST).map(Bounds.exact),
    st.tuples(st.integers(0, MOST), st.integers(0, MOST)).map(lambda ends: Bounds(*sorted(ends))),
    st.integers(0, MOST).map(Bounds.at_least),
    st.integers(0, MOST).map(Bounds.at_most),
    st.just(Bounds.unknown()),
)
services = st.sampled_from(
    [
        Service("voice"),
        Service("voice", emergency_calls=True),
        Service("voice", emergency_calls=False),
        Service("email", monthly_users=2),
        Service("email", paid=False),
        Service("messaging", paid=False, monthly_users=2, name="m"),
        Service("internet_other", paid=False, monthly_users=2, voice_calls=True),
        Service("messaging", paid=False, monthly_users=2, voice_calls=False),
        Service("internet_access"),
        Service("other"),
    ]
)
hours = st.sampled_from([0, 1, 2, 4])


@st.composite
def periods(draw: st.DrawFn) -> list[Period]:
    start = NOON + draw(st.sampled_from([0, 1])) * HOUR
    first = Period(start, start + draw(hours) * HOUR)
    kind = draw(st.sampled_from(["one", "one", "open", "two", "two open"]))
    assert first.end is not None
    later = first.end + HOUR
    return {
        "one": [first],
        "open": [Period(start)],
        "two": [first, Period(later, later + draw(hours) * HOUR)],
        "two open": [first, Period(later)],
    }[kind]


@st.composite
def accidents(draw: st.DrawFn, most: int, *, extra: bool = False) -> Incident:
    """Give an accident; more of its impacts may be supplementary if so asked."""
    flag = st.sampled_from([False, False, False, None, True])
    claims = st.sampled_from([False, None, True]) if extra else flag
    impacts = [
        Impact(draw(services), draw(bounds), draw(periods()), supplementary=draw(claims))
        for _ in range(draw(st.integers(1, most)))
    ]
    overlap = draw(st.sampled_from(Overlap))
    return Incident(impacts, overlap=overlap, minor=draw(flag))


# --- the naive implementation -------------------------------------------------------------------

Hit = tuple[Service, frozenset[int], list[tuple[datetime, datetime]], bool]
"""In a world: a service of which all is known, the people, the stretches, if supplementary."""


def completions(service: Service) -> list[Service]:
    """Fill in the traits that are not known and that the law asks of such a service."""
    either, monthly = [True, False], service.monthly_users
    voice, mail = service.kind is Kind.VOICE, service.kind is Kind.EMAIL
    low, high = monthly.low or 0, 2 if monthly.high is None else monthly.high
    return [
        evolve(service, emergency_calls=calls, paid=paid, monthly_users=users)
        for calls in (
            either if voice and service.emergency_calls is None else [service.emergency_calls]
        )
        for paid in (either if mail and service.paid is None else [service.paid])
        for users in ({min(max(low, n), high) for n in (0, 1, 2)} if mail else [monthly])
    ]


def at_the_same_time(one: Impact, other: Impact) -> bool:
    far = NOON + 1000 * HOUR
    begins = max(each.periods[0].start for each in (one, other))
    return all((each.periods[-1].end or far) >= begins for each in (one, other))


def law_may_read(service: Service, incident: Incident) -> list[Service]:
    """Give what a service may be where the law is open: voice calls inside of it may be voice.

    Unless it has none that were hit, or they are told under its name as an impact of their own,
    of voice without emergency calls that surely counts, at the same time.
    """
    kinds = (Kind.MESSAGING, Kind.INTERNET_OTHER)
    own = [each for each in incident.impacts if each.service == service]
    alike = {
        each.service
        for each in incident.impacts
        if each.service.kind in kinds and each.service.name == service.name
    }
    voices = [
        each
        for each in incident.impacts
        if each.service.kind is Kind.VOICE
        and each.service.emergency_calls is False
        and each.service.name == service.name
        and each.supplementary is False
    ]
    apart = len(alike) == 1 and all(
        any(at_the_same_time(one, each) for one in voices) for each in own
    )
    if service.kind not in kinds or service.voice_calls is False:
        return [service]
    if service.voice_calls is None and apart:
        return [service]
    return [service, evolve(service, kind=Kind.VOICE, emergency_calls=False)]


def populations(sizes: tuple[int, ...], overlap: Overlap) -> Iterator[list[frozenset[int]]]:
    """Every way (up to names) in which groups of these sizes can overlap."""
    if overlap is Overlap.SAME:
        yield [frozenset(range(size)) for size in sizes]
    elif overlap is Overlap.DISJOINT:
        starts = [sum(sizes[:i]) for i in range(len(sizes))]
        yield [frozenset(range(start, start + n)) for start, n in zip(starts, sizes, strict=True)]
    elif len(sizes) == 1:
        yield [frozenset(range(sizes[0]))]
    else:
        one, other = sizes
        for shared in range(min(one, other) + 1):
            yield [frozenset(range(one)), frozenset(range(one - shared, one - shared + other))]


def stretches(periods_: tuple[Period, ...]) -> Iterator[list[tuple[datetime, datetime]]]:
    closed = [(each.start, each.end) for each in periods_ if each.end is not None]
    if len(closed) == len(periods_):
        yield closed
        return
    start = periods_[-1].start
    for quarter in (0, 2, 4, 8, 16, 48, 96):
        yield [*closed, (start, start + quarter * HOUR / 4)]


def worlds(incident: Incident) -> Iterator[tuple[list[Hit], bool]]:
    told = incident.impacts
    names = list(dict.fromkeys(impact.service for impact in told))
    sizes = [
        range(impact.users.low or 0, (OPEN if impact.users.high is None else impact.users.high) + 1)
        for impact in told
    ]
    claims = [
        (True, False) if impact.supplementary is None else (impact.supplementary,)
        for impact in told
    ]
    minors = (True, False) if incident.minor is None else (incident.minor,)
    times = [list(stretches(impact.periods)) for impact in told]
    readings = [
        [one for each in completions(name) for one in law_may_read(each, incident)]
        for name in names
    ]
    for traits in product(*readings):
        known = dict(zip(names, traits, strict=True))
        for size in product(*sizes):
            for people in populations(size, incident.overlap):
                for when in product(*times):
                    for extra in product(*claims):
                        hits = [
                            (known[impact.service], who, times_, is_extra)
                            for impact, who, times_, is_extra in zip(
                                told, people, when, extra, strict=True
                            )
                        ]
                        for minor in minors:
                            yield hits, minor


def longest(hit: Hit) -> timedelta:
    return max(end - start for start, end in hit[2])


def span(hits: list[Hit]) -> timedelta:
    if not hits:
        return timedelta(0)
    return max(end for hit in hits for _, end in hit[2]) - min(
        start for hit in hits for start, _ in hit[2]
    )


def union(hits: list[Hit]) -> int:
    return len(frozenset().union(*(hit[1] for hit in hits)))


def grades(
    hits: list[Hit], minor: bool, rules: RuleSet, overlap: Overlap, reading: Reading | None
) -> set[Grade]:
    """Give the grades of one world: a limb that only the widest reading meets may go either way.

    If a reading is named, no limb may go either way.
    """
    narrow = wide = False
    in_table, item = rules.serious.supplementary_left_out, rules.periodic.item[0]
    for i, row in enumerate(rules.serious.row):
        inside = [
            hit
            for hit in hits
            if not (in_table and hit[3])
            and rules.serious.row_of(
                hit[0].kind,
                bool(hit[0].emergency_calls),
                bool(hit[0].paid),
                hit[0].monthly_users.low or 0,
            )
            == i
        ]
        for limb in row.thresholds:
            assert limb.duration is not None
            assert limb.users is not None
            lasting = [hit for hit in inside if longest(hit) >= limb.duration]
            narrow |= union(lasting) >= limb.users
            wide |= span(inside) >= limb.duration and union(inside) >= limb.users
    hits = [hit for hit in hits if not (item.supplementary_left_out and hit[3])]
    by_service = [[hit for hit in hits if hit[0] == name] for name in {hit[0] for hit in hits}]
    each = [union(group) for group in by_service]
    together = max(each, default=0) if overlap is Overlap.SAME else sum(each)
    long = [longest(hit) >= 2 * HOUR for hit in hits]
    surely = any(long) or max(each, default=0) >= 2
    maybe = span(hits) >= 2 * HOUR or together >= 2
    if reading is Reading.NARROWEST:
        wide, maybe = narrow, surely
    elif reading is Reading.WIDEST:
        narrow, surely = wide, maybe
    found = {Grade.SERIOUS} if wide else set()
    if not narrow:
        found |= {Grade.PERIODIC} if maybe and not minor else set()
        found |= {Grade.NONE} if minor or not surely else set()
    return found


def by_brute_force(
    incident: Incident, rules: RuleSet, reading: Reading | None = None
) -> set[Grade]:
    found: set[Grade] = set()
    for hits, minor in worlds(incident):
        found |= grades(hits, minor, rules, incident.overlap, reading)
        if len(found) == 3:
            break
    return found


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(incident=accidents(most=2))
def test_possible_is_what_all_worlds_give(small: RuleSet, incident: Incident) -> None:
    """No grade is missing and none too many."""
    verdict = judge(incident, rules=small)
    assert set(verdict.possible) == by_brute_force(incident, small)
    assert verdict.possible == tuple(sorted(verdict.possible))


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(incident=accidents(most=2, extra=True))
def test_possible_is_what_all_worlds_give_if_supplementary_functions_count(
    turned: RuleSet, incident: Incident
) -> None:
    """Also where one rule counts what the other leaves out, and the unknown is one for both."""
    assert set(judge(incident, rules=turned).possible) == by_brute_force(incident, turned)


CALLS, PHONE = Service("voice", emergency_calls=True), Service("voice")
MAIL = Service("email", paid=False, monthly_users=2)
ONE_HOUR, NEXT_HOUR = Period(NOON, NOON + HOUR), Period(NOON + HOUR, NOON + 2 * HOUR)
HALF = Period(NOON, NOON + HOUR / 2)


def hit(service: Service, users: tuple[int, int], period: Period, extra: bool | None) -> Impact:
    return Impact(service, Bounds(*users), period, supplementary=extra)


@pytest.mark.parametrize(
    ("counted_in", "overlap", "impacts", "possible"),
    [
        pytest.param(
            "serious",
            "same",
            [hit(CALLS, (1, 2), NEXT_HOUR, None), hit(MAIL, (1, 2), HALF, True)],
            [Grade.NONE, Grade.SERIOUS],
            id="what only the serious rule counts adds neither users nor time to the periodic one",
        ),
        pytest.param(
            "periodic",
            "same",
            [hit(CALLS, (0, 4), ONE_HOUR, False), hit(MAIL, (0, 2), HALF, True)],
            [Grade.NONE, Grade.PERIODIC, Grade.SERIOUS],
            id="what only the periodic rule counts has users that no row limits",
        ),
        pytest.param(
            "serious",
            "disjoint",
            [hit(PHONE, (0, 3), ONE_HOUR, None), hit(PHONE, (1, 1), NEXT_HOUR, True)],
            [Grade.NONE, Grade.SERIOUS],
            id="users whom only the serious rule counts take room in their row",
        ),
        pytest.param(
            "serious",
            "disjoint",
            [hit(CALLS, (0, 3), NEXT_HOUR, None), hit(CALLS, (0, 3), Period(NOON), True)],
            [Grade.NONE, Grade.SERIOUS],
            id="what only the serious rule counts does not last for the periodic one",
        ),
    ],
)
def test_one_rule_counts_what_the_other_leaves_out(
    tmp_path: Path,
    counted_in: str,
    overlap: Literal["same", "disjoint"],
    impacts: list[Impact],
    possible: list[Grade],
) -> None:
    """Pinned: random accidents seldom show these."""
    rules = small_law(tmp_path, [counted_in])
    incident = Incident(impacts, overlap=overlap)
    assert list(judge(incident, rules=rules).possible) == possible
    assert by_brute_force(incident, rules) == set(possible)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(incident=accidents(most=4), data=st.data())
def test_no_sampled_world_of_several_impacts_is_missing(
    small: RuleSet, incident: Incident, data: st.DataObject
) -> None:
    """Sampling the unknowns of up to four impacts never gives a grade that is not listed."""
    possible = set(judge(incident, rules=small).possible)
    overlap = incident.overlap
    if overlap is Overlap.UNKNOWN:
        overlap = data.draw(st.sampled_from([Overlap.SAME, Overlap.DISJOINT]))
    known = {
        service: data.draw(st.sampled_from(completions(service)))
        for service in dict.fromkeys(impact.service for impact in incident.impacts)
    }
    settled = evolve(
        incident,
        overlap=overlap,
        minor=data.draw(st.booleans()) if incident.minor is None else incident.minor,
        impacts=[
            evolve(
                impact,
                service=known[impact.service],
                users=data.draw(
                    st.integers(
                        impact.users.low or 0,
                        OPEN if impact.users.high is None else impact.users.high,
                    )
                ),
                periods=[
                    period
                    if period.end is not None
                    else Period(period.start, period.start + data.draw(hours) * HOUR)
                    for period in impact.periods
                ],
                supplementary=data.draw(st.booleans())
                if impact.supplementary is None
                else impact.supplementary,
            )
            for impact in incident.impacts
        ],
    )
    assert set(judge(settled, rules=small).possible) <= possible


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(incident=accidents(most=4))
def test_unsettled_answers_have_two_ends(small: RuleSet, incident: Incident) -> None:
    """An unsettled answer always has at_least < at_most."""
    verdict = judge(incident, rules=small)
    assert (verdict.grade is None) == (verdict.at_least < verdict.at_most)
    assert verdict.grade in (None, *verdict.possible)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(incident=accidents(most=4), data=st.data())
def test_the_order_of_impacts_does_not_matter(
    small: RuleSet, incident: Incident, data: st.DataObject
) -> None:
    """The grade is unchanged by the order of impacts."""
    shuffled = evolve(incident, impacts=data.draw(st.permutations(incident.impacts)))
    one, other = judge(incident, rules=small), judge(shuffled, rules=small)
    assert (one.possible, one.rows, one.flags) == (other.possible, other.rows, other.flags)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(incident=accidents(most=3), data=st.data())
def test_more_users_never_lower_the_grade(
    small: RuleSet, incident: Incident, data: st.DataObject
) -> None:
    """…影響を受けた利用者の数が…以上: more users never lower the grade."""
    i = data.draw(st.integers(0, len(incident.impacts) - 1))
    impact = incident.impacts[i]
    more = data.draw(st.integers(1, 3))
    users = Bounds(
        (impact.users.low or 0) + more,
        None if impact.users.high is None else impact.users.high + more,
    )
    impacts = [*incident.impacts[:i], evolve(impact, users=users), *incident.impacts[i + 1 :]]
    before, after = (
        judge(incident, rules=small),
        judge(evolve(incident, impacts=impacts), rules=small),
    )
    assert before.at_least <= after.at_least
    assert before.at_most <= after.at_most


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(incident=accidents(most=3), data=st.data())
def test_a_longer_time_never_lowers_the_grade(
    small: RuleSet, incident: Incident, data: st.DataObject
) -> None:
    """…継続時間が…以上: a longer time never lowers the grade."""
    i = data.draw(st.integers(0, len(incident.impacts) - 1))
    impact = incident.impacts[i]
    last = impact.periods[-1]
    longer = evolve(last, end=last.end and last.end + data.draw(st.integers(1, 8)) * HOUR / 2)
    longer_impact = evolve(impact, periods=[*impact.periods[:-1], longer])
    impacts = [*incident.impacts[:i], longer_impact, *incident.impacts[i + 1 :]]
    before, after = (
        judge(incident, rules=small),
        judge(evolve(incident, impacts=impacts), rules=small),
    )
    assert before.at_least <= after.at_least
    assert before.at_most <= after.at_most


traits = st.builds(
    Service,
    st.sampled_from(Kind),
    emergency_calls=st.booleans(),
    paid=st.booleans(),
    monthly_users=st.sampled_from([0, 9_999_999, 10_000_000]),
    voice_calls=st.just(False),
)


@given(
    service=traits,
    users=st.integers(0, 2_000_000) | st.sampled_from([29_999, 30_000, 100_000, 1_000_000]),
    seconds=st.integers(0, 100_000) | st.sampled_from([3599, 3600, 7200, 43_200, 86_400]),
    rules=st.sampled_from(rulesets()),
)
def test_exact_facts_settle(service: Service, users: int, seconds: int, rules: RuleSet) -> None:
    """For exact facts and one impact per row the two readings are one: a plain yes or no."""
    period = Period(NOON, NOON + timedelta(seconds=seconds))
    verdict = judge(Incident([Impact(service, users, period)]), rules=rules)
    assert verdict.grade is not None
    assert all(finding.met is not Met.UNDECIDED for finding in verdict.findings)
    assert Flag.OPEN_READING not in verdict.flags


@given(incident=accidents(most=3), at=st.none() | hours.map(lambda h: NOON + (12 + h) * HOUR))
def test_judging_is_pure(incident: Incident, at: datetime | None) -> None:
    """Same input, same answer; and it never raises on a valid incident of a covered day."""
    assert judge(incident, at=at) == judge(incident, at=at)


@pytest.fixture(scope="module")
def in_house(tmp_path_factory: pytest.TempPathFactory) -> RuleSet:
    """A carrier's stricter limits: any voice impact of three hours is serious, whoever it hit."""
    text = (Path(jikorules.law.__file__).parent / "serious.toml").read_text("utf-8")
    file = tmp_path_factory.mktemp("law") / "in-house.toml"
    limit = "{ hours = 1, users = 30_000 }"
    file.write_text(text.replace(limit, limit + ", { hours = 3 }"), "utf-8")
    return load_law(serious=file).ruleset("2026-06-01")


def test_a_limit_of_time_alone(in_house: RuleSet) -> None:
    phone = Service("voice", emergency_calls=True)
    for lasted, users, possible in (
        (3 * HOUR, 1, (Grade.SERIOUS,)),
        (2 * HOUR, 1, (Grade.PERIODIC,)),
        (HOUR, Bounds(1, 40_000), (Grade.NONE, Grade.SERIOUS)),
    ):
        incident = Incident([Impact(phone, users, Period(NOON, NOON + lasted))])
        assert judge(incident, rules=in_house).possible == possible
    running = Incident([Impact(phone, 1, Period(NOON))])
    assert judge(running, rules=in_house).possible == tuple(Grade)


def test_an_accident_that_may_not_count_at_all() -> None:
    period = Period(NOON, NOON + 3 * HOUR)
    impact = Impact(Service("voice"), 50_000, period, supplementary=None)
    assert judge(Incident([impact])).possible == (Grade.NONE, Grade.SERIOUS)


def test_many_open_services_are_judged_in_time() -> None:
    period = Period(NOON, NOON + 3 * HOUR)
    impacts = [Impact(Service("voice", name=str(i)), 10_000, period) for i in range(400)]
    assert judge(Incident(impacts, overlap=Overlap.DISJOINT)).at_most is Grade.SERIOUS
    assert judge(Incident(impacts), rules=ruleset("H31")).at_least is Grade.PERIODIC


def doubtful(number: int, overlap: Overlap) -> Incident:
    """One impact that may be serious, and so many on one user each that may not count."""
    period = Period(NOON, NOON + HOUR * 7 / 6)
    phone = Service("voice", emergency_calls=True)
    some = Impact(phone, Bounds.between(20_000, 40_000), period)
    extra = [Impact(phone, 1, period, supplementary=None)] * number
    return Incident([some, *extra], overlap=overlap)


def test_a_dozen_open_facts_are_tried_in_every_way() -> None:
    """二通りに分かれる影響が12あるときまでは、全て調べます; beyond it, the answer says so."""
    exact, wider = (judge(doubtful(number, Overlap.DISJOINT)) for number in (12, 13))
    assert exact.possible == (Grade.NONE, Grade.SERIOUS)
    assert Flag.TOO_MANY_UNKNOWNS not in exact.flags
    assert wider.possible == tuple(Grade)
    assert Flag.TOO_MANY_UNKNOWNS in wider.flags


@pytest.mark.parametrize("overlap", [Overlap.UNKNOWN, Overlap.SAME])
def test_what_may_not_count_is_not_tried_where_its_users_may_be_those_of_others(
    overlap: Overlap,
) -> None:
    """利用者が重複するか、その数が分からない影響は、数が多くても、正確に判定します."""
    verdict = judge(doubtful(900, overlap))
    assert verdict.possible == (Grade.NONE, Grade.SERIOUS)
    assert Flag.TOO_MANY_UNKNOWNS not in verdict.flags


def test_the_work_is_shared_by_the_rules_that_may_hold() -> None:
    """`alternatives` together take no longer than one rule set does."""
    old = [
        Impact(
            Service("email"),
            Bounds.between(1, 9),
            Period(NOON.replace(year=year), NOON.replace(year=year) + HOUR),
            supplementary=None,
        )
        for year in range(2012, 2026)
    ]
    incident = doubtful(12, Overlap.DISJOINT)
    verdict = judge(evolve(incident, impacts=[*old, *incident.impacts]))
    assert len(verdict.alternatives) > 1
    assert Flag.TOO_MANY_UNKNOWNS in verdict.flags


def limit_of_calls(rules: RuleSet) -> int:
    """Give the users that a serious accident and the periodic report both ask of voice."""
    law = limbs_of(rules)
    (limb,) = law.rows[law.rows_of(Service("voice", emergency_calls=True))[0]]
    assert limb.users is not None
    assert limb.users in [each.users for each in law.periodic[Facility.TELECOM]]
    return limb.users


@pytest.mark.parametrize(
    ("elsewhere", "overlap", "is_periodic"),
    [
        (0, Overlap.DISJOINT, False),
        (1, Overlap.DISJOINT, True),
        (0, Overlap.UNKNOWN, False),
        (1, Overlap.UNKNOWN, True),
        (20_000, Overlap.SAME, False),
    ],
)
def test_users_of_other_rows_add_to_those_that_are_just_not_serious(
    elsewhere: int, overlap: Overlap, is_periodic: bool
) -> None:
    """全ての役務の利用者: one less than is serious, and those whom another row adds to them."""
    limit = limit_of_calls(ruleset("2026-04-01"))
    calls = Impact(
        Service("voice", emergency_calls=True),
        Bounds.between(limit - 1, limit),
        Period(NOON, NOON + HOUR),
    )
    access = Impact(Service("internet_access"), elsewhere, Period(NOON, NOON + HOUR / 2))
    expected = [Grade.NONE, *([Grade.PERIODIC] if is_periodic else []), Grade.SERIOUS]
    assert judge(Incident([calls, access], overlap=overlap)).possible == tuple(expected)


def test_a_time_without_users_is_periodic_beside_a_cable_that_may_be_serious() -> None:
    """三万以上又は二時間以上: where time is enough nobody has to have suffered."""
    periods = [Period(NOON, NOON + HOUR), Period(NOON + HOUR * 3 / 2, NOON + 2 * HOUR)]
    cable = CriticalFacility("submarine_cable", Period(NOON, NOON + 2 * HOUR))
    incident = Incident([Impact(Service("other"), 0, periods)], critical_facility=cable)
    assert judge(incident).possible == tuple(Grade)


@pytest.mark.parametrize("minor", [None, True])
def test_what_is_serious_in_any_row_is_serious_even_if_it_is_minor(minor: bool | None) -> None:
    """軽微な事故: 重大な事故の判定には影響しません."""
    period = Period(NOON, NOON + 5 * HOUR / 2)
    incident = Incident([Impact(Service("voice"), 150_000, period)], minor=minor)
    verdict = judge(incident)
    assert (verdict.possible, verdict.rows) == ((Grade.SERIOUS,), ())


Thresholds = tuple[Threshold, ...]


def changed(rules: RuleSet, change: Callable[[Thresholds], Thresholds]) -> RuleSet:
    """Give the rules with other limits in every row of the table."""
    rows = [evolve(row, thresholds=change(row.thresholds)) for row in rules.serious.row]
    return evolve(rules, serious=evolve(rules.serious, row=tuple(rows)))


def test_the_order_of_the_limbs_of_a_row_does_not_matter() -> None:
    """A file of rules may put the short time and the many users first."""
    rules = ruleset("2026-04-01")
    turned = changed(rules, lambda limits: limits[::-1])
    period = Period(NOON, NOON + HOUR * 7 / 6)
    incident = Incident([Impact(Service("internet_access"), Bounds(20_000, 150_000), period)])
    assert judge(incident, rules=rules).possible == tuple(Grade)
    assert judge(incident, rules=turned).possible == tuple(Grade)


@pytest.mark.parametrize("turn", [1, -1])
def test_whoever_suffers_on_is_counted_with_those_who_suffered(turn: int) -> None:
    """If it runs on for the time of the periodic report, it is serious together with the other.

    That needs a carrier's own limit, below that of the periodic report.
    """
    rules, limit = ruleset("2026-04-01"), limit_of_calls(ruleset("2026-04-01")) // 2
    strict = changed(rules, lambda limits: tuple(evolve(it, users=limit) for it in limits[:1]))
    running = Impact(Service("voice", emergency_calls=True, name="A"), limit - 1, Period(NOON))
    other = Service("voice", emergency_calls=True, name="B")
    ended = Impact(other, 1, Period(NOON, NOON + HOUR))
    incident = Incident([running, ended][::turn], overlap=Overlap.DISJOINT)
    assert judge(incident, rules=strict).possible == (Grade.NONE, Grade.SERIOUS)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(incident=accidents(most=2), reading=st.sampled_from(Reading))
def test_no_world_is_missing_under_a_named_reading(
    small: RuleSet, incident: Incident, reading: Reading
) -> None:
    """Of the two readings one is named for every limb: what each world then gives is listed."""
    law = limbs_of(small)
    limbs = [*chain(*law.rows), *chain(*law.periodic.values())]
    verdict = judge(incident, rules=small, readings=dict.fromkeys(limbs, reading))
    assert by_brute_force(incident, small, reading) <= set(verdict.possible)


def test_one_row_may_be_too_full_and_another_not() -> None:
    """Two phone services of different users, 20,000 each; one is down with its emergency calls.

    If the other handles emergency calls too, 40,000 fall under row 一: serious. If it does not, it
    falls under row 二, and neither has its 30,000; whether users of two services add up for the
    periodic report the law leaves open. So any grade is possible.
    """
    one, other = Service("voice", name="A"), Service("voice", name="B", emergency_calls=True)
    impacts = [Impact(each, 20_000, Period(NOON, NOON + HOUR)) for each in (one, other)]
    verdict = judge(Incident(impacts, overlap=Overlap.DISJOINT))
    assert verdict.possible == tuple(Grade)
    for calls, possible in ((True, (Grade.SERIOUS,)), (False, (Grade.NONE, Grade.PERIODIC))):
        told = [evolve(impacts[0], service=evolve(one, emergency_calls=calls)), impacts[1]]
        assert judge(evolve(verdict.incident, impacts=told)).possible == possible

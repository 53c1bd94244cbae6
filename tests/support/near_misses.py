"""Random near-misses, many of them close to the limits of the rule."""

from datetime import date, timedelta

from hypothesis import strategies as st
from support.strategies import flags, maybe, names, users

from jikorules import Bounds, CriticalKind
from jikorules.basics.vocabulary import Event, Function, NetworkPart
from jikorules.facts.near_miss import NearMiss

DAY = timedelta(days=1)
FIRST, AMENDED = date(2023, 6, 16), date(2026, 4, 1)
USERS, PREFECTURES = 30_000, 2

counts = st.sampled_from([0, 1, 2, 3, 47])
prefectures = st.one_of(
    counts.map(Bounds.exact),
    counts.map(Bounds.at_least),
    counts.map(Bounds.at_most),
    st.tuples(counts, counts).map(lambda ends: Bounds.between(min(ends), max(ends))),
    st.builds(Bounds.unknown),
)
# Mostly what meets the limb: otherwise hardly any case would be one.
mostly = st.sampled_from([True, True, None, False])
rarely = st.sampled_from([False, False, None, True])
many = st.sampled_from([Bounds.exact(USERS), Bounds.at_least(USERS)])
several = st.sampled_from([Bounds.exact(PREFECTURES), Bounds.at_least(PREFECTURES)])


@st.composite
def near_misses(draw: st.DrawFn) -> NearMiss:
    """Any valid facts of a day on which there was a rule."""
    known_on = draw(st.sampled_from([FIRST, AMENDED - DAY, AMENDED]) | st.dates(FIRST))
    kind = draw(st.none() | st.sampled_from(CriticalKind))
    return NearMiss(
        known_on,
        occurred_on=draw(st.none() | st.just(known_on) | st.dates(FIRST, known_on)),
        installer_users=draw(many | users),
        prefectures=draw(several | prefectures),
        commercial=draw(mostly),
        part=draw(st.just(NetworkPart.OTHER) | maybe(NetworkPart)),
        function=draw(st.just(Function.CONTROL) | maybe(Function)),
        event=draw(maybe(Event)),
        noticed=draw(rarely),
        planned=draw(rarely),
        within_specification=draw(rarely),
        disaster=draw(rarely),
        critical_facility=kind,
        decline_or_damage=None if kind is None else draw(flags),
        carrier=draw(names),
        id=draw(names),
    )

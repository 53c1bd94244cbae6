"""What the law says, by day.

The rule data stand in TOML files beside this module, one per provision. Nothing is read before a
rule set is asked for.
"""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from attrs import asdict, field, frozen

from jikorules.basics.errors import InvalidInput, InvalidLaw, NotCovered, Words
from jikorules.basics.vocabulary import Reporter
from jikorules.law.citation import Citation

# What reads the files and what is read from them is slow to import, and wanted only when a rule set
# is asked for: each function imports it for itself.
if TYPE_CHECKING:
    from pathlib import Path

    from jikorules.law.near_miss import NearMissVersion
    from jikorules.law.notice import Guideline
    from jikorules.law.periodic import PeriodicReports, PeriodicVersion
    from jikorules.law.provision import Provision, Version
    from jikorules.law.reports import ReportsVersion
    from jikorules.law.serious import SeriousVersion
    from jikorules.law.tower_providers import TowerProvidersVersion


@frozen(kw_only=True, cache_hash=True)
class RuleSet:
    """What is in force on one day, from all provisions.

    Rule sets that say the same are equal.

    Attributes:
        in_force: the first day on which all of it was in force.
        until: the last such day, None if that is open.
        serious: the rule on serious accidents.
        periodic: the rule on periodic reports.
        reports: the rule on the reports of serious accidents and the like.
        near_miss: the rule on near-misses; None on days on which there was none.
        tower_providers: the rule on accidents of certified tower providers; None on days on which
            there was none.
        serious_place: where the rule on serious accidents stands in the law.
        periodic_place: where the rule on periodic reports stands.
        reports_place: where the rule on reports stands.
        near_miss_place: where the rule on near-misses stands.
        tower_providers_place: where the rule on tower providers stands.
        carriers_until: the last day on which carriers 電気通信事業者 are under the same rules:
            `until`, or a later day if the next rule set concerns tower providers alone.
        coming: later rules on how the periodic report is made that take over by the day on which
            a report falls due.
        id: the first day, as text.
        checked: the day up to which the rules that the grades of carriers rest on (the first two)
            have been held against the sources.
        revision_read: the day up to which amendments are in the texts that these rules have been
            held against; None if no text of one of them was read.
        is_likely: whether the text of one of these is presumed for a part of its time.
        digest: SHA-256 over the canonical JSON of the rules. It covers neither `until`, `coming`
            nor when and against which text it was checked: a later amendment or another check
            changes no earlier rule.

    Example:
        >>> rules = ruleset("平成31年4月1日")
        >>> rules.id, len(rules.serious.row), rules is ruleset("H31")
        ('2019-04-01', 5, True)
    """

    in_force: date
    until: date | None
    serious: "SeriousVersion"
    periodic: "PeriodicVersion"
    reports: "ReportsVersion"
    near_miss: "NearMissVersion | None"
    tower_providers: "TowerProvidersVersion | None"
    serious_place: Citation
    periodic_place: Citation
    reports_place: Citation
    near_miss_place: Citation | None
    tower_providers_place: Citation | None
    carriers_until: date | None
    coming: "tuple[PeriodicReports, ...]"
    id: str = field(init=False)
    checked: date = field(init=False)
    revision_read: date | None = field(init=False)
    is_likely: bool = field(init=False)
    digest: str = field(init=False)

    def __attrs_post_init__(self) -> None:
        from jikorules.law.provision import is_presumed, last_check  # noqa: PLC0415

        versions = self.rests_on()
        object.__setattr__(self, "id", self.in_force.isoformat())
        object.__setattr__(self, "checked", last_check(versions))
        read = [each.revision_read for each in versions if each.revision_read is not None]
        oldest = min(read) if len(read) == len(versions) else None
        object.__setattr__(self, "revision_read", oldest)
        object.__setattr__(self, "is_likely", is_presumed(versions))
        object.__setattr__(self, "digest", rules_digest(self.document()))

    def rests_on(self, reporter: Reporter = Reporter.CARRIER) -> "tuple[Version, ...]":
        """Give the rules that the grade of an accident rests on, by who reports it."""
        if reporter is Reporter.CARRIER or self.tower_providers is None:
            return self.serious, self.periodic
        return self.serious, self.tower_providers

    def document(self) -> dict[str, Any]:
        """Give what the digest covers, as plain data."""
        rules: dict[str, Any] = {
            "id": self.id,
            "serious": _plain(self.serious, self.serious_place),
            "periodic": _plain(self.periodic, self.periodic_place),
            "reports": _plain(self.reports, self.reports_place),
        }
        if self.near_miss is not None and self.near_miss_place is not None:
            rules["near_miss"] = _plain(self.near_miss, self.near_miss_place)
        if self.tower_providers is not None and self.tower_providers_place is not None:
            rules["tower_providers"] = _plain(self.tower_providers, self.tower_providers_place)
        return rules


def _plain(version: "Version", place: Citation) -> dict[str, Any]:
    def is_told(attribute: Any, value: Any) -> bool:
        left_out = {"checked", "revision_read", "ends", "cited_as"}
        return value is not None and attribute.name not in left_out

    def written(_: Any, attribute: Any, value: Any) -> Any:
        if attribute is not None and attribute.name == "not_established":
            return [each for each in value if each != "revision_read"]
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, tuple):
            return list(value)
        return value.value if isinstance(value, StrEnum) else value

    plain = asdict(version, filter=is_told, value_serializer=written)
    return {**plain, "place": asdict(place, filter=is_told)}


@frozen(kw_only=True)
class Law:
    """The provisions together, and the rule sets that they make.

    Attributes:
        serious: the rule on serious accidents.
        periodic: the rule on periodic reports.
        reports: the rule on the reports of serious accidents and the like.
        near_miss: the rule on near-misses, which may begin later than the others.
        tower_providers: the rule on accidents of certified tower providers, likewise.
    """

    serious: "Provision[SeriousVersion]"
    periodic: "Provision[PeriodicVersion]"
    reports: "Provision[ReportsVersion]"
    near_miss: "Provision[NearMissVersion]"
    tower_providers: "Provision[TowerProvidersVersion]"
    _rulesets: tuple[RuleSet, ...] = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_rulesets", tuple(self._bundle()))

    def _bundle(self) -> Iterator[RuleSet]:
        provisions: tuple[Provision[Any], ...] = (self.serious, self.periodic, self.reports)
        first = max(each.version[0].in_force for each in provisions)
        lasts = [each.last_day for each in provisions if each.last_day is not None]
        if lasts and min(lasts) < first:
            spans = [f"{each.version[0].in_force}/{each.last_day or ''}" for each in provisions]
            raise InvalidLaw.of("in_force", _COMMON_DAY, spans, _EXTEND)
        last = min(lasts, default=None)
        of_carriers = _changes(first, last, *provisions, self.near_miss)
        starts = sorted({*of_carriers, *_changes(first, last, self.tower_providers)})
        untils = [after - timedelta(days=1) for _, after in pairwise(starts)]
        for start, until in zip(starts, [*untils, last], strict=True):
            is_there = self.near_miss.covers(start)
            has_towers = self.tower_providers.covers(start)
            after = min((day for day in of_carriers if day > start), default=None)
            yield RuleSet(
                in_force=start,
                until=until,
                serious=self.serious.at(start),
                periodic=self.periodic.at(start),
                reports=self.reports.at(start),
                near_miss=self.near_miss.at(start) if is_there else None,
                tower_providers=self._tower_providers(start) if has_towers else None,
                serious_place=_place(self.serious, start),
                periodic_place=_place(self.periodic, start),
                reports_place=_place(self.reports, start),
                near_miss_place=_place(self.near_miss, start) if is_there else None,
                tower_providers_place=_place(self.tower_providers, start) if has_towers else None,
                carriers_until=last if after is None else after - timedelta(days=1),
                coming=tuple(
                    each.reports
                    for each in self.periodic.version
                    if each.in_force > start and each.reports.due_from is not None
                ),
            )

    def _tower_providers(self, day: date) -> "TowerProvidersVersion":
        """Give the rule on tower providers; it has to mean the table in force on its day."""
        version, stands = self.tower_providers.at(day), self.serious.cited(day)
        table = {"item": self.serious.at(day).table_item}
        if self.serious.law_id == self.tower_providers.law_id:  # and no rule of one's own
            table |= {"article": stands.article, "paragraph": stands.paragraph or ""}
        for key, number in table.items():
            given = getattr(version.accident, key)
            if given != number:
                expected = Words(
                    f"重大な事故の表の所在（{number}）", f"where the table is ({number})"
                )
                place = f"tower_providers.toml, version {version.in_force}.accident.{key}"
                raise InvalidLaw.of(place, expected, given, _SAME_ITEM)
        return version

    def rulesets(self) -> tuple[RuleSet, ...]:
        """Give all rule sets, oldest first."""
        return self._rulesets

    def ruleset(self, day: date | str) -> RuleSet:
        """Give the rule set in force on a day, or the one that an era year names; see `ruleset`."""
        if isinstance(day, str):
            from jikorules.basics.wareki import parse_date, parse_year  # noqa: PLC0415

            year = parse_year(day)
            if year is not None:
                return self._of_year(day, *year)
            day = parse_date(day)
        elif type(day) is not date:
            raise InvalidInput.of(
                "",
                Words("日付（date 又は文字列）", "a day, as a date or a text"),
                day,
                Words("時刻を除いた日付を与えてください。", "Give the day without a time."),
            )
        i = bisect_right(self._rulesets, day, key=lambda rules: rules.in_force)
        if i == 0 or (self._rulesets[i - 1].until or day) < day:
            raise NotCovered.of("", self._span(), day.isoformat(), _NEAREST)
        return self._rulesets[i - 1]

    def _of_year(self, text: str, first: date, last: date) -> RuleSet:
        named = [rules for rules in self._rulesets if first <= rules.in_force <= last]
        if len(named) == 1:
            return named[0]
        ids = "、".join(rules.id for rules in named or self._rulesets)
        raise InvalidInput.of(
            "",
            Words(f"施行日が1つに定まる年（{ids}）", f"a year that names one rule set ({ids})"),
            text,
            Words("施行日そのものを指定してください。", "Name the first day in force instead."),
        )

    def _span(self) -> Words:
        first, until = self._rulesets[0].id, self._rulesets[-1].until
        ja, en = ("現在", "now") if until is None else (until, until)
        span = f"a day covered (from {first} to {en})"
        return Words(f"収録期間（{first}から{ja}まで）内の日", span)


_COMMON_DAY = Words("全ての規定が施行されている日", "a day on which all provisions are in force")
_EXTEND = Words("規定の期間を確かめてください。", "Check how long the provisions are in force.")
_SAME_ITEM = Words(
    "serious.toml の cited_as 及び table_item と合わせてください。",
    "It has to agree with cited_as and table_item of serious.toml.",
)
_NEAREST = Words(
    "この日の規定は収録していないため、判定できません。",
    "The law of that day is not recorded, so there is no answer.",
)


def _changes(first: date, last: date | None, *provisions: "Provision[Any]") -> set[date]:
    """Give the days, from one to another, on which one of the provisions changes, comes or goes."""
    places = (place for each in provisions for it in each.version for place in it.cited_as)
    days = {max(first, place.since) for place in places}
    for each in provisions:
        if each.last_day is not None and each.last_day < date.max:
            days.add(max(first, each.last_day + timedelta(days=1)))
    return {day for day in days if last is None or day <= last}


def _place(provision: "Provision[Any]", day: date) -> Citation:
    place = provision.cited(day)
    return Citation(provision.law, place.article, place.paragraph)


def load_law(
    *,
    serious: "Path | str | None" = None,
    periodic: "Path | str | None" = None,
    reports: "Path | str | None" = None,
    near_miss: "Path | str | None" = None,
    tower_providers: "Path | str | None" = None,
) -> Law:
    """Read provision files; one that is not named is the one that comes with the library.

    Args:
        serious: file of the rule on serious accidents, such as a carrier's stricter in-house one.
        periodic: file of the rule on periodic reports.
        reports: file of the rule on the reports of serious accidents and the like.
        near_miss: file of the rule on near-misses.
        tower_providers: file of the rule on accidents of certified tower providers.

    Raises:
        InvalidLaw: a file contradicts itself or leaves out a citation.
        OSError: a file cannot be read.
    """
    from jikorules.law.loading import read_provisions  # noqa: PLC0415

    return Law(
        **read_provisions(
            serious=serious,
            periodic=periodic,
            reports=reports,
            near_miss=near_miss,
            tower_providers=tower_providers,
        )
    )


@cache
def guideline() -> "Guideline":
    """Give the ministry's guideline on public notice 周知・広報: a recommendation, not law.

    Example:
        >>> guideline().first_notice_minutes
        30
    """
    from jikorules.law.loading import own_file, read_guideline  # noqa: PLC0415

    return read_guideline(own_file("notice.toml"))


@cache
def _official() -> Law:
    return load_law()


def ruleset(day: date | str) -> RuleSet:
    """Give the rule set in force on a day.

    Args:
        day: a date, or a text such as "2019-04-01", "平成31年4月1日"; an era year alone ("H31")
            names the rule set whose amendment took effect in that year.

    Raises:
        NotCovered: no rule set is known for that day; never answered with the nearest one.
        InvalidInput: `day` is no day, or an era year in which none or several rule sets began.

    Example:
        >>> ruleset(date(2018, 12, 6)).id
        '2015-04-01'
    """
    return _official().ruleset(day)


def rulesets() -> tuple[RuleSet, ...]:
    """Give all rule sets, oldest first.

    Example:
        >>> [rules.id for rules in rulesets()][:3]
        ['2010-04-01', '2015-04-01', '2019-04-01']
    """
    return _official().rulesets()


def rules_digest(document: dict[str, Any]) -> str:
    """Give the SHA-256 of data that the library wrote: JSON with sorted keys, no spaces, UTF-8."""
    import hashlib  # noqa: PLC0415 (as above: only a law that is loaded has a digest)
    import json  # noqa: PLC0415

    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


Rules = RuleSet | date | str
"""A rule set, or what names one: a day on which it is in force, or an era year."""


def to_ruleset(rules: Rules) -> RuleSet:
    """Give the rule set that is meant.

    Raises:
        NotCovered: no rule set is known for that day.
        InvalidInput: `rules` is neither a rule set nor what names one.

    Example:
        >>> to_ruleset("H31").id, to_ruleset(date(2026, 4, 1)).id
        ('2019-04-01', '2026-04-01')
    """
    if isinstance(rules, RuleSet):
        return rules
    try:
        return ruleset(rules)
    except InvalidInput as error:
        raise type(error)(problem.under("rules") for problem in error.problems) from None

"""The first report 速報, as data and as a short text for telephone, fax or mail.

It tells the items that the Enforcement Rules, Art. 57, name, or of a tower provider Art. 54-17,
and beside them what the ministry lists: the time of the report 報告日時, and of a serious accident
whom it hit 影響を与えた範囲 and 影響利用者数, and its restoration 復旧日時 or 復旧見込み. The same
items serve for 様式第50の3の2, 様式第50の4 and 様式第38の38: their printed layouts are not at hand,
and nothing is made up.
"""

from collections.abc import Iterable
from datetime import date, datetime

from attrs import evolve, field, frozen

from jikorules.basics.bounds import Bounds
from jikorules.basics.errors import InvalidInput, Lang, Words
from jikorules.basics.vocabulary import Content, Reason, Reporter
from jikorules.judgement.near_miss import NearMissVerdict
from jikorules.judgement.verdict import Met, Verdict
from jikorules.reporting.duty import Duty, Report
from jikorules.reporting.forms.blocks import circled
from jikorules.reporting.forms.draft import occurred_of, phenomena_of, users_of
from jikorules.reporting.forms.gaps import GAPS, Gap
from jikorules.reporting.text import REPORTS
from jikorules.words.lists import bracketed, entry, flat, series
from jikorules.words.names import CONTENTS, REASONS, REPORTERS, service_name
from jikorules.words.numbers import clock, day, people

UNDER_INVESTIGATION = Words("詳細調査中", "under investigation")
_REPORTED = Words("報告日時", "time of the report")
_SCOPE = Words("影響を与えた範囲", "scope")
_USERS = Words("影響利用者数", "users affected")
_RESTORED = Words("復旧日時", "restored")
_EXPECTED = Words("復旧見込み", "restoration expected")
_RUNNING = Words("未復旧", "not yet restored")
# What the one who reports knows by himself is no subject of an investigation.
_ENTERED = {
    Content.KNOWN_AT: Gap(CONTENTS[Content.KNOWN_AT]),
    Content.OTHER_MATTERS: Gap(
        Words("その他参考となる事項（ない場合はその旨）", "other matters of reference, or none")
    ),
}
_UNDER_57 = Words(
    "施行規則第57条の報告の義務", "a duty to report under the Enforcement Rules, Art. 57"
)
_CHOOSE = Words(
    "定期の報告と利用者への初報は対象外です。短い様式は、用いることのできる卸先に限ります。",
    "Periodic reports and notices are none; the shorter form is for recipients that may use it.",
)


@frozen
class ServiceUsers:
    """How many users of a service were hit; without its name, of all services alike."""

    count: Bounds[int]
    service: str | None = None


def _users(value: Bounds[int] | Iterable[ServiceUsers] | None) -> tuple[ServiceUsers, ...]:
    if value is None:
        return ()
    return (ServiceUsers(value),) if isinstance(value, Bounds) else tuple(value)


@frozen(kw_only=True)
class FirstReport:
    """The items of a report under Art. 57 or Art. 54-17; what is not known is None.

    Attributes:
        contents: the items that are asked for.
        form: the form that it fills, if it is no first report: 様式第50の3の2, 様式第50の4 or
            様式第38の38.
        carrier: the name of him who reports.
        reported_at: 報告日時.
        restored: when the last service was restored 復旧日時.
        expected: when restoration is expected 復旧見込み, as long as it has not come.
        scope: whom or where it hit 影響を与えた範囲, such as the areas.
        users: how many, by service and never added up; one number if it is that of all of them.
    """

    reason: Reason
    contents: tuple[Content, ...]
    form: str | None = None
    reporter: Reporter = Reporter.CARRIER
    carrier: str | None = None
    reported_at: datetime | None = None
    occurred: datetime | date | None = None
    restored: datetime | None = None
    expected: datetime | None = None
    place: str | None = None
    known_at: datetime | None = None
    outline: str | None = None
    scope: str | None = None
    users: tuple[ServiceUsers, ...] = field(default=None, converter=_users)
    cause: str | None = None
    measures: str | None = None
    other_matters: str | None = None

    def text(self, lang: Lang = "ja") -> str:
        """Write it, an item a line.

        What is not known of the accident, or not exactly, is under investigation; what the one who
        reports has to enter is a gap, as in the detailed report.
        """
        kind = self.form or REPORTS[Report.FIRST].text(lang)
        carrier = flat(self.carrier) or GAPS["reporter.name"].text(lang)
        at = clock(self.reported_at, lang) if self.reported_at else Gap(_REPORTED).text(lang)
        lines = [
            f"{REASONS[self.reason].text(lang)}　{kind}",
            entry(REPORTERS[self.reporter].text(lang), carrier, lang),
            entry(_REPORTED.text(lang), at, lang),
        ]
        of_accident = self.reason is Reason.SERIOUS_ACCIDENT
        for content in self.contents:
            lines.append(entry(CONTENTS[content].text(lang), self._told(content, lang), lang))
            if of_accident and content is Content.DATE_TIME:
                lines.append(self._restoration(lang))
            if of_accident and content is Content.OUTLINE:
                lines.append(entry(_SCOPE.text(lang), _told(self.scope, lang), lang))
                lines.append(entry(_USERS.text(lang), _counted(self.users, lang), lang))
        return "\n".join(lines)

    def _told(self, content: Content, lang: Lang) -> str:
        """Tell an item; the fields have the names of the items."""
        names = {Content.DATE_TIME: "occurred", Content.REASON_OR_CAUSE: "cause"}
        told = getattr(self, names.get(content, content))
        if isinstance(told, datetime):
            return clock(told, lang)
        if isinstance(told, date):
            return day(told, lang)
        gap = _ENTERED.get(content)
        return flat(told) or (gap or UNDER_INVESTIGATION).text(lang)

    def _restoration(self, lang: Lang) -> str:
        if self.restored is not None:
            return entry(_RESTORED.text(lang), clock(self.restored, lang), lang)
        expected = _told(clock(self.expected, lang) if self.expected else None, lang)
        return entry(_EXPECTED.text(lang), bracketed(expected, _RUNNING.text(lang), lang), lang)


def _told(text: str | None, lang: Lang) -> str:
    return flat(text) or UNDER_INVESTIGATION.text(lang)


def _counted(users: Iterable[ServiceUsers], lang: Lang) -> str:
    texts = [
        entry(name, _number(each.count, lang), lang)
        if (name := flat(each.service))
        else _number(each.count, lang)
        for each in users
    ]
    if len(texts) > 1:
        texts = [circled(i) + text for i, text in enumerate(texts, 1)]
    return series(texts, lang) or UNDER_INVESTIGATION.text(lang)


def _number(users: Bounds[int], lang: Lang) -> str:
    doubt = UNDER_INVESTIGATION.text(lang)
    if users.is_unknown:
        return doubt
    return bracketed(people(users, lang), "" if users.is_exact else doubt, lang)


def first_report(
    verdict: Verdict | NearMissVerdict, duty: Duty, *, shortened: bool = False
) -> FirstReport:
    """Begin a report of the items of Art. 57 from what the facts already say.

    Args:
        verdict: the verdict that the duty comes from.
        duty: the duty: a first report, or a detailed one of which no layout is at hand.
        shortened: use the shorter form of a wholesale recipient, and its fewer items.

    Raises:
        InvalidInput: the duty is no report under Art. 57, or knows no shorter form.
    """
    shorter = next((each for each in duty.other_forms if each.allowed is not Met.NO), None)
    if duty.reason is None or (shortened and shorter is None):
        raise InvalidInput.of("duty", _UNDER_57, duty.key, _CHOOSE)
    contents, form = duty.contents or _contents(verdict, duty.reason), duty.form
    if shortened and shorter is not None:
        contents, form = shorter.contents, shorter.form
    if duty.report is Report.FIRST:
        form = None
    begun = FirstReport(reason=duty.reason, contents=contents, form=form, carrier=duty.carrier)
    if isinstance(verdict, NearMissVerdict):
        return evolve(begun, occurred=verdict.near_miss.occurred_on)
    phenomena, critical = phenomena_of(verdict), verdict.incident.critical_facility
    ends = [phenomenon.restored for phenomenon in phenomena]
    ends += [critical.period.end] if critical is not None else []
    known = [end for end in ends if end is not None]
    return evolve(
        begun,
        occurred=occurred_of(verdict),
        restored=max(known, default=None) if len(known) == len(ends) else None,
        outline=series([phenomenon.text for phenomenon in phenomena]) or None,
        users=_by_service(verdict),
        reporter=verdict.incident.reporter,
        known_at=duty.known_at,
    )


def _by_service(verdict: Verdict) -> tuple[ServiceUsers, ...]:
    """Give the users beside the services; one number without a name if it is that of all."""
    users = users_of(verdict)
    if len(users) == 1:
        return (ServiceUsers(users[0]),)
    names = [service_name(impact.service) for impact in verdict.counted()]
    return tuple(map(ServiceUsers, users, names))


def _contents(verdict: Verdict | NearMissVerdict, reason: Reason) -> tuple[Content, ...]:
    """Give the items of a first report on what was judged."""
    rules = verdict.rules
    of_towers = (
        isinstance(verdict, Verdict) and verdict.incident.reporter is Reporter.TOWER_PROVIDER
    )
    rule = rules.tower_providers if of_towers else None
    return rule.first_contents if rule else rules.reports.contents(reason)

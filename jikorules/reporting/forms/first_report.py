"""The first report 速報, as data and as a short text for telephone, fax or mail.

It tells the items that the Enforcement Rules, Art. 57, name, or of a tower provider Art. 54-17. The
same items serve for 様式第50の3の2, 様式第50の4 and 様式第38の38: their printed layouts are not at
hand, and nothing is made up.
"""

from datetime import date, datetime

from attrs import evolve, frozen

from jikorules.basics.bounds import Bounds
from jikorules.basics.errors import InvalidInput, Lang, Words
from jikorules.basics.vocabulary import Content, Reason, Reporter
from jikorules.judgement.near_miss import NearMissVerdict
from jikorules.judgement.verdict import Met, Verdict
from jikorules.reporting.duty import Duty, Report
from jikorules.reporting.forms.draft import occurred_of, phenomena_of, users_of
from jikorules.reporting.text import REPORTS
from jikorules.words.lists import bracketed, entry, flat, series
from jikorules.words.names import CONTENTS, REASONS, REPORTERS
from jikorules.words.numbers import clock, day, people

UNDER_INVESTIGATION = Words("詳細調査中", "under investigation")
_USERS = Words("影響利用者数", "users affected")
_ENDED = Words("{end}復旧", "restored {end}")
_RUNNING = Words("未復旧", "not yet restored")
_UNDER_57 = Words(
    "施行規則第57条の報告の義務", "a duty to report under the Enforcement Rules, Art. 57"
)
_CHOOSE = Words(
    "定期の報告と利用者への初報は対象外です。短い様式は、用いることのできる卸先に限ります。",
    "Periodic reports and notices are none; the shorter form is for recipients that may use it.",
)


@frozen(kw_only=True)
class FirstReport:
    """The items of a report under Art. 57 or Art. 54-17; what is not known is None.

    Its contents are the items that are asked for. The form is the one that it fills, if it is no
    first report: 様式第50の3の2, 様式第50の4 or 様式第38の38. `carrier` is the name of him who
    reports, `restored` that of the last service.
    """

    reason: Reason
    contents: tuple[Content, ...]
    form: str | None = None
    reporter: Reporter = Reporter.CARRIER
    carrier: str | None = None
    occurred: datetime | date | None = None
    restored: datetime | None = None
    place: str | None = None
    known_at: datetime | None = None
    outline: str | None = None
    cause: str | None = None
    measures: str | None = None
    other_matters: str | None = None
    users: Bounds[int] | None = None

    def text(self, lang: Lang = "ja") -> str:
        """Write it, an item a line; what is unknown or not exact is under investigation."""
        kind = self.form or REPORTS[Report.FIRST].text(lang)
        lines = [f"{REASONS[self.reason].text(lang)}　{kind}"]
        lines.append(entry(REPORTERS[self.reporter].text(lang), _told(self.carrier, lang), lang))
        for content in self.contents:
            told = self._when(lang) if content is Content.DATE_TIME else self._told(content, lang)
            lines.append(entry(CONTENTS[content].text(lang), told, lang))
        if Content.OUTLINE in self.contents and self.reason is Reason.SERIOUS_ACCIDENT:
            lines.append(entry(_USERS.text(lang), _counted(self.users, lang), lang))
        return "\n".join(lines)

    def _told(self, content: Content, lang: Lang) -> str:
        """Tell an item; the fields have the names of the items."""
        if content is Content.KNOWN_AT:
            return _told(clock(self.known_at, lang) if self.known_at else None, lang)
        name = Content.CAUSE if content is Content.REASON_OR_CAUSE else content
        return _told(getattr(self, name), lang)

    def _when(self, lang: Lang) -> str:
        if self.occurred is None:
            return UNDER_INVESTIGATION.text(lang)
        if not isinstance(self.occurred, datetime):
            return day(self.occurred, lang)
        start = clock(self.occurred, lang)
        if self.reason is not Reason.SERIOUS_ACCIDENT:
            return start
        if self.restored is None:
            return bracketed(start, _RUNNING.text(lang), lang)
        end = clock(self.restored, lang, after=self.occurred)
        return bracketed(start, _ENDED.text(lang, end=end), lang)


def _told(text: str | None, lang: Lang) -> str:
    return flat(text) or UNDER_INVESTIGATION.text(lang)


def _counted(users: Bounds[int] | None, lang: Lang) -> str:
    doubt = UNDER_INVESTIGATION.text(lang)
    if users is None or users.is_unknown:
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
    phenomena = phenomena_of(verdict)
    ends = [phenomenon.restored for phenomenon in phenomena]
    known = [end for end in ends if end is not None]
    return evolve(
        begun,
        occurred=occurred_of(verdict),
        restored=max(known, default=None) if len(known) == len(ends) else None,
        outline=series([phenomenon.text for phenomenon in phenomena]) or None,
        users=users_of(verdict),
        reporter=verdict.incident.reporter,
        known_at=duty.known_at,
    )


def _contents(verdict: Verdict | NearMissVerdict, reason: Reason) -> tuple[Content, ...]:
    """Give the items of a first report on what was judged."""
    rules = verdict.rules
    of_towers = (
        isinstance(verdict, Verdict) and verdict.incident.reporter is Reporter.TOWER_PROVIDER
    )
    rule = rules.tower_providers if of_towers else None
    return rule.first_contents if rule else rules.reports.contents(reason)

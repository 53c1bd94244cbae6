"""What follows of an answer: duties with their days, texts of reports, and the accident as JSON."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from jikorules import (
    JAPAN,
    Duty,
    Grade,
    InvalidInput,
    JikorulesError,
    Report,
    Verdict,
    Words,
    agenda,
    duties,
    to_ics,
    to_wire,
    why_closed,
)
from jikorules.basics.errors import Lang
from jikorules.proof.receipt import receipt, receipt_to_wire
from jikorules.reporting.agenda import end_of
from jikorules.reporting.forms.draft import draft
from jikorules.reporting.forms.first_report import first_report
from jikorules.reporting.forms.html import to_html
from jikorules.reporting.forms.markdown import to_markdown
from jikorules.reporting.text import duty_details, duty_title, presumption
from jikorules.wire.incident import incident_to_wire

from .judged import Judged
from .typed import Told

_REPLAYED = Words(
    "別の日の規定による判定であるため、報告の義務、文面及び文書は示しません。",
    "As this is the law of another day, no duties, texts or documents are given.",
)
_NO_DUTY = Words("報告の義務はありません。", "Nothing has to be reported.")
_NO_DRAFT = Words("詳報を要する事故ではありません。", "No detailed report has to be made.")


def follow(request: Told) -> dict[str, Any]:
    """Give what follows of an answer: duties, texts of reports, and the accident as JSON."""
    made = Judged(request)
    lang, verdict = made.lang, made.verdict
    if verdict is None:
        return {}
    if made.rules is not None:  # what is owed, and what is handed in, is by the law of its day
        return {"replayed": _REPLAYED.text(lang)}
    owed = duties(verdict)
    listed = agenda(owed, made.now)
    days = sorted({end.date() for each in listed if (end := _last_day(each.duty)) is not None})
    first = next((each for each in owed if each.report is Report.FIRST and each.reason), None)
    told: dict[str, Any] = {
        "duties": [
            {
                "title": duty_title(each.duty, lang),
                "details": duty_details(each.duty, lang),
                "status": each.status.value,
                "day": last.date().isoformat() if (last := _last_day(each.duty)) else None,
                "certain": each.duty.is_certain,
                "law": each.duty.is_law,
            }
            for each in listed
        ],
        "months": [_month(year, month) for year, month in _months(days, made.now)],
        "today": made.now.date().isoformat(),
        "none": "" if any(each.is_law for each in owed) else _NO_DUTY.text(lang),
        "presumes": presumption(lang) if any(each.presumes for each in owed) else "",
        "first": first_report(verdict, first).text(lang) if first else "",
        "accident": _text(incident_to_wire(verdict.incident)),
        "verdict": _text(to_wire(verdict)),
        "name": verdict.incident.id or f"jikorules-{made.now:%Y%m%d-%H%M}",
    }
    told |= _calendar(owed, made, lang) | _drafts(verdict, owed, lang) | _receipt(verdict, made)
    return told


def _text(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _last_day(duty: Duty) -> datetime | None:
    end = end_of(duty)
    if end is None:
        return None
    return end - timedelta(days=1) if duty.deadline is not None else end.astimezone(JAPAN)


def _months(days: Sequence[date], now: datetime) -> Iterator[tuple[int, int]]:
    """Give the months to show: this one, and those of the days."""
    yield from dict.fromkeys((each.year, each.month) for each in (now.date(), *days))


def _month(year: int, month: int) -> dict[str, Any]:
    first = date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    every = [first + timedelta(days=n) for n in range((following - first).days)]
    return {
        "year": year,
        "month": month,
        "days": [
            {"day": each.isoformat(), "weekday": each.weekday(), "closed": _is_closed(each)}
            for each in every
        ],
    }


def _is_closed(each: date) -> bool:
    try:
        return why_closed(each) is not None
    except JikorulesError:  # no calendar of that day
        return False


def _calendar(owed: Sequence[Duty], made: Judged, lang: Lang) -> dict[str, str]:
    dated = [each for each in owed if each.counted_from is not None]
    if not dated:
        return {"ics": ""}
    return {"ics": to_ics(dated, lang=lang, made=made.now.replace(microsecond=0)).decode()}


def _drafts(verdict: Verdict, owed: Sequence[Duty], lang: Lang) -> dict[str, str]:
    if verdict.at_most is not Grade.SERIOUS:
        return {"html": "", "markdown": "", "no_draft": _NO_DRAFT.text(lang)}
    try:
        begun = draft(verdict, owed)
    except InvalidInput as error:
        return {"html": "", "markdown": "", "no_draft": error.text(lang)}
    return {"html": to_html(begun, lang), "markdown": to_markdown(begun, lang), "no_draft": ""}


def _receipt(verdict: Verdict, made: Judged) -> dict[str, str]:
    if verdict.alternatives:
        return {"receipt": ""}
    recorded = made.now.replace(microsecond=0)
    return {"receipt": _text(receipt_to_wire(receipt(verdict, recorded=recorded)))}

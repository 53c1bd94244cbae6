"""``jikorules duties`` and ``report``: what to report by when, and the reports themselves."""

import json
from argparse import Namespace
from collections.abc import Mapping
from functools import partial
from typing import Any

from jikorules.basics.errors import InvalidInput, JikorulesError, Problem, Words
from jikorules.commands.common import answers, documents, moment, read_file, rules_of, write_file
from jikorules.facts.incident import Incident
from jikorules.facts.near_miss import NearMiss
from jikorules.forms_command import first_text, read_subject, remark_to_wire, written
from jikorules.judgement.judge import judge
from jikorules.judgement.near_miss import judge_near_miss
from jikorules.reporting.agenda import agenda
from jikorules.reporting.duties import duties
from jikorules.reporting.duty import Duty
from jikorules.reporting.forms.check import check
from jikorules.reporting.ics import to_ics
from jikorules.reporting.text import agenda_text
from jikorules.wire.answers import to_wire
from jikorules.wire.incident import from_wire
from jikorules.wire.near_miss import near_miss_from_wire

_ONE_REPORT = Words("1件の事故又は報告書", "one accident or report")
_SEVERAL = Words("2件以上", "two or more")
_TAKE_ONE = Words("1件ずつのファイルに分けてください。", "Put each into a file of its own.")
_IN_ORDER = Words("誤り及び注意はありません。", "Nothing is wrong.")
_NO_DUTY = Words("報告の義務はありません。", "Nothing has to be reported.")


def run_duties(options: Namespace) -> int:
    """Tell what has to be reported by which day."""
    rules = rules_of(options.rules, "--rules") if options.rules else None
    now = moment(options.at, "--at")
    done = (
        read_file(options.done).decode("utf-8-sig", "replace").split("\n") if options.done else ()
    )

    def owed_for(subject: Incident | NearMiss) -> tuple[Duty, ...]:
        if isinstance(subject, NearMiss):
            return duties(judge_near_miss(subject, rules=rules))
        return duties(judge(subject, rules=rules, at=now))

    found = list(answers(options, owed_for, _accident_or_near_miss))
    owed = [duty for answered in found for duty in answered or ()]
    entries = agenda(owed, now, done={line.strip() for line in done})
    if options.json:
        for each in entries:
            document = {**to_wire(each.duty), "status": each.status.value}
            print(json.dumps(document, ensure_ascii=False))
    else:
        print(agenda_text(entries, options.lang) or _NO_DUTY.text(options.lang))
    if options.ics:
        write_file(options.ics, to_ics(owed, lang=options.lang))
    return 2 if None in found else 0


def _accident_or_near_miss(document: Any) -> Incident | NearMiss:
    if isinstance(document, Mapping) and "known_on" in document:
        return near_miss_from_wire(document)
    return from_wire(document)


def run_report(options: Namespace) -> int:
    """Check a report, and write it."""
    at = moment(options.at, "--at") if options.at else None
    found = documents([options.file], partial(read_subject, at=at))
    _, subject = next(found)
    if next(found, None) is not None:
        raise InvalidInput([Problem(options.file, _ONE_REPORT, _SEVERAL, _TAKE_ONE)])
    if isinstance(subject, JikorulesError):
        raise subject
    if options.first:
        print(first_text(subject, options.lang))
        return 0
    remarks = check(subject.report)
    if options.json:
        for remark in remarks:
            print(json.dumps(remark_to_wire(remark), ensure_ascii=False))
    else:
        print(
            "\n".join(each.text_in(options.lang) for each in remarks)
            or _IN_ORDER.text(options.lang)
        )
    if options.out:
        write_file(options.out, written(subject.report, options.out, options.lang))
    return 0

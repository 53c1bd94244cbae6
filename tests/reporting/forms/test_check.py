"""What a report gets wrong is found, and nothing else."""

import doctest
import importlib
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve, fields_dict
from hypothesis import given
from hypothesis import strategies as st
from support.report_sample import OPERATIONS, SMALL_BACKUP, UNREAD_MANUAL, WRONG_SIGNAL, at, sample
from support.strategies import ZONES, users

from jikorules import Bounds, Citation, Grade, InvalidInput, Words
from jikorules.reporting.forms import report as forms
from jikorules.reporting.forms.check import Remark, Severity, check
from jikorules.reporting.forms.gaps import GAPS, gaps
from jikorules.reporting.forms.report import (
    Engineer,
    PastAccident,
    Phenomenon,
    PublicNotice,
    Related,
    SeriousAccidentReport,
    Step,
    Supervisor,
)
from jikorules.reporting.forms.standards import MARKS, StandardReference, parse_reference
from jikorules.reporting.forms.vocabulary import CauseKind, Exempt, NoticeChannel, Phase

ERROR, WARNING = Severity.ERROR, Severity.WARNING
RULES = "電気通信事業法施行規則"
MINUTE = timedelta(minutes=1)
Told = tuple[str, Severity, int | None]


def nth(items: tuple[Any, ...] | None, i: int, **changes: Any) -> tuple[Any, ...]:
    """Change one item of a tuple."""
    items = items or ()
    return (*items[:i], evolve(items[i], **changes), *items[i + 1 :])


def ready() -> SeriousAccidentReport:
    """Give the sample, its wrong duration put right."""
    report = sample()
    return evolve(report, phenomena=nth(report.phenomena, 0, stated=timedelta(minutes=135)))


READY = ready()
USERS = READY.users or forms.AffectedUsers(count=Bounds.unknown())
COLUMNS = list(fields_dict(SeriousAccidentReport))


def told(report: SeriousAccidentReport) -> list[Told]:
    return [(each.path, each.severity, each.note) for each in check(report)]


def changed(**changes: Any) -> list[Told]:
    return told(evolve(READY, **changes))


def test_the_ministrys_sample_states_one_wrong_duration() -> None:
    """12時から14時15分までは2時間30分でなく2時間15分."""
    (remark,) = check(sample())
    words = Words(
        "継続時間は2時間30分とありますが、時刻からは2時間15分です。",
        "2 h 30 min is stated, 2 h 15 min by the times.",
    )
    assert remark == Remark("phenomena[0].stated", ERROR, words)
    assert remark.text() == f"【誤り】phenomena[0].stated：{words.ja}"
    assert remark.text("en") == f"error: phenomena[0].stated: {words.en}"
    assert check(READY) == []


def test_the_sample_has_the_figures_of_the_ministry() -> None:
    report = sample()
    assert report.users is not None
    assert (report.users.count, report.users.total) == (Bounds.exact(58_990), 904_432)
    assert [forms.lasted(report, each) for each in report.phenomena] == [
        timedelta(hours=2, minutes=15),
        timedelta(days=10, hours=11, minutes=40),
    ]
    assert [each.count for each in report.inquiries.channels] == [499, 88]
    numbers = [(each.number, each.last_number or each.number) for each in report.notices]
    assert numbers == [(1, 1), (2, 2), (3, 3), (4, 11), (12, 12), (None, None)]
    assert report.timeline[-1].actor == OPERATIONS
    assert len(report.measures) == 3


def test_a_remark_names_its_note_or_its_article() -> None:
    words = Words("誤りです。", "It is wrong.")
    noted = Remark("timeline", WARNING, words, note=4)
    assert noted.text() == "【注意】timeline：誤りです。（注4）"
    assert noted.text("en") == "warning: timeline: It is wrong. (note 4)"
    cited = Remark("day", ERROR, words, citation=Citation(RULES, "57"))
    assert cited.text() == f"【誤り】day：誤りです。（{RULES}第57条）"
    assert cited.text("en").endswith(
        "(Enforcement Rules of the Telecommunications Business Act, Art. 57)"
    )


def test_every_gap_of_an_empty_report_is_an_error_in_the_order_of_the_form() -> None:
    empty = SeriousAccidentReport()
    assert told(empty) == [(path, ERROR, GAPS[path].note) for path in gaps(empty)]


NOTES: list[tuple[int, dict[str, Any], str, Severity]] = [
    (1, {"place": evolve(READY.place, building=None)}, "place.building", ERROR),
    (1, {"place": evolve(READY.place, address=None)}, "place.address", ERROR),
    (2, {"facility": evolve(READY.facility, drawings=())}, "facility.drawings", ERROR),
    (2, {"facility": evolve(READY.facility, name="")}, "facility.name", ERROR),
    (3, {"areas": ()}, "areas", ERROR),
    (3, {"users": evolve(USERS, basis=None)}, "users.basis", ERROR),
    (4, {"timeline": nth(READY.timeline, 8, actor=None)}, "timeline[8].actor", ERROR),
    (4, {"timeline": nth(READY.timeline, 1, phase=Phase.RECOVERY)}, "timeline", ERROR),
    (4, {"timeline": nth(READY.timeline, 3, at=at(14, 12, 29))}, "timeline[3].at", ERROR),
    (
        4,
        {"timeline": nth(READY.timeline, 6, phase=Phase.RECOVERY)},
        "phenomena[0].restored",
        WARNING,
    ),
    (4, {"timeline": nth(READY.timeline, 9, phase=Phase.RESTORATION)}, "timeline[9].at", WARNING),
    (5, {"causes": nth(READY.causes, 1, stage=None)}, "causes[1].stage", ERROR),
    (
        5,
        {"causes": tuple(evolve(each, kind=CauseKind.OUTBREAK) for each in READY.causes)},
        "causes",
        WARNING,
    ),
    (5, {"causes": (*READY.causes, READY.causes[0])}, "causes[3].title", ERROR),
    (6, {"measures": nth(READY.measures, 2, due=None)}, "measures[2].when", ERROR),
    (6, {"measures": nth(READY.measures, 1, answers=(UNREAD_MANUAL,))}, "causes[0]", ERROR),
    (6, {"measures": nth(READY.measures, 0, answers=())}, "measures[0].answers", ERROR),
    (
        6,
        {"measures": nth(READY.measures, 0, answers=(UNREAD_MANUAL, "別の原因"))},
        "measures[0].answers[1]",
        ERROR,
    ),
    (6, {"measures": nth(READY.measures, 0, done=date(2018, 6, 9))}, "measures[0].done", ERROR),
    (6, {"measures": nth(READY.measures, 2, due=date(2018, 6, 7))}, "measures[2].due", WARNING),
    (7, {"inquiries": evolve(READY.inquiries, total=None)}, "inquiries.total", ERROR),
    (7, {"inquiries": evolve(READY.inquiries, as_of=None)}, "inquiries.as_of", WARNING),
    (7, {"inquiries": evolve(READY.inquiries, total=588)}, "inquiries.channels", ERROR),
    (
        7,
        {
            "inquiries": evolve(
                READY.inquiries,
                subjects=nth(READY.inquiries.subjects, 1, count=Bounds.at_least(288)),
            )
        },
        "inquiries.subjects",
        ERROR,
    ),
    (7, {"notices": nth(READY.notices, 1, at=None)}, "notices[1].at", ERROR),
    (7, {"notices": nth(READY.notices, 1, content="")}, "notices[1].content", ERROR),
    (7, {"notices": nth(READY.notices, 0, at=at(14, 11, 59))}, "notices[0].at", ERROR),
    (7, {"notices": nth(READY.notices, 3, until=at(15, 17, 59))}, "notices[3].until", ERROR),
    (7, {"notices": nth(READY.notices, 4, number=13)}, "notices[4].number", ERROR),
    (7, {"notices": nth(READY.notices, 4, number=11)}, "notices[4].number", ERROR),
    (7, {"notices": nth(READY.notices, 4, last_number=0)}, "notices[4].last_number", ERROR),
    (7, {"notices": READY.notices[1:]}, "notices[0].number", ERROR),
    (7, {"press": nth(READY.press, 0, content=None)}, "press[0].content", ERROR),
    # So the ministry's sample prints it: no measure and no policy for the aspect of construction.
    (8, {"related": nth(READY.related, 1, policy=None)}, "related[1]", ERROR),
    (8, {"related": nth(READY.related, 0, measures=(1, 0))}, "related[0].measures[1]", ERROR),
    (8, {"related": nth(READY.related, 0, measures=(4,))}, "related[0].measures[0]", ERROR),
    (
        8,
        {"related": nth(READY.related, 0, references=("別表第2第2 2.(3)エ", "別表第2"))},
        "related[0].references[1]",
        ERROR,
    ),
    (8, {"related": None}, "related", ERROR),
    (9, {"past": None}, "past", ERROR),
    (9, {"past": nth(READY.past, 0, day=None)}, "past[0].day", WARNING),
    (9, {"past": nth(READY.past, 1, grade=None)}, "past[1].grade", WARNING),
    (10, {"supervisor": Supervisor()}, "supervisor.name", ERROR),
    (
        10,
        {"supervisor": Supervisor(name="総務", exempt=Exempt.NOT_REQUIRED)},
        "supervisor.exempt",
        ERROR,
    ),
    (11, {"engineer": Engineer(name="総務")}, "engineer.qualification", ERROR),
    (
        11,
        {"engineer": evolve(READY.engineer, exempt=Exempt.OTHER_FACILITY)},
        "engineer.exempt",
        ERROR,
    ),
    (11, {"engineer": evolve(READY.engineer, is_assigned=True)}, "engineer.qualification", WARNING),
    (11, {"engineer": Engineer(is_assigned=True)}, "engineer.name", ERROR),
]


@pytest.mark.parametrize(
    ("note", "changes", "path", "severity"), NOTES, ids=lambda value: str(value)[:40]
)
def test_each_note(note: int, changes: dict[str, Any], path: str, severity: Severity) -> None:
    """注1から注11まで."""
    assert changed(**changes) == [(path, severity, note)]


# The columns of 様式第50の3 and the notes 注 on them; the day and the reporter have none.
NOTES_OF_COLUMNS = {
    "place": 1,
    "facility": 2,
    **dict.fromkeys(("phenomena", "services", "users", "areas"), 3),
    **dict.fromkeys(("response", "timeline"), 4),
    **dict.fromkeys(("cause_outline", "causes"), 5),
    "measures": 6,
    **dict.fromkeys(("inquiries", "notices"), 7),
    "related": 8,
    "past": 9,
    "supervisor": 10,
    "engineer": 11,
}


@pytest.mark.parametrize("path", GAPS)
def test_a_gap_names_the_note_on_its_column(path: str) -> None:
    """Who fills a gap looks up what is asked for under that number on the back of the form."""
    expected = NOTES_OF_COLUMNS.get(path.split(".", maxsplit=1)[0])
    assert GAPS[path].note == (None if path == "phenomena.restored" else expected)


def test_all_notes_but_the_paper_are_tried() -> None:
    assert {note for note, *_ in NOTES} == set(range(1, 12))


RIGHT: dict[str, dict[str, Any]] = {
    "work before it": {
        "timeline": (
            Step(at=at(14, 11), text="準備", phase=Phase.WORK, actor="委託業者"),
            *READY.timeline,
        )
    },
    "two steps at once": {"timeline": nth(READY.timeline, 3, at=at(14, 12, 30))},
    "done on the day": {"measures": nth(READY.measures, 0, done=READY.day)},
    "due on the day": {"measures": nth(READY.measures, 2, due=READY.day)},
    "done though due before": {"measures": nth(READY.measures, 0, due=date(2018, 5, 20))},
    "one channel unknown": {
        "inquiries": evolve(READY.inquiries, channels=nth(READY.inquiries.channels, 0, count=None))
    },
    "no channel": {"inquiries": evolve(READY.inquiries, channels=())},
    "subjects just fit": {
        "inquiries": evolve(
            READY.inquiries,
            subjects=nth(READY.inquiries.subjects, 0, count=Bounds.exact(487)),
        )
    },
    "subject with no lower bound": {
        "inquiries": evolve(
            READY.inquiries,
            subjects=(
                forms.Subject(text="甲", count=Bounds.exact(587)),
                forms.Subject(text="乙", count=Bounds.at_most(9)),
            ),
        )
    },
    "unknown subject": {
        "inquiries": evolve(READY.inquiries, subjects=nth(READY.inquiries.subjects, 0, count=None))
    },
    "no inquiry": {"inquiries": forms.Inquiries(total=0, as_of=at(31, 12))},
    "notice when it occurred": {"notices": nth(READY.notices, 0, at=at(14, 12))},
    "notices all at once": {"notices": nth(READY.notices, 3, until=at(15, 18))},
    "one number for two": {"notices": nth(READY.notices, 4, last_number=12)},
    "each means counts by itself": {
        "notices": (
            *READY.notices,
            PublicNotice(number=1, at=at(14, 14), content="発生", channel=NoticeChannel.SOCIAL),
        )
    },
    "the means count together": {
        "notices": nth(READY.notices, 1, channel=NoticeChannel.MAIL),
    },
    "no related standard": {"related": ()},
    "no past accident": {"past": ()},
    "nobody": {
        "supervisor": Supervisor(exempt=Exempt.NOT_REQUIRED),
        "engineer": Engineer(exempt=Exempt.OTHER_FACILITY),
    },
    "assigned": {"engineer": Engineer(name="総務", is_assigned=True)},
    "last day": {"day": date(2018, 6, 13)},
    "no row": {"rows": ()},
    "users just enough": {"users": evolve(USERS, count=Bounds.at_most(30_000))},
    "users unknown": {"users": evolve(USERS, count=Bounds.at_least(1))},
    "users of a phenomenon": {
        "users": evolve(USERS, count=Bounds.exact(1)),
        "phenomena": nth(READY.phenomena, 0, users=Bounds.exact(30_000)),
    },
    "users of a phenomenon unknown": {
        "users": evolve(USERS, count=Bounds.exact(1)),
        "phenomena": nth(READY.phenomena, 0, users=Bounds.at_least(0)),
    },
    "less than a minute": {
        "phenomena": nth(READY.phenomena, 0, stated=timedelta(minutes=134, seconds=1))
    },
    "nothing stated": {"phenomena": nth(READY.phenomena, 0, stated=None)},
}


@pytest.mark.parametrize("changes", RIGHT.values(), ids=list(RIGHT))
def test_what_is_right(changes: dict[str, Any]) -> None:
    assert changed(**changes) == []


def test_the_number_that_is_missing_is_told() -> None:
    (remark,) = check(evolve(READY, notices=READY.notices[:1] + READY.notices[3:]))
    assert remark.path == "notices[1].number"
    assert remark.says == Words("第2報がありません。", "No. 2 is missing.")


def test_numbers_out_of_order_by_one_means() -> None:
    swapped = (READY.notices[1], READY.notices[0], *READY.notices[2:])
    assert changed(notices=swapped) == [("notices[1].number", ERROR, 7)]


# Times


@pytest.mark.parametrize("off", [-MINUTE, MINUTE])
def test_a_duration_that_is_off_by_a_minute(off: timedelta) -> None:
    phenomena = nth(READY.phenomena, 1, stated=timedelta(days=10, hours=11, minutes=40) + off)
    assert changed(phenomena=phenomena) == [("phenomena[1].stated", ERROR, None)]


def test_a_duration_of_what_was_over_at_once() -> None:
    outage = Phenomenon(text="事象", restored=at(14, 12), stated=timedelta(hours=2))
    assert ("phenomena[0].stated", ERROR, None) in changed(phenomena=(outage,))


def test_a_phenomenon_before_the_accident() -> None:
    early = evolve(READY.phenomena[0], start=at(14, 11, 59), stated=timedelta(minutes=136))
    path = "phenomena[0].start"
    assert changed(phenomena=(early, READY.phenomena[1])) == [(path, ERROR, None)]


@pytest.mark.parametrize(
    ("start", "restored", "paths"),
    [
        (None, at(14, 11, 59), ["phenomena[0].restored"]),
        (at(14, 13), at(14, 12, 59), ["phenomena[0].restored"]),
        (at(14, 11), at(14, 11, 30), ["phenomena[0].start", "phenomena[0].restored"]),
        (at(14, 13), at(14, 13), []),
    ],
)
def test_restored_before_it_began(
    start: datetime | None, restored: datetime, paths: list[str]
) -> None:
    short = Phenomenon(text="事象", start=start, restored=restored)
    found = changed(phenomena=(short, READY.phenomena[1]), timeline=())
    assert [each for each in found if each[0] != "timeline"] == [
        (path, ERROR, None) for path in paths
    ]


def test_a_duration_before_the_beginning_is_told_once() -> None:
    phenomena = nth(READY.phenomena, 0, restored=at(14, 11))
    paths = [path for path, *_ in changed(phenomena=phenomena)]
    assert "phenomena[0].restored" in paths
    assert "phenomena[0].stated" not in paths


def test_a_step_before_the_accident() -> None:
    early = Step(at=at(14, 11), text="警報", phase=Phase.DETECTION, actor="監視業務部門")
    assert changed(timeline=(early, *READY.timeline)) == [("timeline[0].at", ERROR, 4)]


def test_restorations_that_differ_are_told_in_both_columns() -> None:
    found = changed(timeline=nth(READY.timeline, 10, at=at(24, 23, 41)))
    assert found == [("phenomena[1].restored", WARNING, 4), ("timeline[10].at", WARNING, 4)]


def test_a_restoration_is_held_against_nothing_that_is_not_known() -> None:
    phenomena = nth(READY.phenomena, 1, restored=None, stated=None)
    assert changed(phenomena=phenomena) == [("phenomena[1].restored", ERROR, None)]


def test_what_a_gap_tells_is_told_once() -> None:
    assert changed(timeline=()) == [("timeline", ERROR, 4)]
    assert changed(causes=()) == [("causes", ERROR, 5)]
    assert changed(measures=(), related=()) == [("measures", ERROR, 6)]


# The law


def cited(**changes: Any) -> list[tuple[str, Severity, Citation | None]]:
    return [(each.path, each.severity, each.citation) for each in check(evolve(READY, **changes))]


ROW = Citation(RULES, "58", item="1", row="四")
DAY = Citation(RULES, "57")


def test_too_few_users_for_the_row() -> None:
    count = Bounds.exact(29_999)
    (remark,) = check(evolve(READY, users=evolve(USERS, count=count)))
    assert (remark.path, remark.severity, remark.citation) == ("rows[0]", ERROR, ROW)
    assert "継続時間2時間以上かつ影響利用者数3万以上、又は" in remark.says.ja
    assert "2 h or more and 30,000 users or more, or " in remark.says.en


def test_a_row_with_one_threshold() -> None:
    """一: 1時間以上かつ3万以上, and nothing else."""
    few = evolve(USERS, count=Bounds.exact(29_999))
    (remark,) = check(evolve(READY, rows=("一",), users=few))
    assert (remark.path, remark.citation) == ("rows[0]", evolve(ROW, row="一"))
    assert "又は" not in remark.says.ja


def lasting(*spans: tuple[datetime, datetime]) -> dict[str, Any]:
    phenomena = tuple(
        Phenomenon(text="事象", start=start, restored=restored) for start, restored in spans
    )
    return {"phenomena": phenomena, "timeline": ()}


@pytest.mark.parametrize(
    ("changes", "users", "is_reached"),
    [
        (lasting((at(14, 12), at(14, 14))), 30_000, True),
        (lasting((at(14, 12), at(14, 13, 59))), 30_000, False),
        (lasting((at(14, 12), at(14, 13, 59))), 999_999, False),
        (lasting((at(14, 12), at(14, 13))), 1_000_000, True),
        (lasting((at(14, 12), at(14, 12, 59))), 1_000_000, False),
        # Whether the outages of an intermittent accident are added up is open.
        (lasting((at(14, 12), at(14, 13)), (at(14, 13, 30), at(14, 14))), 30_000, True),
        (
            lasting((at(14, 12, 30), at(14, 13, 30)), (at(14, 13, 45), at(14, 14, 15))),
            30_000,
            False,
        ),
        (lasting((at(14, 12), at(14, 12))), 10**9, False),
        # What is not known is not judged.
        ({"phenomena": (Phenomenon(text="事象"),)}, 30_000, True),
        ({"phenomena": ()}, 30_000, True),
        ({"phenomena": ()}, 29_999, False),
        ({"phenomena": (Phenomenon(text="事象", stated=timedelta(hours=2)),)}, 30_000, True),
        ({"phenomena": (Phenomenon(text="事象", stated=timedelta(hours=1)),)}, 30_000, False),
        ({"phenomena": (Phenomenon(text="事象", stated=-MINUTE),)}, 30_000, True),
        ({"phenomena": (Phenomenon(text="事象", restored=at(14, 11)),)}, 30_000, True),
        (
            {
                "phenomena": (
                    Phenomenon(text="事象", restored=at(14, 11), stated=timedelta(hours=1)),
                )
            },
            30_000,
            True,
        ),
    ],
)
def test_users_and_time_of_the_row(changes: dict[str, Any], users: int, is_reached: bool) -> None:
    found = cited(**changes, users=evolve(USERS, count=Bounds.exact(users)))
    assert (("rows[0]", ERROR, ROW) not in found) is is_reached


def test_the_longer_of_two_durations_counts_until_they_agree() -> None:
    outage = Phenomenon(text="事象", restored=at(14, 13), stated=timedelta(hours=2))
    paths = [path for path, *_ in changed(phenomena=(outage,), timeline=())]
    assert paths == ["phenomena[0].stated", "timeline"]


def test_without_users_no_row_is_judged() -> None:
    paths = [path for path, *_ in changed(users=None)]
    assert paths == ["users", "users.unit", "users.basis"]


def test_a_row_that_the_table_of_the_day_does_not_have() -> None:
    table = evolve(ROW, row=None)
    assert cited(rows=("四", "五")) == [("rows[1]", ERROR, table)]
    # Row 五 came on 2019-04-01; before 2015-04-01 there was no table.
    later, earlier = moved(365), moved(-4 * 365)
    assert [each.path for each in check(evolve(later, rows=("五",)))] == []
    assert [each.path for each in check(earlier)] == ["rows[0]"]


def moved(days: int) -> SeriousAccidentReport:
    """Give the report with all that depends on the law moved by some days."""
    by = timedelta(days=days)
    return evolve(
        READY,
        day=(READY.day or date.max) + by,
        occurred=at(14, 12) + by,
        phenomena=tuple(
            evolve(each, restored=each.restored + by) for each in READY.phenomena if each.restored
        ),
        timeline=tuple(evolve(each, at=each.at + by) for each in READY.timeline),
        measures=nth(READY.measures, 2, due=date(2030, 1, 1), done=None)
        if days > 0
        else tuple(evolve(each, done=date(2000, 1, 1)) for each in READY.measures),
        notices=tuple(
            evolve(each, at=each.at and each.at + by, until=each.until and each.until + by)
            for each in READY.notices
        ),
        press=(),
        inquiries=evolve(READY.inquiries, as_of=at(31, 12) + by),
        past=tuple(evolve(each, day=date(2000, 1, 1)) for each in READY.past or ()),
    )


def test_the_report_is_late() -> None:
    """発生した日から30日以内."""
    assert cited(day=date(2018, 6, 14)) == [("day", ERROR, DAY)]
    # 30 days end on a Saturday, and the last day is the Monday after it.
    occurred = {"occurred": at(17, 0), **lasting((at(17, 0), at(24, 0))), "notices": ()}
    paths = [path for path, *_ in cited(**occurred, day=date(2018, 6, 18))]
    assert "day" not in paths
    assert ("day", ERROR, DAY) in cited(**occurred, day=date(2018, 6, 19))


def test_the_day_is_that_in_japan() -> None:
    # In UTC it is still 13 May.
    occurred = datetime(2018, 5, 13, 15, tzinfo=UTC)
    paths = [path for path, *_ in changed(occurred=occurred, day=date(2018, 6, 13))]
    assert "day" not in paths
    # Of 31 March 2019 in UTC and 1 April in Japan: the law of that day has a row 五.
    turn = datetime(2019, 3, 31, 15, tzinfo=UTC)
    for began, has_row in ((turn, True), (turn - timedelta(microseconds=1), False)):
        report = SeriousAccidentReport(occurred=began, rows=("五",))
        assert ("rows[0]" not in [each.path for each in check(report)]) is has_row


DUE = date(2018, 6, 13)
"""The last day for the accident of 14 May 2018."""


def test_the_last_day_that_is_stated_is_not_believed() -> None:
    """30日以内: of 14 May 2018 until 13 June, whatever the report says of it."""
    late = date(2018, 12, 31)
    wrong, tardy = ("due", ERROR, DAY), ("day", ERROR, DAY)
    done: dict[str, Any] = {"measures": nth(READY.measures, 2, due=None, done=date(2018, 6, 1))}
    assert cited(**done, due=late, day=date(2018, 12, 1)) == [tardy, wrong]
    assert cited(due=late) == [wrong]
    assert cited(due=DUE) == []
    assert cited(due=DUE + timedelta(days=1)) == [wrong]
    assert cited(due=DUE + timedelta(days=1), day=DUE + timedelta(days=1)) == [tardy, wrong]
    assert cited(due=DUE, day=DUE + timedelta(days=1)) == [tardy]
    (remark,) = check(evolve(READY, due=late))
    assert remark.says == Words(
        "報告期限は2018年12月31日とありますが、発生した日（2018年5月14日）からは2018年6月13日です。",
        "2018-12-31 is stated as the last day, but from 2018-05-14, when it occurred, it is "
        "2018-06-13.",
    )


def test_a_last_day_before_that_of_the_law_may_be_the_carriers_own() -> None:
    assert cited(due=DUE - timedelta(days=1)) == [("due", WARNING, DAY)]
    # A report after the carrier's own day, and in time by the law, is not late.
    assert cited(due=date(2018, 6, 7)) == [("due", WARNING, DAY)]


def test_a_last_day_is_counted_in_japan() -> None:
    # In UTC it is still 13 May.
    began: dict[str, Any] = {"occurred": datetime(2018, 5, 13, 15, tzinfo=UTC)}
    assert "due" not in [path for path, *_ in changed(**began, due=DUE)]
    before: dict[str, Any] = {"occurred": datetime(2018, 5, 13, 14, 59, tzinfo=UTC)}
    assert ("due", ERROR, None) in changed(**before, due=DUE)


def test_without_an_accident_the_stated_day_is_all_there_is() -> None:
    assert ("day", ERROR, None) in cited(occurred=None, due=date(2018, 6, 7))
    assert ("day", ERROR, None) not in cited(occurred=None, due=READY.day)


def test_without_a_day_there_is_only_the_gap() -> None:
    assert changed(day=None, due=DUE) == [("day", ERROR, None)]
    wrong = changed(day=None, due=DUE + timedelta(days=1))
    assert wrong == [("day", ERROR, None), ("due", ERROR, None)]


def test_measures_answer_causes_only_where_causes_are_told() -> None:
    """As long as the causes are not entered, that is the one thing to be put right."""
    measures = tuple(evolve(each, answers=()) for each in READY.measures)
    untold = changed(causes=(), measures=measures)
    assert untold == [("causes", ERROR, 5)]
    told_paths = [path for path, *_ in changed(measures=measures)]
    assert {f"measures[{i}].answers" for i in range(len(measures))} <= set(told_paths)


def test_a_report_before_its_accident() -> None:
    """A report of 13 May cannot be on the accident of 14 May, noon."""
    done = tuple(evolve(each, due=None, done=date(2018, 5, 1)) for each in READY.measures)
    (remark,) = check(evolve(READY, measures=done, day=date(2018, 5, 13)))
    assert (remark.path, remark.severity) == ("day", ERROR)
    assert remark.says.ja == (
        "報告の年月日（2018年5月13日）が、事故の発生した日（2018年5月14日）より前です。"
    )
    # In UTC the accident is of 13 May; a report of that day is before it all the same.
    early: dict[str, Any] = {"occurred": datetime(2018, 5, 13, 15, tzinfo=UTC)}
    same = date(2018, 5, 14)
    before = [each.says.en for each in check(evolve(READY, **early, day=date(2018, 5, 13)))]
    assert "The report is of 2018-05-13, before the accident of 2018-05-14." in before
    on_it = [each.says.en for each in check(evolve(READY, **early, day=same))]
    assert not [each for each in on_it if "before the accident" in each]


@pytest.mark.parametrize(
    ("changes", "path", "note"),
    [
        ({"phenomena": nth(READY.phenomena, 1, start=at(31, 0))}, "phenomena[1].start", None),
        ({"phenomena": nth(READY.phenomena, 1, stated=None)}, "phenomena[1].restored", None),
        ({"timeline": READY.timeline}, "timeline[10].at", 4),
        ({"inquiries": READY.inquiries}, "inquiries.as_of", 7),
        ({"notices": nth(READY.notices, 4, at=at(24, 0))}, "notices[4].at", 7),
        ({"press": READY.press}, "press[0].at", 7),
    ],
)
def test_what_had_not_happened_on_the_day_of_the_report(
    changes: dict[str, Any], path: str, note: int | None
) -> None:
    """A report of 23 May tells of nothing after it."""
    report = evolve(READY, **changes)
    told = [(each.path, each.note) for each in check(evolve(report, day=date(2018, 5, 23)))]
    assert (path, note) in told
    assert not [each for each in check(evolve(report, day=date(2018, 5, 31))) if each.path == path]


def test_a_report_of_the_day_of_its_accident_tells_of_no_later_day() -> None:
    told = [each.path for each in check(evolve(READY, day=date(2018, 5, 14)))]
    assert "day" not in told
    assert "phenomena[0].restored" not in told
    assert "phenomena[1].restored" in told


def test_the_day_of_the_report_is_that_in_japan() -> None:
    as_of = datetime(2018, 6, 8, 15, tzinfo=UTC)  # the 9th in Japan
    late = changed(inquiries=evolve(READY.inquiries, as_of=as_of))
    assert late == [("inquiries.as_of", ERROR, 7)]
    just = evolve(READY.inquiries, as_of=as_of - timedelta(microseconds=1))
    assert changed(inquiries=just) == []


def test_what_is_planned_may_follow_the_report() -> None:
    planned = Step(at=at(31, 0), text="点検", phase=Phase.FOLLOW_UP, actor=OPERATIONS)
    paths = [each.path for each in check(evolve(READY, timeline=(planned,), day=date(2018, 5, 30)))]
    assert "timeline[0].at" not in paths


def test_a_past_accident_is_past() -> None:
    for day, is_past in ((date(2018, 5, 14), True), (date(2018, 5, 15), False)):
        found = changed(past=nth(READY.past, 0, day=day))
        assert found == ([] if is_past else [("past[0].day", ERROR, 9)])
    in_japan = evolve(READY, occurred=datetime(2018, 5, 13, 15, tzinfo=UTC))
    told = check(evolve(in_japan, past=nth(READY.past, 0, day=date(2018, 5, 14))))
    assert "past[0].day" not in [each.path for each in told]


def test_law_that_is_not_recorded() -> None:
    old = evolve(moved(-12 * 365), rows=("九",))
    assert told(old) == [("occurred", WARNING, None)]


def test_closed_days_that_are_not_recorded() -> None:
    far = moved(85 * 365)
    found = [each for each in check(far) if each.path == "day"]
    assert [each.severity for each in found] == [WARNING]
    assert "報告期限を確認できません。" in found[0].says.ja


# Anything at all


moments = st.datetimes(
    datetime(2, 1, 1),  # noqa: DTZ001
    datetime(9998, 12, 31),  # noqa: DTZ001
    timezones=st.sampled_from(ZONES),
)
some_moments = st.sampled_from([at(14, 12), at(14, 13), at(24, 0)]) | moments
durations = st.none() | st.timedeltas() | st.sampled_from([timedelta.min, timedelta.max])
counts = st.none() | users
titles = st.sampled_from(["", WRONG_SIGNAL, SMALL_BACKUP, "甲\n乙"])


def few(each: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(each, max_size=3).map(tuple)


maybe = st.none() | some_moments
days = st.none() | st.sampled_from([date(2018, 6, 8), date(2018, 6, 14)]) | st.dates()
exempt = st.none() | st.sampled_from(Exempt)
notices = st.builds(
    PublicNotice,
    at=maybe,
    until=maybe,
    number=st.none() | st.integers(-1, 5) | st.just(10**5000),
    last_number=st.none() | st.integers(-1, 5) | st.just(10**9),
)
reports = st.builds(
    SeriousAccidentReport,
    day=days,
    due=days,
    occurred=maybe,
    phenomena=few(
        st.builds(Phenomenon, start=maybe, restored=maybe, stated=durations, users=counts)
    ),
    rows=few(st.sampled_from(["一", "四", "七", "", "\ud800"])),
    users=st.none() | st.builds(forms.AffectedUsers, count=users),
    timeline=few(st.builds(Step, at=some_moments)),
    causes=few(st.builds(forms.Cause, title=titles, kind=st.sampled_from(CauseKind))),
    measures=few(st.builds(forms.Measure, done=days, due=days, answers=few(titles))),
    inquiries=st.builds(
        forms.Inquiries,
        as_of=maybe,
        total=st.none() | st.integers(),
        channels=few(st.builds(forms.Channel, count=...)),
        subjects=few(st.builds(forms.Subject, count=counts)),
    ),
    notices=few(notices),
    press=few(notices),
    related=st.none()
    | few(st.builds(Related, references=few(st.text()), measures=few(st.integers()))),
    past=st.none() | few(st.builds(PastAccident, grade=st.none() | st.sampled_from(Grade))),
    supervisor=st.builds(Supervisor, name=..., exempt=exempt),
    engineer=st.builds(Engineer, name=..., qualification=..., is_assigned=..., exempt=exempt),
)


@given(reports)
def test_nothing_raises(report: SeriousAccidentReport) -> None:
    found = check(report)
    columns = [COLUMNS.index(re.split(r"[.[]", each.path)[0]) for each in found]
    assert columns == sorted(columns)
    assert {each.path for each in found if each.severity is ERROR} >= set(gaps(report))
    for each in found:
        assert each.text()
        assert each.text("en")


# Places in the standard


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("別表第2第3 1.(4)ア", StandardReference(2, 3, 1, 4, ("ア",))),
        ("別表第 2第 3 1. (2) ア～オ、ケ", StandardReference(2, 3, 1, 2, tuple("アイウエオケ"))),
        ("別表第２第２　２．（３）エ", StandardReference(2, 2, 2, 3, ("エ",))),
        (" 別 表 第 2 第 3  1 . ( 5 ) ケ ", StandardReference(2, 3, 1, 5, ("ケ",))),
        ("別表第12第3 10.(11)", StandardReference(12, 3, 10, 11)),
        ("別表第2第3 1.(2)ケ，ア〜ウ", StandardReference(2, 3, 1, 2, tuple("アイウケ"))),
        ("別表第2第3 1.(2)ア～ア", StandardReference(2, 3, 1, 2, ("ア",))),
    ],
)
def test_references(text: str, reference: StandardReference) -> None:
    assert parse_reference(text) == reference
    assert parse_reference(str(reference)) == reference


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("別表第２第３　１．（４）ア、イ", "別表第2第3 1.(4)ア、イ"),
        ("別表第2第3 1.(4)ア、イ、ウ", "別表第2第3 1.(4)ア～ウ"),
        ("別表第2第3 1.(4)ウ、ア、オ～ク", "別表第2第3 1.(4)ア、ウ、オ～ク"),
        ("別表第2第3 1.(4) ", "別表第2第3 1.(4)"),
    ],
)
def test_the_normal_form(text: str, normal: str) -> None:
    assert str(parse_reference(text)) == normal


@pytest.mark.parametrize(
    ("text", "place", "rest"),
    [
        ("", 1, "''"),
        ("管理規程", 1, "'管理規程'"),
        ("別表第0第3 1.(4)", 1, "'別表第0第3 1.(4)'"),
        ("別表第2 1.(4)", 5, "' 1.(4)'"),
        ("別表第2第31.(4)ア", 8, "'.(4)ア'"),  # 第3 1. or 第31.?
        ("別表第2第1234.(4)ア", 9, "'4.(4)ア'"),
        ("別表第２第３　１．ア", 10, "'ア'"),
        ("別表第2第3 1.(4)オ～ア", 13, "'オ～ア'"),
        ("別表第2第3 1.(4)ア、", 14, "'、'"),
        ("別表第2第3 1.(4)アイ", 14, "'イ'"),
        ("別表第2第3 1.(4)a", 13, "'a'"),
    ],
)
def test_no_reference(text: str, place: int, rest: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_reference(text)
    (problem,) = caught.value.problems
    assert problem.given == rest
    assert isinstance(problem.expected, Words)
    assert problem.expected.ja.startswith(f"{place}文字目から")
    assert problem.expected.en.startswith(f"at character {place} ")
    assert "別表第2第3 1.(2)ア～オ、ケ" in problem.hint.ja


def test_a_mark_that_is_none() -> None:
    with pytest.raises(InvalidInput, match="アからンまでの記号"):
        StandardReference(2, 3, 1, 4, ("ア", "a"))


numbers = st.integers(1, 999)


@given(numbers, numbers, numbers, numbers, st.sets(st.sampled_from(MARKS)))
def test_references_go_round(a: int, b: int, c: int, d: int, marks: set[str]) -> None:
    reference = StandardReference(a, b, c, d, tuple(marks))
    assert parse_reference(str(reference)) == reference
    spaced = str(reference).replace("第", " 第　").replace("(", " （").replace("～", " ～ ")
    assert parse_reference(spaced) == reference


@given(st.text() | st.text("別表第2 31.()アイ、～"))
def test_any_text_is_a_place_or_refused(text: str) -> None:
    try:
        reference = parse_reference(text)
    except InvalidInput:
        return
    assert parse_reference(str(reference)) == reference


@pytest.mark.parametrize("name", ["check", "standards"])
def test_docstrings(name: str) -> None:
    # The package may give the function of a module's name in place of the module.
    result = doctest.testmod(importlib.import_module(f"jikorules.reporting.forms.{name}"))
    assert (result.failed, result.attempted > 0) == (0, True)


def test_rules_of_the_carriers_own_may_be_named() -> None:
    own = Related(aspect="維持・運用", references=("管理規程第12条",), policy="見直した。")
    assert check(evolve(READY, related=(own,))) == []


def test_a_moment_is_no_day() -> None:
    with pytest.raises(InvalidInput, match="due"):
        SeriousAccidentReport(due=datetime(2018, 6, 13, tzinfo=UTC))

"""Calendar files that follow one another: what a calendar program then shows, and once."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import icalendar
import pytest
import vobject  # type: ignore[import-untyped]
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from jikorules import JAPAN, Impact, Incident, Period, Service, duties, judge
from jikorules.basics.errors import InvalidInput, Lang
from jikorules.reporting.duty import Duty, Report
from jikorules.reporting.ics import fallen_away, to_ics

FIRST_DAY = datetime(2024, 1, 5, 23, 50, tzinfo=JAPAN)
MADE = datetime(2024, 1, 6, 9, 0, tzinfo=JAPAN)
NEXT = MADE + timedelta(days=1)
SECOND = timedelta(seconds=1)
VOICE = Service("voice", emergency_calls=True)


def owed(
    start: datetime = FIRST_DAY, users: Any = 50_000, name: str = "a", carrier: str = "甲"
) -> tuple[Duty, ...]:
    end = datetime(2024, 1, 6, 7, 0, tzinfo=JAPAN)
    hit = Impact(VOICE, users, Period(start, end))
    return duties(judge(Incident([hit], id=name, carrier=carrier)))


class Shown:
    """An event as a calendar program keeps it, whichever library it reads files with."""

    def __init__(self, sequence: int, stamp: datetime, start: Any, status: str, title: str) -> None:
        self.sequence, self.stamp, self.start = sequence, stamp, start
        self.status, self.title = status, title


def by_icalendar(data: bytes) -> dict[str, Shown]:
    calendar = icalendar.Calendar.from_ical(data)
    found = calendar.walk("VEVENT")
    assert not any([calendar.errors, *(each.errors for each in found)])
    assert len({str(each["UID"]) for each in found}) == len(found)
    return {
        str(each["UID"]): Shown(
            int(str(each["SEQUENCE"])),
            each.decoded("DTSTAMP"),
            each.decoded("DTSTART"),
            str(each["STATUS"]),
            str(each["SUMMARY"]),
        )
        for each in found
    }


def by_vobject(data: bytes) -> dict[str, Shown]:
    calendar = vobject.readOne(data.decode())
    assert calendar.validate(raiseException=True)
    found = calendar.contents.get("vevent", [])
    assert len({each.uid.value for each in found}) == len(found)
    return {
        each.uid.value: Shown(
            int(each.sequence.value),
            each.dtstamp.value,
            each.dtstart.value,
            each.status.value,
            each.summary.value,
        )
        for each in found
    }


READERS = [by_icalendar, by_vobject]


def kept(read: Any, files: Sequence[bytes]) -> list[Shown]:
    """Take files over one after another as RFC 5546 has it, and give what is not cancelled.

    An event that has a higher SEQUENCE, or the same and a later DTSTAMP, takes the place of the
    one of its UID. What the next file leaves out stays: it says nothing of it.
    """
    mine: dict[str, Shown] = {}
    for file in files:
        for uid, event in read(file).items():
            old = mine.get(uid)
            if old is None or (event.sequence, event.stamp) > (old.sequence, old.stamp):
                mine[uid] = event
    return [each for each in mine.values() if each.status != "CANCELLED"]


def titles(events: Sequence[Shown]) -> list[str]:
    return [each.title for each in events]


@pytest.mark.parametrize("read", READERS)
class TestLastState:
    """What people see in the end."""

    def test_a_start_that_moved_over_midnight(self, read: Any) -> None:
        early, late = owed(), owed(FIRST_DAY + timedelta(minutes=20))
        assert early[1].deadline != late[1].deadline
        before = to_ics(early, made=MADE)
        files = [before, to_ics(late, made=NEXT, last=before)]
        shown, alone = kept(read, files), kept(read, [to_ics(late)])
        assert len(shown) == len(late)
        assert titles(shown) == titles(alone)
        assert [each.start for each in shown] == [each.start for each in alone]

    def test_a_duty_that_became_certain(self, read: Any) -> None:
        open_, sure = owed(users=None), owed()
        before = to_ics(open_, made=MADE)
        assert {each.status for each in kept(read, [before])} == {"TENTATIVE", "CONFIRMED"}
        shown = kept(read, [before, to_ics(sure, made=NEXT, last=before)])
        first, detailed, notice = shown
        assert {each.status for each in shown} == {"CONFIRMED"}
        assert not any("未確定" in title for title in titles(shown))
        assert first.sequence == detailed.sequence == 1
        assert notice.sequence == 0  # it was recommended all along

    def test_a_duty_that_was_withdrawn(self, read: Any) -> None:
        both = [*owed(), *owed(name="b", carrier="乙")]
        before = to_ics(both, made=MADE)
        after = to_ics(owed(), made=NEXT, last=before)
        assert titles(kept(read, [before, after])) == titles(kept(read, [to_ics(owed())]))
        gone = [each for each in read(after).values() if each.status == "CANCELLED"]
        assert len(gone) == len(both) - len(owed())
        assert all(each.title.startswith("［取消し］") for each in gone)
        assert all(each.title.endswith("乙") for each in gone)
        assert {(each.sequence, each.stamp) for each in gone} == {(1, NEXT)}

    def test_another_grade(self, read: Any) -> None:
        """詳報でなく定期の報告を要することとなった: the one goes, the other comes."""
        before = to_ics(owed(), made=MADE)
        periodic = owed(users=29_000)
        assert Report.PERIODIC in {each.report for each in periodic}
        shown = kept(read, [before, to_ics(periodic, made=NEXT, last=before)])
        assert sorted(titles(shown)) == sorted(titles(kept(read, [to_ics(periodic)])))

    def test_all_at_once_and_a_file_that_nobody_took_over(self, read: Any) -> None:
        steps = [
            [*owed(users=None), *owed(name="b")],
            owed(users=None),
            owed(),
            owed(FIRST_DAY + timedelta(minutes=20)),
            (),
            owed(FIRST_DAY + timedelta(minutes=20)),
        ]
        files = list[bytes]()
        for i, step in enumerate(steps):
            last = files[-1] if files else None
            files.append(to_ics(step, made=MADE + timedelta(hours=i), last=last))
        end = kept(read, [to_ics(steps[-1])])
        for taken in (files, files[::2] + files[-1:], [files[0], files[-1]], files[-1:]):
            shown = kept(read, taken)
            assert titles(shown) == titles(end)
            assert [each.start for each in shown] == [each.start for each in end]
            assert [each.status for each in shown] == [each.status for each in end]


class TestChanges:
    """DTSTAMP and SEQUENCE."""

    @given(
        text=st.text(st.sampled_from("a\\,;:\"'nN\n\r\t\0\x1b\x85\u2028\ud800\ufeff\ufffe携^%")),
        micro=st.integers(0, 999_999),
        lang=st.sampled_from(["ja", "en"]),
    )
    def test_what_says_the_same_keeps_them(self, text: str, micro: int, lang: Lang) -> None:
        start = FIRST_DAY.replace(microsecond=micro)
        found = [evolve(each, subject=text, carrier=text) for each in owed(start)]
        before = to_ics(found, lang=lang, made=MADE)
        assert to_ics(found, lang=lang, made=NEXT, last=before) == before
        gone = to_ics((), lang=lang, made=NEXT, last=before)
        assert to_ics((), lang=lang, made=NEXT + SECOND, last=gone) == gone
        assert {each.status for each in by_icalendar(gone).values()} == {"CANCELLED"}
        assert b"VALARM" not in gone

    def test_only_what_changed_has_new_ones(self) -> None:
        before = to_ics([*owed(), *owed(name="b")], made=MADE)
        moved = owed(FIRST_DAY + timedelta(minutes=20), name="b")
        after = by_icalendar(to_ics([*owed(), *moved], made=NEXT, last=before))
        told = [(each.sequence, each.stamp) for each in after.values()]
        assert told == [(0, MADE)] * len(owed()) + [(1, NEXT)] * len(moved)

    @pytest.mark.parametrize("made", [None, MADE, MADE - timedelta(days=400)])
    def test_they_grow_whatever_the_clock_says(self, made: datetime | None) -> None:
        file, steps = to_ics(owed(), made=MADE), [owed(users=None), owed(), (), owed()]
        told = [by_icalendar(file)]
        for step in steps:
            file = to_ics(step, made=made, last=file)
            told.append(by_icalendar(file))
        for uid in told[0]:
            marks = [(each[uid].sequence, each[uid].stamp) for each in told]
            for (old, then), (new, now) in pairwise(marks):
                assert (new - old, now > then) in {(0, False), (1, True)}
            assert marks[-1][0] >= 2

    def test_a_title_is_marked_as_cancelled_once(self) -> None:
        file = to_ics(owed(), made=MADE)
        for made in (NEXT, NEXT + SECOND):
            file = to_ics((), made=made, last=file)
        assert file.decode().count("［取消し］") == len(owed())
        (back, *_) = by_icalendar(to_ics(owed(), made=NEXT, last=file)).values()
        assert (back.status, back.sequence) == ("CONFIRMED", 2)
        assert "取消し" not in back.title

    def test_what_fell_away_is_told_by_its_title(self) -> None:
        file = to_ics(owed(), made=MADE)
        first, *others = titles(list(by_icalendar(file).values()))
        assert fallen_away(owed()[:1], file) == tuple(others)
        assert fallen_away(owed(), file) == ()
        assert fallen_away((), to_ics((), made=NEXT, last=file)) == ()
        assert first not in others

    def test_a_file_that_was_saved_with_other_ends_of_lines(self) -> None:
        before = to_ics(owed(), made=MADE)
        assert to_ics(owed(), made=NEXT, last=before.replace(b"\r\n", b"\n")) == before


GOOD = to_ics(owed(), made=MADE)
EVENT = GOOD[GOOD.index(b"BEGIN:VEVENT") : GOOD.index(b"END:VCALENDAR")]
OTHER = {
    "empty": b"",
    "no calendar": b"{}",
    "Shift_JIS": "［未確定］".encode("shift_jis"),
    "cut off": GOOD[: len(GOOD) // 2],
    "twice": GOOD + GOOD,
    "each event twice": GOOD.replace(EVENT, EVENT + EVENT),
}
EDITS = {
    "another program's": (b"-//jikorules//jikorules//JA", b"-//Example//EN"),
    "no PRODID": (b"PRODID:", b"X-PRODID:"),
    "another identity": (b"@jikorules", b"@example"),
    "a task": (b":VEVENT", b":VTODO"),
    "no SEQUENCE": (b"SEQUENCE:0\r\n", b""),
    "a SEQUENCE below 0": (b"SEQUENCE:0", b"SEQUENCE:-1"),
    "the last SEQUENCE": (b"SEQUENCE:0", b"SEQUENCE:2147483647"),
    "a SEQUENCE of 5,000 digits": (b"SEQUENCE:0", b"SEQUENCE:" + b"9" * 5000),
    "two SEQUENCEs": (b"SEQUENCE:0", b"SEQUENCE:0\r\nSEQUENCE:0"),
    "no DTSTAMP": (b"DTSTAMP", b"X-DTSTAMP"),
    "a DTSTAMP without a zone": (b"DTSTAMP:20240106T000000Z", b"DTSTAMP:20240106T000000"),
    "a DTSTAMP at the end of time": (b"DTSTAMP:20240106T", b"DTSTAMP:99991231T"),
    "a day as DTSTAMP": (b"DTSTAMP:20240106T000000Z", b"DTSTAMP;VALUE=DATE:20240106"),
    "a start that is no day": (b"VALUE=DATE:2024", b"VALUE=DATE:20249"),
    "a start that is a stretch": (
        b"DTSTART;VALUE=DATE:20240105",
        b"DTSTART;VALUE=PERIOD:20240105T000000Z/PT1H",
    ),
    "a line that is none": (b"STATUS:CONFIRMED", b"STATUS:CONFIRMED\r\nA line"),
    "another status": (b"STATUS:CONFIRMED", b"STATUS:MAYBE"),
    "two titles": (b"SUMMARY:", b"SUMMARY:a\r\nSUMMARY:"),
    "a reminder some time before": (b"TRIGGER;VALUE=DATE-TIME:20240129T000000Z", b"TRIGGER:-P7D"),
    "no category": (b"CATEGORIES", b"X-CATEGORIES"),
}
BAD = {**OTHER, **{name: GOOD.replace(old, new) for name, (old, new) in EDITS.items()}}


@pytest.mark.parametrize("name", BAD)
def test_a_last_file_that_is_none_of_ours_is_refused(name: str) -> None:
    """Whoever made it may hold more in it than we would write again."""
    assert BAD[name] != GOOD
    with pytest.raises(InvalidInput) as caught:
        to_ics(owed(), last=BAD[name])
    said = "last：jikorules の書き出したカレンダーが必要ですが、"
    assert caught.value.text("ja").startswith(said)
    assert "last: expected a calendar as jikorules writes it" in caught.value.text("en")


def test_a_last_file_cannot_add_lines() -> None:
    """It may come from anybody: what is taken over from it is written like any other name."""
    odd = r"a\nEND:VEVENT\nBEGIN:VEVENT\nATTACH:x\;\,\\n"
    last = GOOD.replace(b"SUMMARY:", b"SUMMARY:" + odd.encode() + b"\x1b")
    made = to_ics((), made=NEXT, last=last)
    assert len(by_icalendar(made)) == len(by_vobject(made)) == len(by_icalendar(GOOD))
    assert not any(line.startswith(b"ATTACH") for line in made.split(b"\r\n"))
    assert b"\x1b" not in made

"""The calendar file: read back by the library that wrote it and by one that did not."""

import doctest
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest
import vobject  # type: ignore[import-untyped]
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from jikorules import JAPAN
from jikorules.basics.errors import InvalidInput, JikorulesError, Lang
from jikorules.basics.vocabulary import Basis, Reason
from jikorules.law.citation import Citation
from jikorules.reporting import ics
from jikorules.reporting.agenda import reminders
from jikorules.reporting.duty import Deadline, Duty, Report
from jikorules.reporting.ics import to_ics
from jikorules.reporting.text import duty_details, duty_title

LANGS: tuple[Lang, ...] = ("ja", "en")
DAY = timedelta(days=1)
CARRIER = "ソフトバンク株式会社"
FIRST = Duty(
    "softbank-lte",
    CARRIER,
    report=Report.FIRST,
    reason=Reason.SERIOUS_ACCIDENT,
    to="総務大臣",
    citation=Citation("電気通信事業法施行規則", "57"),
    basis=Basis.OCCURRENCE,
    counted_from=date(2018, 12, 6),
    is_certain=True,
)
DETAILED = evolve(
    FIRST,
    report=Report.DETAILED,
    form="様式第50の3",
    deadline=Deadline.on(date(2019, 1, 5), Citation("民法", "140")),
)
PERIODIC = Duty(
    "softbank-lte",
    CARRIER,
    report=Report.PERIODIC,
    to="総務大臣",
    citation=Citation("電気通信事業報告規則", "7-3"),
    basis=Basis.PERIOD_END,
    counted_from=date(2018, 12, 31),
    covers=(date(2018, 10, 1), date(2018, 12, 31)),
    deadline=Deadline.on(date(2019, 2, 28)),
    form="様式第27",
    is_certain=False,
)
NOTICE = Duty(
    "2023-1",
    CARRIER,
    report=Report.NOTICE,
    to="利用者",
    basis=Basis.OCCURRENCE,
    counted_from=date(2023, 7, 1),
    until=datetime(2023, 7, 1, 8, 45, tzinfo=JAPAN),
    is_certain=True,
    is_law=False,
)
ALL = [FIRST, DETAILED, PERIODIC, NOTICE]

awkward = st.text(
    st.one_of(
        st.characters(exclude_categories=()),
        st.sampled_from("\\,;:\"'^nN\n\r\t\0\x0b\x1b\x7f\x85\u2028\ud800\udfff\ufeff\ufffe携帯"),
    ),
    max_size=120,
)


def theirs(data: bytes) -> Any:
    """Read and check with vobject, which knows what may stand in which component, how often."""
    calendar = vobject.readOne(data.decode())
    assert calendar.validate(raiseException=True)
    return calendar


def events(data: bytes) -> list[Any]:
    return list(theirs(data).contents.get("vevent", []))


def own(data: bytes) -> list[Any]:
    calendar = icalendar.Calendar.from_ical(data)
    found = calendar.walk("VEVENT")
    assert [*calendar.errors, *(each for event in found for each in event.errors)] == []
    return found


def both(duty: Duty, lang: Lang = "ja") -> tuple[Any, Any]:
    data = to_ics([duty], lang=lang)
    (one,), (other,) = events(data), own(data)
    return one, other


def uids(data: bytes) -> list[str]:
    return [str(each.uid.value) for each in events(data)]


def fit(text: str) -> str:
    """Say anew, a character at a time, what of a text may stand in a calendar file."""

    def bad(sign: str) -> bool:
        code = ord(sign)
        return (code < 32 and sign != "\n") or 127 <= code < 160 or 0xD800 <= code < 0xE000

    return "".join("�" if bad(sign) else sign for sign in text)


class TestForm:
    """What every calendar file has to be."""

    @pytest.mark.parametrize("lang", LANGS)
    def test_lines_end_in_crlf_and_have_75_octets_at_most(self, lang: Lang) -> None:
        long = evolve(DETAILED, carrier="電気通信事業者" * 60, subject="🛰️が𠮷野で" * 60)
        data = to_ics([long], lang=lang)
        *lines, last = data.split(b"\r\n")
        assert last == b""
        assert not any(b"\n" in line or b"\r" in line for line in lines)
        assert max(map(len, lines)) <= 75
        for line in lines:
            line.decode()  # a character that is cut in two fails
        for event in (events(data)[0].summary.value, str(own(data)[0]["SUMMARY"])):
            assert event == duty_title(long, lang)

    @pytest.mark.parametrize("lang", LANGS)
    def test_the_head(self, lang: Lang) -> None:
        calendar = theirs(to_ics(ALL, lang=lang))
        assert calendar.version.value == "2.0"
        assert calendar.prodid.value == f"-//jikorules//jikorules//{lang.upper()}"
        name = {"ja": "電気通信事故の報告期限", "en": "Reports on telecommunications accidents"}
        assert calendar.x_wr_calname.value == name[lang]

    def test_no_duties_make_a_calendar_without_events(self) -> None:
        assert to_ics([]).decode().split("\r\n") == [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//jikorules//jikorules//JA",
            "X-WR-CALNAME:電気通信事故の報告期限",
            "END:VCALENDAR",
            "",
        ]
        assert events(to_ics([])) == own(to_ics([])) == []

    def test_the_events_stand_in_the_order_of_the_duties(self) -> None:
        said = [event.summary.value for event in events(to_ics(reversed(ALL)))]
        assert said == [duty_title(each) for each in reversed(ALL)]

    def test_the_same_duties_give_the_same_bytes_everywhere(self) -> None:
        data = to_ics(ALL)
        assert to_ics(iter(ALL), before=DAY * 7) == data
        code = (
            "import sys; sys.path[:0] = ['tests/reporting', '.']; import test_ics as t; "
            "sys.stdout.buffer.write(t.to_ics(t.ALL))"
        )
        for seed, zone in (("1", "America/New_York"), ("2", "Pacific/Kiritimati")):
            env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"}
            done = subprocess.run([sys.executable, "-c", code], env=env, stdout=-1, check=True)
            assert done.stdout == data


class TestEvent:
    """A duty as an event."""

    @pytest.mark.parametrize(
        ("duty", "start"),
        [
            (FIRST, date(2018, 12, 6)),  # promptly: the day it is counted from
            (DETAILED, date(2019, 1, 7)),  # 5 January was a Saturday
            (PERIODIC, date(2019, 2, 28)),
        ],
    )
    def test_a_day(self, duty: Duty, start: date) -> None:
        one, other = both(duty)
        assert (one.dtstart.value, one.dtend.value) == (start, start + DAY)
        assert type(one.dtstart.value) is type(one.dtend.value) is date
        assert (other.decoded("DTSTART"), other.decoded("DTEND")) == (start, start + DAY)

    def test_the_day_of_the_month_and_year_carry_over(self) -> None:
        duty = evolve(PERIODIC, deadline=Deadline.on(date(2024, 5, 31)))
        assert both(duty)[0].dtend.value == date(2024, 6, 1)

    def test_a_notice_is_an_event_of_its_moment(self) -> None:
        one, other = both(NOTICE)
        moment = datetime(2023, 6, 30, 23, 45, tzinfo=UTC)
        assert one.dtstart.value == other.decoded("DTSTART") == moment
        assert "dtend" not in one.contents
        assert "DTEND" not in other
        assert b"\r\nDTSTART:20230630T234500Z\r\n" in to_ics([NOTICE])

    @pytest.mark.parametrize("lang", LANGS)
    @pytest.mark.parametrize("duty", ALL, ids=lambda duty: duty.report.value)
    def test_the_words(self, duty: Duty, lang: Lang) -> None:
        one, other = both(duty, lang)
        assert one.summary.value == str(other["SUMMARY"]) == duty_title(duty, lang)
        details = "\n".join(duty_details(duty, lang))
        assert one.description.value == str(other["DESCRIPTION"]) == details

    def test_law_or_recommendation(self) -> None:
        said = {
            (lang, duty.is_law): both(duty, lang)[0].categories.value
            for duty in (DETAILED, NOTICE)
            for lang in LANGS
        }
        assert said == {
            ("ja", True): ["法令上の義務"],
            ("en", True): ["duty by law"],
            ("ja", False): ["推奨"],
            ("en", False): ["recommendation"],
        }

    def test_what_is_not_certain_is_tentative(self) -> None:
        assert both(DETAILED)[0].status.value == "CONFIRMED"
        assert both(PERIODIC)[0].status.value == "TENTATIVE"

    def test_nobody_is_busy_because_of_it(self) -> None:
        assert {each.transp.value for each in events(to_ics(ALL))} == {"TRANSPARENT"}


class TestIdentity:
    """UID."""

    def test_it_never_changes(self) -> None:
        # A new UID would show every event twice in the calendars that people already have.
        assert uids(to_ics(ALL)) == [
            "b7690e6ff90b2e8843ee366d4f9a5083@jikorules",
            "b8811e9373d3a25326a64df0b0c6eee1@jikorules",
            "8564fd3da01c7f456f0a2c99263e5785@jikorules",
            "2b9a6d3bae3f6db1aadb84a0621ad13c@jikorules",
        ]

    def test_it_depends_neither_on_the_other_duties_nor_on_the_language(self) -> None:
        assert uids(to_ics(ALL[::-1], lang="en", made=datetime.now(UTC))) == uids(to_ics(ALL))[::-1]

    @pytest.mark.parametrize(
        "other",
        [
            evolve(DETAILED, subject="another"),
            evolve(DETAILED, carrier="another"),
            evolve(DETAILED, reason=Reason.NEAR_MISS),
            evolve(DETAILED, report=Report.PERIODIC),
        ],
    )
    def test_another_duty_has_another(self, other: Duty) -> None:
        assert uids(to_ics([other])) != uids(to_ics([DETAILED]))

    @pytest.mark.parametrize(
        "moved",
        [
            evolve(
                DETAILED, deadline=Deadline.on(date(2019, 1, 8)), counted_from=date(2018, 12, 9)
            ),
            evolve(DETAILED, is_certain=False, form="様式第50の3の2"),
        ],
    )
    def test_it_does_not_rest_on_what_may_move(self, moved: Duty) -> None:
        assert uids(to_ics([moved])) == uids(to_ics([DETAILED]))

    def test_names_that_are_written_alike_do_not_share_one(self) -> None:
        alike = [evolve(DETAILED, subject="A\ud800"), evolve(DETAILED, subject="A\udfff")]
        first, second = uids(to_ics(alike))
        assert first[:8] != second[:8]

    def test_duties_that_cannot_be_told_apart_are_refused(self) -> None:
        """Their order would tell them apart today, and the wrong ones tomorrow."""
        same = [evolve(DETAILED, subject=None, carrier=None)] * 3
        with pytest.raises(InvalidInput) as caught:
            to_ics([FIRST, *same])
        assert [each.path for each in caught.value.problems] == ["duties[2].key", "duties[3].key"]
        assert "事故ごとに異なる id を付けてください。" in str(caught.value)
        assert "Give each an id of its own." in caught.value.text("en")
        assert len(uids(to_ics([same[0], evolve(same[0], carrier="another")]))) == 2


class TestMade:
    """DTSTAMP."""

    def test_left_out_it_is_midnight_of_the_day_counted_from(self) -> None:
        data = to_ics(ALL)
        days = [datetime(*day, tzinfo=UTC) for day in ((2018, 12, 6), (2018, 12, 6))]
        days += [datetime(*day, tzinfo=UTC) for day in ((2018, 12, 31), (2023, 7, 1))]
        assert [each.dtstamp.value for each in events(data)] == days
        assert [each.decoded("DTSTAMP") for each in own(data)] == days

    def test_given_it_is_that_moment_in_utc(self) -> None:
        data = to_ics(ALL, made=datetime(2019, 1, 1, 8, tzinfo=JAPAN))
        assert data.count(b"\r\nDTSTAMP:20181231T230000Z\r\n") == len(ALL)

    @pytest.mark.parametrize("duties", [ALL, []])
    def test_without_a_time_zone_it_is_refused(self, duties: list[Duty]) -> None:
        with pytest.raises(InvalidInput, match=r"^made："):
            to_ics(duties, made=datetime(2019, 1, 1))  # noqa: DTZ001


class TestReminders:
    """VALARM: one an event, as Outlook keeps no more."""

    def test_they_are_those_of_the_agenda(self) -> None:
        for duty in (DETAILED, PERIODIC):
            one, other = both(duty)
            expected = [each.at for each in reminders([duty], [7 * DAY])]
            assert len(expected) == 1
            assert [each.trigger.value for each in one.valarm_list] == expected
            alarms = other.walk("VALARM")
            assert [each.decoded("TRIGGER") for each in alarms] == expected

    def test_they_stand_in_utc(self) -> None:
        data = to_ics([DETAILED]).decode()
        lines = [line for line in data.split("\r\n") if line.startswith("TRIGGER")]
        assert lines == ["TRIGGER;VALUE=DATE-TIME:20181231T000000Z"]

    def test_they_show_what_is_due(self) -> None:
        for alarm in both(DETAILED, "en")[0].valarm_list:
            assert alarm.action.value == "DISPLAY"
            assert alarm.description.value == duty_title(DETAILED, "en")

    def test_the_caller_says_how_long_before(self) -> None:
        data = to_ics([DETAILED, PERIODIC], before=timedelta(hours=3))
        said = [[alarm.trigger.value for alarm in each.valarm_list] for each in events(data)]
        assert said == [
            [datetime(2019, 1, 7, 6, tzinfo=JAPAN)],
            [datetime(2019, 2, 28, 6, tzinfo=JAPAN)],
        ]
        assert b"VALARM" not in to_ics(ALL, before=None)

    def test_what_has_no_last_day_has_none(self) -> None:
        assert b"VALARM" not in to_ics([FIRST, NOTICE])


class TestOddNames:
    """Names are the callers' own, and may hold anything."""

    @pytest.mark.parametrize(
        "name",
        ["a,b;c:d", "C:\\NET\\new", "\\", "\\,\\;\\n", "^n^'\"", '"A" 社', "BEGIN:VEVENT", "%2C"],
    )
    def test_every_sign_stands_for_itself(self, name: str) -> None:
        duty = evolve(DETAILED, carrier=name, subject=name)
        one, other = both(duty)
        for text in (one.summary.value, str(other["SUMMARY"])):
            assert text == duty_title(duty)
            assert text.endswith(f"　{name}")
        for text in (one.description.value, str(other["DESCRIPTION"])):
            assert f"事案：{name}\n" in text

    def test_a_name_cannot_add_lines(self) -> None:
        name = "A\r\nEND:VEVENT\r\nBEGIN:VEVENT\nATTACH:file\r\x85\u2028X"
        data = to_ics([evolve(DETAILED, carrier=name, subject=name)])
        assert len(own(data)) == len(events(data)) == 1
        assert not any(line.startswith(b"ATTACH") for line in data.split(b"\r\n"))

    def test_what_a_file_cannot_hold_has_a_stand_in(self) -> None:
        one, other = both(evolve(DETAILED, carrier="A\0B\x1b\x7f\x9fC\ud800D"))
        for text in (one.summary.value, str(other["SUMMARY"])):
            assert text.endswith("　A�B���C�D")

    @given(carrier=awkward, subject=awkward, lang=st.sampled_from(LANGS))
    def test_any_name(self, carrier: str, subject: str, lang: Lang) -> None:
        duties = [evolve(each, carrier=carrier, subject=subject) for each in ALL]
        data = to_ics(duties, lang=lang)
        assert data == to_ics(duties, lang=lang)
        assert max(map(len, data.split(b"\r\n"))) <= 75
        assert all(sign >= " " for sign in data.decode().replace("\r\n", ""))
        assert len(set(uids(data))) == len(ALL)
        for duty, one, other in zip(duties, events(data), own(data), strict=True):
            title = fit(duty_title(duty, lang))
            details = fit("\n".join(duty_details(duty, lang)))
            assert one.summary.value == str(other["SUMMARY"]) == title
            assert one.description.value == str(other["DESCRIPTION"]) == details


def test_without_the_library_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(JikorulesError) as caught:
        to_ics(ALL)
    assert str(caught.value) == (
        "ライブラリ icalendar が必要ですが、入っていません。"
        "pip install 'jikorules[calendar]' で入れてください。"
    )
    assert caught.value.text("en") == (
        "expected the library icalendar, but it is not installed. "
        "Install it: pip install 'jikorules[calendar]'"
    )


def test_the_library_is_loaded_only_to_make_a_file() -> None:
    code = "import sys, jikorules.reporting.ics; assert 'icalendar' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_example_in_the_docstring() -> None:
    result = doctest.testmod(ics)
    assert result.attempted
    assert not result.failed

"""What was typed, as the document of an accident.

A form holds the document of an accident, in which figures and times are texts as people write
them. A time is `{"text", "at"}`: the text and when it was typed, as of which it is read, so that
2:10 does not become another day's while the page stays open.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from jikorules import JAPAN, InvalidInput, Problem, Words
from jikorules.cli.one_line import read_users
from jikorules.cli.times import NotYetCome, Taken, read_end, read_start
from jikorules.wire.files import under
from jikorules.wire.values import write_users
from jikorules.words.numbers import people

T = TypeVar("T")

Told = Mapping[str, Any]
"""JSON data, from the page."""

TRAITS = ("emergency_calls", "paid", "voice_calls")
CHOSEN = ("facility", "origin", "overlap", "equipment", "reporter")

_OF_IMPACT = ("effect", "supplementary")
_FLAGS = {"yes": True, "no": False, "unknown": None}
_ENDED = Words("終わった時刻", "the time at which it ended")
_IMPACT = Words("影響{n}", "impact {n}")
_FACILITY = Words("第2号の設備", "the facility of item 2")
_LEFT_EMPTY = Words("書かれていません", "it is not told")
_TELL_END = Words(
    "書くか、「続いている」又は「分からない」を選んでください。",
    "Write it, or choose that it goes on or is not known.",
)


class Typed:
    """Makes the document of an accident of a form, and keeps what is wrong or not told."""

    def __init__(self, form: Told, now: datetime) -> None:
        self.form, self.now = form, now
        self.problems: list[Problem] = []
        self.missing: list[str] = []
        self.read: dict[str, Words] = {}
        self.runs = False
        self.is_open: dict[int | None, Words] = {}

    def document(self) -> dict[str, Any]:
        """Give the document; it is whole if nothing is missing and nothing wrong."""
        form = self.form
        made: dict[str, Any] = {**form.get("kept", {})}
        made |= {key: form[key].strip() for key in ("id", "carrier") if form.get(key, "").strip()}
        made |= {key: form[key] for key in CHOSEN if form.get(key)}
        made |= {key: _FLAGS[form[key]] for key in ("minor", "disaster") if form.get(key)}
        critical = form.get("critical_facility")
        if critical:
            made["critical_facility"] = self._critical(critical)
        impacts = form["impacts"]
        if critical and len(impacts) == 1 and not _is_begun(impacts[0]):
            impacts = []
        made["impacts"] = [self._impact(i, each) for i, each in enumerate(impacts)]
        return made

    def _impact(self, i: int, told: Told) -> dict[str, Any]:
        path = f"impacts[{i}]"
        made: dict[str, Any] = {"effect": told["effect"]} if told.get("effect") else {}
        if told.get("supplementary"):
            made["supplementary"] = _FLAGS[told["supplementary"]]
        periods = told["periods"]
        last = len(periods) - 1
        made["service"] = self._service(f"{path}.service", told["service"])
        made["users"] = self._users(f"{path}.users", told.get("users", ""))
        made["periods"] = [
            self._period(f"{path}.periods[{j}]", each, i, is_last=j == last)
            for j, each in enumerate(periods)
        ]
        return made

    def _service(self, path: str, told: Told) -> dict[str, Any]:
        made: dict[str, Any] = {}
        name, kind = told.get("name", "").strip(), told.get("kind")
        if not name and not kind:
            self.missing.append(f"{path}.name")
        made |= {"kind": kind} if kind else {}
        made |= {"name": name} if name else {}
        made |= {key: _FLAGS[told[key]] for key in TRAITS if told.get(key)}
        if told.get("monthly_users", "").strip():
            users = self._users(f"{path}.monthly_users", told["monthly_users"])
            made |= {} if users is None else {"monthly_users": users}
        return made

    def _users(self, path: str, text: str) -> Any:
        if not text.strip():
            return None
        users = self._try(path, lambda: read_users(text))
        if users is None or users.is_unknown:
            return None
        if not users.is_exact or people(users) != text.strip():
            self.read[path] = Words(people(users, "ja"), people(users, "en"))
        return write_users(users)

    def _critical(self, told: Told) -> dict[str, Any]:
        made: dict[str, Any] = {"kind": told["kind"]}
        made |= self._period("critical_facility", told, None, is_last=True)
        return made | ({"installed_by": told["installed_by"]} if told.get("installed_by") else {})

    def _period(self, path: str, told: Told, of: int | None, *, is_last: bool) -> dict[str, Any]:
        start = self._time(f"{path}.start", told["start"], read_start)
        state = told.get("state", "running") if is_last else "ended"
        if start is None:
            if not told["start"].get("text", "").strip():
                self.missing.append(f"{path}.start")
            return {"start": None}
        end = self._end(f"{path}.end", told["end"], start) if state == "ended" else None
        if state == "running":
            self.runs = True
        elif end is None:
            self.is_open[of] = _FACILITY if of is None else _IMPACT.filled(n=of + 1)
        return {"start": start.isoformat(), "end": end.isoformat() if end else None}

    def _end(self, path: str, told: Told, start: datetime) -> datetime | None:
        if not told.get("text", "").strip():
            self.problems.append(Problem(path, _ENDED, _LEFT_EMPTY, _TELL_END))
        return self._time(path, told, lambda text, at: read_end(text, start, at))

    def _time(
        self, path: str, told: Told, read: Callable[[str, datetime], Taken | None]
    ) -> datetime | None:
        """Give the moment that is taken for a text."""
        if not told.get("text", "").strip():
            return None
        taken = self._try(path, lambda: as_typed(told, self.now, read))
        if taken is None:
            return None
        self.read[path] = taken.said
        return taken.moment

    def _try(self, path: str, read: Callable[[], T]) -> T | None:
        try:
            return read()
        except InvalidInput as error:
            self.problems += under(path, error).problems
            return None


def as_typed(
    told: Told, now: datetime, read: Callable[[str, datetime], Taken | None]
) -> Taken | None:
    """Read a time as of when it was typed; one that had come later that day, as of then.

    Raises:
        InvalidInput: it is no such time.
    """
    text = told["text"].strip()
    at = datetime.fromisoformat(told["at"]).astimezone(JAPAN) if told.get("at") else now
    try:
        return read(text, at)
    except NotYetCome:
        return read(text, max(at, min(now, at.replace(hour=23, minute=59, second=59))))


def _is_begun(told: Told) -> bool:
    """Whether anything of an impact has been typed."""
    texts = (*told["service"].values(), *(told.get(key) for key in ("users", *_OF_IMPACT)))
    times = (each[end].get("text") for each in told["periods"] for end in ("start", "end"))
    return any(texts) or any(times)

"""What a type checker knows of the public names; mypy and pyright read it, nothing runs it.

An error that is expected has a comment that ignores it, and both checkers are told to complain of
a comment that is not needed.
"""

from datetime import date, datetime, timedelta
from typing import assert_type

from jikorules import *

assert_type(Bounds.exact(3), Bounds[int])
assert_type(Bounds.between(timedelta(1), timedelta(2)), Bounds[timedelta])

assert_type(read_count("3万人").value, Bounds[int])
assert_type(read_duration("3時間").as_stated(), Bounds[timedelta])
assert_type(read_moment("13時頃", base=date(2026, 5, 10)).value, Moment)
assert_type(Cumulative(3, 3).low, int | None)
read_moment("13時頃", base="2026-05-10")  # type: ignore[arg-type]

Service("voice")
Service("voise")  # type: ignore[arg-type]
Impact(Service("voice"), 30_000, Period(datetime(2026, 5, 10, tzinfo=JAPAN)), effect="stopped")  # type: ignore[arg-type]
Incident([], facility="telecoms")  # type: ignore[arg-type]
NearMiss(date(2026, 5, 10), event="fires")  # type: ignore[arg-type]

verdict = judge(from_wire({}), rules="H31")
assert_type(verdict, Verdict)
assert_type([each.impact for each in questions(verdict)], list[int | None])
to_wire(verdict)["grade"]
judge(verdict)  # type: ignore[arg-type]

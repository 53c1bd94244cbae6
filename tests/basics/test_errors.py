"""How a problem is said: a value that came, or what is the case instead."""

from datetime import date

import pytest

from jikorules import InvalidInput, NearMiss, Period, judge
from jikorules.basics.errors import MOST_TOLD, Problem, Words, visible

WHOLE = Words("整数", "an integer")
COUNT = Words("数えてください。", "Count them.")


def test_a_value_and_a_state_are_told_in_sentences_of_their_own() -> None:
    value = Problem("users", WHOLE, "{3.5}", COUNT)
    assert value.text("ja") == "users：整数が必要ですが、{3.5} が与えられました。数えてください。"
    assert value.text("en") == "users: expected an integer, got {3.5}. Count them."
    state = Problem("", WHOLE, Words("ありません", "there is none"), COUNT)
    assert state.text("ja") == "整数が必要ですが、ありません。数えてください。"
    assert state.text("en") == "expected an integer, but there is none. Count them."


@pytest.mark.parametrize("more", [0, 1, 12_345])
def test_of_very_many_problems_the_rest_is_counted(more: int) -> None:
    problems = [Problem(f"[{i}]", WHOLE, "x", COUNT) for i in range(MOST_TOLD + more)]
    error = InvalidInput(problems)
    assert len(error.problems) == len(problems)
    for lang, said in (("ja", f"ほかに{more:,}件"), ("en", f"Not shown: {more:,} more.")):
        lines = error.text(lang).splitlines()  # type: ignore[arg-type]
        assert lines[MOST_TOLD - 1].startswith(f"[{MOST_TOLD - 1}]")
        assert len(lines) == MOST_TOLD + (more > 0)
        assert (said in lines[-1]) is (more > 0)


@pytest.mark.parametrize(
    ("text", "most", "told"),
    [
        ("事故", 2, "事故"),
        ("事故!", 2, "'事…"),
        ("\x1b[2J", 80, "'\\x1b[2J'"),
        ("a\u202eb", 80, "'a\\u202eb'"),
        ("", 80, ""),
    ],
)
def test_what_cannot_be_seen_or_is_too_long_is_spelt_out(text: str, most: int, told: str) -> None:
    assert visible(text, most) == told


def test_a_text_for_a_moment_or_a_day_is_called_a_text() -> None:
    time, day = "2019-03-16T07:47:00+09:00", "2026-05-01"
    with pytest.raises(InvalidInput) as caught:
        Period(time)  # type: ignore[arg-type]
    assert f"datetime）が必要ですが、文字列 '{time}' が与えられました。" in caught.value.text("ja")
    assert f"a datetime with a time zone, but the text '{time}' was given" in caught.value.text(
        "en"
    )
    with pytest.raises(InvalidInput) as caught:
        NearMiss(day)  # type: ignore[arg-type]
    assert f"文字列 '{day}' が与えられました。文字列は date に" in caught.value.text("ja")
    assert f"the text '{day}' was given. Make a date of it" in caught.value.text("en")
    with pytest.raises(InvalidInput) as caught:
        NearMiss("x" * 10**6, occurred_on=date(2026, 5, 1))  # type: ignore[arg-type]
    assert len(caught.value.text("ja")) < 300


def test_a_document_for_an_accident_is_to_be_read_first() -> None:
    with pytest.raises(InvalidInput) as caught:
        judge({"impacts": []})  # type: ignore[arg-type]
    assert "from_wire で読み取ってから" in caught.value.text("ja")
    assert "Read a JSON document by from_wire." in caught.value.text("en")

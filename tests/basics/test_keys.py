"""Keys that are not ours: slips of the pen, and objects of another kind."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jikorules.basics.errors import Words
from jikorules.basics.keys import ObjectKind, near, other_object, unknown_keys

NAMES = ("service", "users", "start", "end", "periods", "effect", "supplementary")
LONG = [name for name in NAMES if len(name) > 3]
IMPACT = ObjectKind(
    NAMES, ("service", "users"), Words("影響", "an impact"), Words("直してください。", "Mend it.")
)


@given(st.sampled_from(LONG), st.data())
def test_one_slip_is_taken_for_what_was_meant(name: str, data: st.DataObject) -> None:
    """A letter left out, added, changed or swapped, or words written with other separators."""
    i = data.draw(st.integers(1, len(name) - 1))
    letter = data.draw(st.sampled_from("qxz"))
    for key in (
        name[:i] + name[i + 1 :],
        name[:i] + letter + name[i:],
        name[:i] + letter + name[i + 1 :],
        name[: i - 1] + name[i] + name[i - 1] + name[i + 1 :],
        name.upper(),
        f"{name[:i]}-{name[i:]}",
    ):
        assert near(key, [name]) == name


@pytest.mark.parametrize("key", ["status", "state", "begin", "", "x" * 10**6, 5, None, "en", "and"])
def test_what_is_no_slip(key: Any) -> None:
    assert near(key, NAMES) is None


def test_a_slip_is_told_with_what_was_meant() -> None:
    (slip, odd) = unknown_keys(["user", "zzz"], NAMES)
    assert (slip.path, odd.path) == ("user", "zzz")
    assert "users の誤りではないか" in slip.text("ja")
    assert "Did you mean users?" in slip.text("en")
    assert "誤りではないか" not in odd.text("ja")


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"a": 1},
        {"end": 1, "a": 1, "b": 2},
        {"user": 1, "a": 1, "b": 2},
        {5: 1},
        {f"k{i}": i for i in range(10_000)},
    ],
)
def test_an_object_of_another_kind_is_told_once(document: dict[Any, Any]) -> None:
    (problem,) = other_object(document, IMPACT)
    assert problem.path == ""
    assert len(problem.text("ja")) < 200
    assert problem.expected == IMPACT.name


@pytest.mark.parametrize(
    "document",
    [
        {"users": 1} | {f"k{i}": i for i in range(100)},
        {"user": 1},
        {"User": 1, "strat": 2, "a": 3},
        {"end": 1, "a": 2},
        [],
        "users",
        None,
    ],
)
def test_an_object_of_ours_is_left_to_be_told_key_by_key(document: Any) -> None:
    assert other_object(document, IMPACT) == ()


def test_the_keys_that_came_are_named() -> None:
    foreign = {"receiver": 1, "status\x1b": 2, "end": 3, "alerts": 4, "version": 5}
    (problem,) = other_object(foreign, IMPACT)
    assert problem.text("ja") == (
        "影響が必要ですが、与えられた項目は receiver、'status\\x1b'、alerts ほか2個です。"
        "直してください。"
    )
    assert problem.text("en") == (
        "expected an impact, but the keys given are receiver, 'status\\x1b', alerts and 2 more."
        " Mend it."
    )

"""Lists in words, and names made fit to stand in them."""

from jikorules.words.lists import AND, escaped, flat, series


def test_lists() -> None:
    assert series([]) == ""
    assert series(["a"], last=AND) == "a"
    assert series(["a", "b", "c"], "en", AND) == "a, b and c"
    assert flat(" a\n\tb ") == "a b"
    assert flat(None) == ""
    assert escaped("a_b|c") == "a\\_b\\|c"

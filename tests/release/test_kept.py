"""What a release promised is kept: receipts, documents and names of every version that is out."""

import copy
import hashlib
from pathlib import Path
from typing import Any

import pytest
from freeze_release import SUMS, freeze
from support.places import CASES
from support.released import (
    broken_names,
    broken_shapes,
    documents_written,
    kept,
    public_names,
    read_all,
    shape,
    texts,
)

from jikorules import from_wire
from jikorules.basics.versions import VERSION
from jikorules.proof.receipt import (
    Why,
    discrepancies_text,
    receipt_from_wire,
    receipt_to_wire,
    verify,
)

RECEIPTS = {
    f"{name} {i}": told
    for name, document in kept("receipt").items()
    for i, told in enumerate(document.get("receipts", [document]))
}


@pytest.fixture(scope="module")
def written() -> dict[str, Any]:
    return {sort: shape(each) for sort, each in documents_written().items()}


@pytest.fixture(scope="module")
def names() -> dict[str, Any]:
    return public_names()


# The files


def test_no_file_was_touched() -> None:
    lines = (CASES / SUMS).read_text("utf-8").splitlines()
    wanted = dict(line.split("  ")[::-1] for line in lines)
    files = [path for kind in ("documents", "names", "receipt") for path in CASES.glob(f"{kind}-*")]
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    assert found == wanted


def test_freezing_leaves_what_exists_alone(tmp_path: Path) -> None:
    (tmp_path / SUMS).write_text(f"{'0' * 64}  receipt-0.9.0.json\n", "utf-8")
    assert freeze(tmp_path, {"a.json": "1\n"}) == []
    assert freeze(tmp_path, {"a.json": "1\n", "b.json": "2\n"}) == []
    assert freeze(tmp_path, {"a.json": "3\n"}) == ["a.json"]
    assert (tmp_path / "a.json").read_text("utf-8") == "1\n"
    assert freeze(tmp_path, {"a.json": "3\n"}, again=True) == []
    lines = (tmp_path / SUMS).read_text("utf-8").splitlines()
    assert [line[64:] for line in lines] == ["  a.json", "  b.json", "  receipt-0.9.0.json"]
    assert lines[0][:64] == hashlib.sha256(b"3\n").hexdigest()
    assert lines[2][:64] == "0" * 64


# Receipts


@pytest.mark.parametrize("told", RECEIPTS.values(), ids=RECEIPTS)
def test_an_old_receipt_still_verifies_or_says_clearly_why_not(told: dict[str, Any]) -> None:
    """Only a record of the law that was corrected since may be why not."""
    made = receipt_from_wire(told["receipt"])
    assert receipt_to_wire(made) == told["receipt"]
    found = verify(made, from_wire(told["incident"]))
    if made.library == VERSION:
        assert found == ()
    if found:
        assert {each.cause for each in found} == {Why.LAW}
        assert found[0].path == "rules_digest"
        assert "変更履歴の「law」の項" in discrepancies_text(found).splitlines()[0]
        assert "law entries of the changelog" in discrepancies_text(found, "en").splitlines()[0]


def test_both_answers_are_among_the_old_receipts() -> None:
    found = [
        verify(receipt_from_wire(told["receipt"]), from_wire(told["incident"]))
        for told in RECEIPTS.values()
    ]
    assert any(found)
    assert not all(found)


# Documents


@pytest.mark.parametrize(("name", "document"), kept("documents").items())
def test_the_documents_of_a_release_are_read(name: str, document: dict[str, Any]) -> None:
    again = read_all(document["read"])
    assert {sort: len(each) for sort, each in again.items()} == {
        sort: len(each) for sort, each in document["read"].items()
    }, name
    assert read_all(again) == again


@pytest.mark.parametrize(("name", "document"), kept("documents").items())
def test_documents_are_written_in_the_form_of_a_release(
    name: str, document: dict[str, Any], written: dict[str, Any]
) -> None:
    for sort, old in document["shapes"].items():
        assert broken_shapes(old, written[sort]) == [], f"{sort} of {name}"


OLD = shape([{"a": 1, "b": [{"c": None}]}, {"a": 2, "b": []}])


@pytest.mark.parametrize(
    ("documents", "places"),
    [
        ([{"a": 1, "b": [{"c": None}], "new": 1}], []),
        ([{"a": 1, "b": [{"c": None, "new": 1}]}], []),
        ([{"a": "1", "b": [{"c": None}]}], [".a"]),
        ([{"a": 1, "b": [{"c": None}]}, {"b": []}], [".a"]),
        ([{"a": 1, "b": [{"c": None}, {}]}], [".b[].c"]),
        ([{"a": 1, "b": []}], [".b[]", ".b[].c"]),
    ],
)
def test_what_breaks_a_reader_is_found(documents: list[Any], places: list[str]) -> None:
    assert [each.split(":")[0] for each in broken_shapes(OLD, shape(documents))] == places


# Names


@pytest.mark.parametrize(("name", "old"), kept("names").items())
def test_public_names_are_there_and_are_called_alike(
    name: str, old: dict[str, Any], names: dict[str, Any]
) -> None:
    assert broken_names(old, names) == [], name


def broken(names: dict[str, Any], name: str, **change: Any) -> list[str]:
    """Change what is told of one name, and give what that breaks."""
    new = copy.deepcopy(names)
    new[name] |= change
    return broken_names(names, new)


def test_what_breaks_a_caller_is_found(names: dict[str, Any]) -> None:
    judge, grade, bounds = "jikorules.judge", "jikorules.Grade", "jikorules.Bounds"
    called: list[list[Any]] = names[judge]["called"]
    optional = ["new", "KEYWORD_ONLY", True]
    assert broken_names(names, names) == []
    assert broken(names, judge, called=[*called, optional]) == []
    assert broken_names({judge: names[judge]}, {}) == [f"{judge}: gone"]
    for changed in (
        called[1:],
        [["facts", *called[0][1:]], *called[1:]],
        [*called, ["new", "KEYWORD_ONLY", False]],
        [["new", "POSITIONAL_OR_KEYWORD", True], *called],
        [[name, kind, False] for name, kind, _ in called],
    ):
        assert broken(names, judge, called=changed)
    words = names[grade]["words"]
    assert broken(names, grade, words={**words, "NEW": "9"}) == []
    assert broken(names, grade, words={**words, "NONE": "9"})
    assert broken(names, bounds, members=names[bounds]["members"][1:])
    assert broken_names(names, {**names, judge: {"is": "int"}})


def test_all_of_this_version_is_kept() -> None:
    """The files of the version that is being made are what the script writes."""
    for name, text in texts(VERSION).items():
        assert (CASES / name).read_text("utf-8") == text, name

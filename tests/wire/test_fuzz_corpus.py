"""The fuzz targets without a fuzzer: every file of their corpus, spoiled copies, and any bytes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from fuzz import figures, reports, wareki, wire
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.places import ROOT

TARGETS: dict[str, Callable[[bytes], None]] = {
    "wire": wire.one_input,
    "reports": reports.one_input,
    "figures": figures.one_input,
    "wareki": wareki.one_input,
}
CORPUS = ROOT / "tests" / "fuzz" / "corpus"
FILES = sorted(CORPUS.glob("*/*"))
SEEDS = {
    name: [each.read_bytes() for each in FILES if each.parent.name == name] for name in TARGETS
}


def test_every_target_has_a_corpus() -> None:
    assert {each.parent.name for each in FILES} == {*TARGETS}


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_file_of_the_corpus(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
@given(data=st.binary(max_size=300) | st.text(max_size=100).map(str.encode))
@example(data=b"")
@example(data=b"\xef\xbb\xbf")
@example(data=b"\xed\xa0\x80")
def test_any_bytes(target: str, data: bytes) -> None:
    TARGETS[target](data)


@pytest.mark.parametrize("target", TARGETS)
@settings(max_examples=200)
@given(st.data())
def test_spoiled_copies_of_the_corpus(target: str, data: st.DataObject) -> None:
    seed = data.draw(st.sampled_from(SEEDS[target]))
    start = data.draw(st.integers(0, len(seed)))
    end = data.draw(st.integers(start, min(len(seed), start + 20)))
    other = data.draw(st.sampled_from(SEEDS[target]))
    begin = data.draw(st.integers(0, len(other)))
    put = data.draw(st.binary(max_size=8) | st.just(other[begin : begin + end - start]))
    TARGETS[target](seed[:start] + put + seed[end:])

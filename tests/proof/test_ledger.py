"""Ledgers of receipts: whatever is done to a line is found, and the line is named."""

import itertools
import json
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jikorules import (
    JAPAN,
    Impact,
    Incident,
    InvalidInput,
    JikorulesError,
    Period,
    Service,
    judge,
)
from jikorules.proof.canonical import canonical, digest
from jikorules.proof.ledger import Fault, FaultKind, append, append_all, check, read_line
from jikorules.proof.receipt import Receipt, receipt, verify

CHANGED, MISSING, MISPLACED = FaultKind.CHANGED, FaultKind.MISSING, FaultKind.MISPLACED
UNREADABLE, REWRITTEN = FaultKind.UNREADABLE, FaultKind.REWRITTEN
START = datetime(2019, 3, 16, 7, 47, tzinfo=JAPAN)


def accident(users: int) -> Incident:
    period = Period(START, START + timedelta(hours=4))
    service = Service("voice", emergency_calls=True, name="a\u2028\x85\n\r")
    return Incident([Impact(service, users, period)], id="b\u2028\x85\n\r")


def small(users: int) -> Receipt:
    """A receipt with next to nothing in it, so that a ledger is short."""
    return Receipt("0.1.0", 1, "H31", digest(users), digest([users]), START, {"é\u2028": users})


def ledger(receipts: list[Receipt]) -> list[str]:
    lines: list[str] = []
    for each in receipts:
        lines.append(append(lines[-1] if lines else None, each))
    return lines


LINES = ledger([small(users) for users in range(5)])


def end(lines: list[str]) -> dict[int, str]:
    """What is kept elsewhere of a ledger: number and digest of its last line."""
    line = read_line(lines[-1])
    return {line.n: line.digest}


def sealed(line: str, **changes: Any) -> str:
    """Change a line and write its digest anew, as somebody would who hides the change."""
    body = {**json.loads(line), **changes}
    del body["digest"]
    return canonical({**body, "digest": digest(body)}).decode()


def without(place: int) -> list[str]:
    return [line for i, line in enumerate(LINES, 1) if i != place]


def test_a_ledger_of_verdicts() -> None:
    incidents = [accident(users) for users in (29_999, 30_000, 41_382)]
    lines = ledger([receipt(judge(each)) for each in incidents])
    assert list(check(lines)) == []
    assert list(check((line + "\n" for line in lines), end(lines))) == []
    assert list(check([])) == []
    read = [read_line(line + "\n") for line in lines]
    assert [each.n for each in read] == [1, 2, 3]
    assert [each.before for each in read] == [None, read[0].digest, read[1].digest]
    for line, incident in zip(read, incidents, strict=True):
        assert line.receipt == receipt(judge(incident))
        assert verify(line.receipt, incident) == ()


def test_a_line_is_canonical_json_with_the_digest_of_the_line_before() -> None:
    assert [*json.loads(LINES[1])] == ["before", "digest", "n", "receipt"]
    for before, line in itertools.pairwise(LINES):
        assert canonical(json.loads(line)).decode() == line
        body = json.loads(line)
        assert body["before"] == json.loads(before)["digest"]
        assert body.pop("digest") == digest(body)


def replacements(character: str) -> Iterator[str]:
    """Give what may come in the place of a character: nothing, another, or more."""
    yield ""
    yield from {"0", "9", "a", '"', " ", "}", ",", "\u2028"} - {character}
    yield from (character + each for each in (character, "0", " "))


def test_every_change_of_a_single_character_is_found() -> None:
    """All places of all lines: the line is named, and no other is."""
    lines = LINES[:3]
    seen = 0
    for place, line in enumerate(lines, 1):
        for i, character in enumerate(line):
            for other in replacements(character):
                changed = line[:i] + other + line[i + 1 :]
                found, *more = check([*lines[: place - 1], changed, *lines[place:]])
                assert not more
                assert found in (Fault(place, CHANGED), Fault(place, UNREADABLE)), changed
                seen += 1
    assert seen > 10_000


def test_every_line_break_that_is_put_in_or_taken_out_is_found() -> None:
    for place in range(1, len(LINES)):
        joined = [*LINES[: place - 1], LINES[place - 1] + LINES[place], *LINES[place + 1 :]]
        faults = list(check(joined))
        assert faults[0] == Fault(place, UNREADABLE)
        left = place + 1 < len(LINES)
        assert faults[1:] == ([Fault(place + 1, MISSING, (place + 1, place + 1))] if left else [])
    for place, line in enumerate(LINES, 1):
        for i in range(0, len(line) + 1, 7):
            parts = [line[:i], line[i:]]
            faults = list(check([*LINES[: place - 1], *parts, *LINES[place:]]))
            bad = [place + j for j, part in enumerate(parts) if part != line]
            assert faults == [Fault(each, UNREADABLE) for each in bad]


def test_a_windows_line_break_is_not_canonical() -> None:
    assert list(check([LINES[0] + "\r\n"])) == [Fault(1, UNREADABLE)]


def test_every_line_that_is_cut_is_named() -> None:
    for place in range(1, len(LINES)):
        assert list(check(without(place))) == [Fault(place, MISSING, (place, place))]
    assert list(check(LINES[3:])) == [Fault(1, MISSING, (1, 3))]


def test_lines_that_are_cut_at_the_end_are_found_only_by_what_is_kept() -> None:
    for length in range(len(LINES)):
        cut = LINES[:length]
        assert list(check(cut)) == []
        assert list(check(cut, end(LINES))) == [Fault(length + 1, MISSING, (length + 1, 5))]
        assert list(check(LINES, end(LINES[: length + 1]))) == []  # it has grown since
        torn = [*cut, LINES[length][:9]]
        missing = [Fault(length + 2, MISSING, (length + 2, 5))] if length < 4 else []
        assert list(check(torn, end(LINES))) == [Fault(length + 1, UNREADABLE), *missing]


@pytest.mark.parametrize(("one", "other"), [*itertools.combinations(range(5), 2)])
def test_lines_that_are_swapped_are_named(one: int, other: int) -> None:
    lines = [*LINES]
    lines[one], lines[other] = lines[other], lines[one]
    first, *rest = check(lines)
    assert first == Fault(one + 1, MISSING, (one + 1, other))
    assert [(each.line, each.kind) for each in rest] == [
        (place + 1, MISPLACED) for place in range(one + 1, other + 1)
    ]
    assert rest[-1].numbers == (one + 1, one + 1)


@pytest.mark.parametrize(("line", "place"), [*itertools.product(range(1, 6), range(1, 7))])
def test_a_line_that_is_doubled_is_named(line: int, place: int) -> None:
    lines = [*LINES]
    lines.insert(place - 1, LINES[line - 1])
    faults = list(check(lines))
    if place >= line:  # beside itself, either of the two is the second
        assert faults == [Fault(max(place, line + 1), MISPLACED, (line, line))]
    else:
        assert faults[0] == Fault(place, MISSING, (place, line - 1))


def test_only_the_ledger_itself_is_well() -> None:
    """Of all that four lines can be strung to, only a beginning passes; with an end, the whole."""
    lines = LINES[:4]
    seen = 0
    for length in range(6):
        for chosen in itertools.product(lines, repeat=length):
            made = [*chosen]
            assert (not list(check(made))) == (made == lines[:length])
            assert (not list(check(made, end(lines)))) == (made == lines)
            seen += 1
    assert seen == sum(4**length for length in range(6))


def test_whatever_is_done_to_several_lines_is_found() -> None:
    """Each line whole, changed, replaced by something else, doubled or gone, in every way."""
    junk = "{}"
    ways = ("whole", "changed", "junk", "twice", "gone")
    for done in itertools.product(ways, repeat=4):
        made: list[str] = []
        named = set()
        for way, line in zip(done, LINES, strict=False):
            if way in ("changed", "junk"):
                named.add(len(made) + 1)
                made.append(line.replace("0.1.0", "0.1.1") if way == "changed" else junk)
            elif way != "gone":
                made += [line] * (2 if way == "twice" else 1)
                if way == "twice":
                    named.add(len(made))
        faults = list(check([*made, LINES[4]]))
        assert named <= {each.line for each in faults}, done
        assert bool(faults) == (set(done) != {"whole"}), done
        if "gone" in done and "junk" not in done:
            assert MISSING in [each.kind for each in faults], done


class TestHidden:
    """A change whose maker wrote the digest anew."""

    @pytest.mark.parametrize("place", range(1, 5))
    def test_the_line_after_it_tells(self, place: int) -> None:
        other = json.loads(append(None, small(99)))["receipt"]
        changed = sealed(LINES[place - 1], receipt=other)
        lines = [*LINES[: place - 1], changed, *LINES[place:]]
        assert list(check(lines)) == [Fault(place, CHANGED)]

    def test_the_last_line_needs_what_is_kept(self) -> None:
        lines = [*LINES[:4], append(LINES[3], small(99))]
        assert list(check(lines)) == []
        assert list(check(lines, end(LINES))) == [Fault(5, REWRITTEN, (5, 5))]

    @pytest.mark.parametrize("place", range(1, 6))
    def test_all_lines_from_one_on_need_what_is_kept(self, place: int) -> None:
        lines = LINES[: place - 1]
        for users in range(place - 1, 5):
            lines = [*lines, append(lines[-1] if lines else None, small(users + 99))]
        assert list(check(lines)) == []
        for kept in range(1, 6):
            wanted = [Fault(kept, REWRITTEN, (kept, kept))] if kept >= place else []
            assert list(check(lines, end(LINES[:kept]))) == wanted

    @pytest.mark.parametrize("place", range(2, 5))
    def test_a_line_that_is_put_in(self, place: int) -> None:
        forged = append(LINES[place - 2], small(99))
        lines = [*LINES[: place - 1], forged, *LINES[place - 1 :]]
        assert [(each.line, each.kind) for each in check(lines)] == [
            (place + 1, MISPLACED),
            (place, CHANGED),
        ]

    def test_a_number_or_a_link_that_is_changed(self) -> None:
        for place, line in enumerate(LINES, 1):
            rest = LINES[: place - 1], LINES[place:]
            for n in (place - 1, place + 1, place + 9):
                if n:
                    assert list(check([*rest[0], sealed(line, n=n), *rest[1]]))
            for before in (None, digest(0)):
                linked = sealed(line, before=before)
                if linked != line:
                    faults = list(check([*rest[0], linked, *rest[1]]))
                    assert faults[0] == Fault(max(place - 1, 1), CHANGED)


@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_other_text_is_found(data: st.DataObject) -> None:
    text = "\n".join(LINES)
    start = data.draw(st.integers(0, len(text)))
    stop = data.draw(st.integers(start, min(len(text), start + 900)))
    put = data.draw(st.text(max_size=5) | st.sampled_from([*LINES, "\n", "{}\n"]))
    lines = (text[:start] + put + text[stop:]).split("\n")
    assert (not list(check(lines, end(LINES)))) == (lines == LINES)


def test_it_looks_at_one_line_at_a_time() -> None:
    seen = []

    def lines() -> Iterator[str]:
        for line in [LINES[0], LINES[2], LINES[3]]:
            seen.append(line)
            yield line

    assert next(check(lines())) == Fault(2, MISSING, (2, 2))
    assert len(seen) == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "1",
        "null",
        "[]",
        "{}",
        "{",
        "NaN",
        "9" * 5000,
        "[" * 100_000,
        '"\ud800"',
        '"\\ud800"',
        LINES[0] + " ",
        LINES[0] + "\n\n",
        LINES[0].replace('"n":1', '"n":1.0'),
        LINES[0].replace('"n":1', '"n":1,"n":1'),
        sealed(LINES[0], n=0),
        sealed(LINES[0], n=True),
        sealed(LINES[0], before="sha256:0"),
        sealed(LINES[0], receipt={}),
        sealed(LINES[0], more=1),
        sealed(LINES[0], receipt={**json.loads(LINES[0])["receipt"], "wire": 2}),
    ],
    ids=range(22),
)
def test_what_is_no_line_is_refused(text: str) -> None:
    assert list(check([text])) == [Fault(1, UNREADABLE)]
    for read in (read_line, lambda last: append(last, small(1))):
        with pytest.raises(InvalidInput) as caught:
            read(text)
        assert caught.value.text("en")


def test_nothing_is_written_after_a_line_that_was_changed() -> None:
    changed = LINES[0].replace("0.1.0", "0.1.1")
    assert list(check([changed])) == [Fault(1, CHANGED)]
    with pytest.raises(InvalidInput, match="digest：行の内容から求めた digest"):
        append(changed, small(1))


def test_a_missing_library_is_no_fault_of_a_ledger(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rfc8785", None)
    for look in (lambda: list(check(LINES)), lambda: read_line(LINES[0])):
        with pytest.raises(JikorulesError, match=r"pip install 'jikorules\[receipts\]'") as caught:
            look()
        assert not isinstance(caught.value, InvalidInput)


def test_several_lines_at_once_are_those_that_come_one_by_one() -> None:
    receipts = [read_line(line).receipt for line in LINES]
    for place in range(len(LINES) + 1):
        last = LINES[place - 1] if place else None
        assert [*append_all(last, receipts[place:])] == LINES[place:]
    with pytest.raises(InvalidInput):
        next(append_all("x", receipts))


def test_the_moment_of_a_receipt_is_sealed_like_the_rest_of_it() -> None:
    made = evolve(small(1), recorded=START)
    line = append(LINES[0], made)
    assert '"recorded":"2019-03-16T07:47:00+09:00"' in line
    assert read_line(line).receipt == made
    for other in (line.replace("T07:47", "T07:48"), line.replace('"recorded"', '"recorder"')):
        assert [each.line for each in check([LINES[0], other])] == [2]


def test_all_problems_of_a_line_come_at_once() -> None:
    line = sealed(LINES[0], n=0, before=3, more=None, receipt={"wire": 2})
    with pytest.raises(InvalidInput) as caught:
        read_line(line)
    assert [each.path for each in caught.value.problems] == [
        "n",
        "before",
        "receipt.library",
        "receipt.wire",
        "receipt.rules",
        "receipt.rules_digest",
        "receipt.incident_digest",
        "receipt.at",
        "receipt.verdict",
        "more",
    ]


def test_faults_are_said_in_words() -> None:
    said = {
        UNREADABLE: ("読めません", "no line of a ledger"),
        CHANGED: ("変えられています", "changed after it was written"),
        MISSING: ("番号3から4までの行", "number 3 to 4"),
        MISPLACED: ("番号3の行", "numbered 3"),
        REWRITTEN: ("番号3の行の digest", "numbered 3"),
    }
    assert set(said) == set(FaultKind)
    for kind, (ja, en) in said.items():
        fault = Fault(7, kind, (3, 4 if kind is MISSING else 3))
        assert fault.text().startswith("7行目：")
        assert ja in fault.text()
        assert fault.text("en").startswith("line 7: ")
        assert en in fault.text("en")
    assert "番号3の行が、ここに" in Fault(3, MISSING, (3, 3)).text()

"""What every target claims of every input."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import process_time

from jikorules import JikorulesError

MOST_SECONDS = 1.0


@contextmanager
def within_a_second() -> Iterator[None]:
    """No input takes longer, whatever else the machine does."""
    begun = process_time()
    yield
    assert process_time() - begun < MOST_SECONDS


def check_told(error: JikorulesError) -> None:
    """A refusal says what is wrong in both languages, in words that can be written anywhere."""
    assert error.problems
    assert all(problem.hint.ja and problem.hint.en for problem in error.problems)
    assert error.text("ja").encode()
    assert error.text("en").encode()

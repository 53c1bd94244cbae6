"""Search that finds Japanese words: both the index and the query are cut into pairs of characters.

Sphinx cuts its pages into Japanese words and the query at its blanks, so that few words are found.
"""

import re
import unicodedata
from itertools import pairwise
from pathlib import Path

from sphinx.search.ja import SearchJapanese

_RUN, _UNIT = re.compile(r"\w+"), re.compile(r"[0-9a-z_]+|\w")


class PairSearch(SearchJapanese):
    """ASCII words are kept whole, and every two units of a run stand together.

    A unit is an ASCII word or any other character, so that 第58条 is 58, 第58 and 58条.
    """

    js_splitter_code = Path(__file__).with_suffix(".js").read_text("utf-8")
    """The same rule for the query."""

    def split(self, input: str) -> list[str]:  # noqa: A002
        """Give the words of a text, as they are looked up."""
        words: list[str] = []
        for run in _RUN.findall(unicodedata.normalize("NFKC", input).lower()):
            units = _UNIT.findall(run)
            words += [unit for unit in units if unit.isascii()]
            words += [left + right for left, right in pairwise(units)]
        return words

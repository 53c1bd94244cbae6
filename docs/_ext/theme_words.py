"""The theme's own words in Japanese, as neither it nor Sphinx brings them."""

from gettext import NullTranslations

WORDS = {
    "Back to top": "頁の先頭へ",
    "Home": "表紙",
    "Next": "次",
    "On this page": "この頁の内容",
    "Previous": "前",
    "Skip to content": "本文へ",
    "View this page": "この頁の元の文書",
}


class ThemeWords(NullTranslations):
    """Words that the catalogue before it lacks."""

    def gettext(self, message: str) -> str:
        """Give the Japanese of a word of the theme."""
        return WORDS.get(message, message)

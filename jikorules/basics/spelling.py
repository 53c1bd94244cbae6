"""Names that are the same but for how they are written."""

import unicodedata

_LEFT_OUT = {"Zs", "Zl", "Zp", "Cc", "Cf", "Pd"}  # spaces, what cannot be seen, dashes of all kinds
_DOTS_AND_MINUS = "・·‧∙•−"


def spelled_alike(name: str) -> str:
    """Give the form that all spellings of one name share: width, case, spaces, dots and dashes.

    Example:
        >>> spelled_alike("ＩＰ―ＶＰＮ") == spelled_alike("ip vpn")
        True
        >>> spelled_alike("ﾌﾚｯﾂ・光") == spelled_alike("フレッツ 光")
        True
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return "".join(
        sign
        for sign in folded
        if sign not in _DOTS_AND_MINUS and unicodedata.category(sign) not in _LEFT_OUT
    )

"""The place in the law that a reason rests on."""

from attrs import frozen


@frozen
class Citation:
    """The place in the law that a reason rests on.

    Attributes:
        law: its name.
        article: number of the article 条, with a hyphen for の ("7-3" is 第7条の3).
        paragraph: number of the paragraph 項, if the article has several.
        item: number of the item 号.
        row: number of the row 項 of the item's table.
    """

    law: str
    article: str
    paragraph: str | None = None
    item: str | None = None
    row: str | None = None

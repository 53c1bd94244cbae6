"""The words of the result: its pages, and the columns that it adds to the table."""

from jikorules.basics.errors import Words

GRADE = Words("判定", "Answer")
ITEMS = Words("該当する項", "Provisions")
REASON = Words("理由", "Reason")
DUE = Words("期限", "Due")
TO_CHECK = Words("確認を要する点", "To be found out")
UNREAD = Words("読めないセル", "Cells not read")

ADDED_COLUMNS = (GRADE, ITEMS, REASON, DUE, TO_CHECK, UNREAD)
"""The columns that the result has beside those of the table, in their order."""

ADDED = ([each.ja for each in ADDED_COLUMNS], [each.en for each in ADDED_COLUMNS])
"""Their headers in either language: a table that has them was judged before."""

SUMMARY = Words("概要", "Summary")
PROBLEMS = Words("読めないセル", "Cells not read")
DUTIES = Words("期限", "Duties")
YEARS = Words("年度の表", "Yearly tables")
LIST = Words("一覧", "Periodic list")
CHOICES = Words("選択肢", "Choices")
HOW_TO = Words("書き方", "How to")

OWN_PAGES = frozenset(
    name
    for words in (SUMMARY, PROBLEMS, DUTIES, YEARS, LIST, CHOICES, HOW_TO)
    for name in (words.ja, words.en)
)
"""The worksheets that this library writes beside the table itself."""

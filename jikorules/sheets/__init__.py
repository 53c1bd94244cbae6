"""Tables of accidents as officers keep them: workbooks and CSV files in, judged ones out.

`read_sheet` reads a table, `judge_sheet` judges it, `write_sheet` writes the result into a new
file; what is read is never written to. In reading order:

- `grid`: a table as its file holds it: cells with their addresses, and what is wrong with a cell
- `workbook`: .xlsx files, within limits
- `csv_file`: CSV files and their encodings
- `columns`: the columns that are known (`columns.toml`), and the user's own map of them
- `values`: what a cell says: a number, a moment, a time span, a word
- `services`: the services that a cell names
- `line`: a line of the table, and how long what it tells lasted
- `accidents`: lines to accidents
- `reading`: from a file to a `Sheet`
- `judging`: the answers for a sheet
- `wording`: the words of the result
- `pages`: the pages of the result, as plain rows
- `writing`: the result as a workbook or as CSV
- `template`: an empty workbook to be filled in

It imports `statistics`, `reporting` and what is below them.
"""

from jikorules.sheets.accidents import Accident
from jikorules.sheets.columns import Column, Head, Placed, SheetMap, read_map
from jikorules.sheets.grid import Cell, CellProblem, Grid, Row, State, Trouble
from jikorules.sheets.judging import Answer, Judged, judge_sheet
from jikorules.sheets.line import Lasted, Line
from jikorules.sheets.reading import Sheet, read_sheet
from jikorules.sheets.template import template
from jikorules.sheets.writing import sheet_csv, sheet_xlsx, write_sheet

__all__ = [
    "Accident",
    "Answer",
    "Cell",
    "CellProblem",
    "Column",
    "Grid",
    "Head",
    "Judged",
    "Lasted",
    "Line",
    "Placed",
    "Row",
    "Sheet",
    "SheetMap",
    "State",
    "Trouble",
    "judge_sheet",
    "read_map",
    "read_sheet",
    "sheet_csv",
    "sheet_xlsx",
    "template",
    "write_sheet",
]

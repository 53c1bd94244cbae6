"""A whole table at once: the rules as expressions on columns, for every engine that narwhals knows.

- `formulas`: the rules as formulas about one row
- `sharing`: what several formulas share, worked out once
- `columns`: the formulas as columns of a table
- `judge_frame`: the door: what a table needs, and the three columns that it gets

It imports `judgement` below it.
"""

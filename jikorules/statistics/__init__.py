"""Many accidents at once: the tables of the yearly report, and charts.

In reading order:

- `taxonomy`: causes, failed facilities and services as the official tables name them
- `bands`: sizes and times in bands
- `recorded`: an accident with what the tables ask beside the verdict
- `tables`: a table, and how it is written
- `yearly`: the tables of a fiscal year
- `charts`: bars, and the frontier of the rows with the accidents in it

It imports `words` and what is below it.
"""

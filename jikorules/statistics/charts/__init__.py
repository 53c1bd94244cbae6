"""Charts: bars of the yearly tables, and the frontier of the rows with the accidents in it.

In reading order:

- `style`: fonts, colours, widths of text
- `bars`: shares and quarters
- `regions`: what the rows ask for, as regions of time and users
- `layout`: where names find room
- `captions`: what is written beside
- `panels`: one row drawn
- `frontier_chart`: all of it
- `saving`: charts into files

altair is imported only when a chart is drawn.
"""

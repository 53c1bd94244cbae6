"""What must be reported, to whom, by which day, and on which form.

In reading order:

- `duty`: one report that is due, and its deadline
- `chain`: one failure that passes from a wholesaler to its recipients
- `duties`: what follows from a verdict
- `agenda`: what is due next, and what is late
- `text`: duties in words
- `ics_event`: an event of a calendar file
- `ics`: duties as a calendar
- `forms`: the detailed report, 様式第50の3

It imports `words` and what is below it.
"""

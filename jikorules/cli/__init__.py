"""The command line; thin: it reads files, calls the library, and prints.

In reading order:

- `app`: the commands and their arguments
- `common`: what the commands share: files in and out, complaints
- `writing`: files that are written whole or not at all
- `times`: times as people type them, and which moment is meant
- `one_line`: an accident that options tell in place of a file
- `asking`: ask
- `judging`: judge, outlook, replay
- `reporting`: duties, report
- `calendar`: the calendar of duties --ics
- `statistics`: statistics
- `rules`: rules
- `law`: law check, law compare, law draft
- `ledger`: ledger, and judge --receipts
- `contract`: boundaries, schema

What a command does is loaded when it is called. This is the only room that reads a clock, and only
where the help of a command says so.

It imports everything below it.
"""

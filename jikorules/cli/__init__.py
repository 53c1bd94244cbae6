"""The command line; thin: it reads files, calls the library, and prints.

In reading order:

- `app`: the commands and their arguments
- `common`: what the commands share: files in and out, complaints
- `judging`: judge, outlook, replay
- `reporting`: duties, report
- `statistics`: statistics
- `sheet`: sheet
- `rules`: rules
- `law`: law check, law compare, law draft
- `ledger`: ledger, and judge --receipts
- `contract`: boundaries, schema

What a command does is loaded when it is called. This is the only room that reads a clock, and only
where the help of a command says so.

It imports everything below it.
"""

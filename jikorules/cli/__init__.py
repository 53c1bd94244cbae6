"""The command line; thin: it reads files, calls the library, and prints.

In reading order:

- `app`: the commands and their arguments
- `arguments`: how arguments are read, and complained of, in both languages
- `common`: what the commands share: files in and out, complaints
- `many`: many documents answered in their order, a few at a time
- `processes`: work divided among processes: --jobs
- `progress`: the progress line
- `writing`: files that are written whole or not at all
- `times`: times as people type them, and which moment is meant
- `one_line`: an accident that options tell in place of a file
- `replies`: replies to questions, as people type or choose them
- `asking`: ask
- `judging`: judge, outlook, replay
- `alarm`: exit statuses by which a machine can go: judge --status
- `check`: check, the line for a monitoring system
- `plugin`: the contract of such lines, which holds whatever goes wrong
- `watch`: watch
- `duties`: duties
- `report`: report
- `calendar`: the calendar of duties --ics
- `statistics`: statistics
- `sheet`: sheet
- `rules`: rules
- `law`: law check, law compare, law draft
- `ledger_file`: the file that judge --receipts adds to
- `ledger`: ledger
- `contract`: boundaries, schema

What a command does is loaded when it is called. This is the only room that reads a clock, and only
where the help of a command says so.

It imports everything below it.
"""

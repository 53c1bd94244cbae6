"""The command line; thin: it reads files, calls the library, and prints.

`app` knows the commands and their arguments; what a command does stands in a module that is loaded
when it is called. `common` is what they share. This is the only room that reads a clock, and only
where the help of a command says so.

It imports everything below it.
"""

"""Where the facts and the law meet, and nowhere else.

In reading order:

- `counting`: which impacts the rules count, and the day that this makes the first
- `verdict`: the answer and its reasons, as data
- `limbs`: a rule set taken apart into the limbs that are judged
- `parts`: the impacts as the rules see them
- `readings`: parts held against limbs, from the narrowest reading to the widest
- `possible_grades`: which grades some value of the unknowns gives
- `flags`: what takes something away, and what a reader has to know beside the answer
- `judge`: all of it together; `plain` is the short way for the plainest accident
- `near_miss`: the same question for near-misses
- `changes`: what would change the answer: time, knowledge, another law, other facts
- `frames`: a whole table of accidents at once

It imports `facts`, `law` and `basics`.
"""

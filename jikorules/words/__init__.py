"""The answer in words, Japanese and English.

A whole sentence is a `Words` with places to fill; a function tells the languages apart only where
the order of the parts differs. In reading order:

- `lists`: texts one after another: with commas, as sentences, as bullets
- `numbers`: users, times and days, as far as they are known
- `names`: what the things of the law and of an accident are called
- `rules`: citations, requirements, grades, rule sets
- `incident`: what happened
- `findings`: what was held against a limb, and by how much it was met or missed
- `outlook`, `questions`, `replay`: what would change the answer
- `verdict`: the whole answer: a sentence, a paragraph, a tree
- `near_miss`: the whole answer on a near-miss, limb by limb
- `law_facts`: facts of the law's text: where they stand, what they are, their values
- `rule_tables`: the law itself, as tables

It imports `judgement` and what is below it.
"""

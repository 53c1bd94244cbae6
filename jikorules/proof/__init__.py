"""How anybody can check us.

In reading order:

- `canonical`: JSON of which the same data give the same bytes, and its digest
- `receipt`: what a verdict rested on, so that it can be judged again years later
- `ledger`: receipts in a chain, so that no line can be changed unseen
- `law_check`: when the law was last held against its source
- `text_check`: the rule data held against the text of the law, fact by fact
- `text_compare`: what an amendment changed, from the texts before and after it
- `boundaries`: cases around every limit of the law, for any other implementation

It imports `wire` and what is below it.
"""

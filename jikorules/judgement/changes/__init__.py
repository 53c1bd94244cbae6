"""What would change the answer.

- `outlook`: time
- `questions`: knowledge
- `replay`: the law of another day
- `history`: the facts, as they come in

Each judges again and compares. It imports `judgement` below it.
"""

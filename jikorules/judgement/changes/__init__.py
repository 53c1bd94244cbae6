"""What would change the answer.

- `outlook`: time
- `questions`: knowledge; a `trial` tells facts that are asked, `replies` what a reply makes of
  them, `shape` what any numbers of users meet, `outcomes` the answers to all replies
- `replay`: the law of another day
- `history`: the facts, as they come in

Each judges again and compares. It imports `judgement` below it.
"""

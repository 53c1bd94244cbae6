"""What would change the answer.

- `outlook`: time
- `questions`: knowledge; `replies` is what a reply makes of the facts, `trial` what facts leave
  possible, `outcomes` what the replies to all questions do
- `replay`: the law of another day
- `history`: the facts, as they come in

Each judges again and compares. It imports `judgement` below it.
"""

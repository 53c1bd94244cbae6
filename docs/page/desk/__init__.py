"""What the page asks of the library: texts that were typed go in, texts to be shown come out.

It runs in the browser, and everything that it says is the library's.
"""

import json
from importlib import import_module

DOORS = ("about", "answer", "follow", "load", "prove")
"""Each is a module with a function of its name. It is loaded when it is first asked."""


def call(door: str, request: str) -> str:
    """Take a request of the page, and give the reply; both are JSON."""
    if door not in DOORS:
        raise ValueError(door)
    ask = getattr(import_module(f".{door}", __name__), door)
    return json.dumps(ask(json.loads(request)), ensure_ascii=False)

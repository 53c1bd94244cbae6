"""Change one number or one comparison at a time, and see a test go red.

Run it as ``python tests/mutate.py``; it takes an hour or two on two cores, and is no part of the
ordinary run. It works on a copy, prints every mutant that lives, and ends with their number.
It refuses to run while the tests fail anyway: then every mutant would seem to be caught.
"""

import ast
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parent.parent
LAW = (
    "law/serious.toml",
    "law/periodic.toml",
    "law/reports.toml",
    "law/near_miss.toml",
    "law/notice.toml",
)
CODE = (
    "judgement/judge.py",
    "judgement/plain.py",
    "judgement/flags.py",
    "judgement/parts.py",
    "judgement/readings.py",
    "judgement/possible_grades.py",
    "judgement/limbs.py",
    "judgement/near_miss.py",
    "judgement/changes/outlook.py",
    "reporting/duties.py",
    "law/open_days.py",
)
TESTS = (
    "law/test_law_text.py",
    "judgement/test_judge.py",
    "judgement/test_parts.py",
    "judgement/test_readings.py",
    "judgement/test_possible_grades.py",
    "law",
    "judgement/test_plain.py",
    "judgement/test_outlook.py",
    "judgement/test_near_miss.py",
    "reporting/test_duties.py",
    "reporting/test_detailed_deadline.py",
)
DAYS = "in_force|promulgated|due_from|published|applied_from"
SWAPS: dict[type[ast.cmpop], list[type[ast.cmpop]]] = {
    ast.Lt: [ast.LtE, ast.Gt],
    ast.LtE: [ast.Lt, ast.Gt],
    ast.Gt: [ast.GtE, ast.Lt],
    ast.GtE: [ast.Gt, ast.Lt],
    ast.Eq: [ast.NotEq],
    ast.NotEq: [ast.Eq],
    ast.Is: [ast.IsNot],
    ast.IsNot: [ast.Is],
    ast.In: [ast.NotIn],
    ast.NotIn: [ast.In],
}


def mutants_of_law(text: str) -> Iterator[tuple[str, str]]:
    """Change every number and flag of the rules; a day that they turn on moves by one day."""
    for number in re.finditer(r"(?<== )\d[\d_]*(?=[ ,}\n])", text):
        value = int(number[0].replace("_", ""))
        for other in (value + 1, value - 1):
            line = text.count("\n", 0, number.start()) + 1
            yield (
                f"line {line}: {number[0]} -> {other}",
                text[: number.start()] + str(other) + text[number.end() :],
            )
    for day in re.finditer(rf"\b(?:{DAYS}) = \d{{4}}-\d{{2}}-(\d{{2}})", text):
        line = text.count("\n", 0, day.start()) + 1
        later = f"{int(day[1]) + 1:02}"
        yield f"line {line}: day {later}", text[: day.start(1)] + later + text[day.end(1) :]
    for flag in re.finditer(r"\b(true|false)\b", text):
        line = text.count("\n", 0, flag.start()) + 1
        opposite = "false" if flag[0] == "true" else "true"
        yield f"line {line}: {opposite}", text[: flag.start()] + opposite + text[flag.end() :]


def mutants_of_code(text: str) -> Iterator[tuple[str, str]]:
    """Change every comparison, every number, and every `and` and `or`."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            for i, op in enumerate(node.ops):
                for swap in SWAPS[type(op)]:
                    node.ops[i] = swap()
                    yield f"line {node.lineno}: {ast.unparse(node)}", ast.unparse(tree)
                node.ops[i] = op
        elif isinstance(node, ast.BoolOp):
            op_before = node.op
            node.op = ast.Or() if isinstance(op_before, ast.And) else ast.And()
            yield f"line {node.lineno}: {ast.unparse(node)}", ast.unparse(tree)
            node.op = op_before
        elif isinstance(node, ast.Constant) and type(node.value) in (int, bool):
            before = node.value
            node.value = not before if isinstance(before, bool) else int(str(before)) + 1
            yield f"line {node.lineno}: {before!r} -> {node.value!r}", ast.unparse(tree)
            node.value = before


def lives(name: str, mutant: str) -> bool:
    """Tell whether the tests pass with one file of the package replaced."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "jikorules", Path(folder, "jikorules"))
        shutil.copytree(ROOT / "tests", Path(folder, "tests"))
        shutil.copy(ROOT / "pyproject.toml", folder)
        Path(folder, "jikorules", name).write_text(mutant, "utf-8")
        result = subprocess.run(
            [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"]
            + [f"tests/{test}" for test in TESTS],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": folder, "HYPOTHESIS_STORAGE_DIRECTORY": folder},
            capture_output=True,
            check=False,
        )
        return result.returncode == 0


def main() -> int:
    """Try all mutants of the files named as arguments, or of all files."""
    wanted = sys.argv[1:] or [*LAW, *CODE]
    if not lives(wanted[0], (ROOT / "jikorules" / wanted[0]).read_text("utf-8")):
        print("the tests fail without any mutant, so that no mutant can be tried")
        return 2
    mutants = [
        (name, what, mutant)
        for name in wanted
        for text in [(ROOT / "jikorules" / name).read_text("utf-8")]
        for what, mutant in (mutants_of_law if name in LAW else mutants_of_code)(text)
    ]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = pool.map(lambda each: lives(each[0], each[2]), mutants)
        living = [each for each, alive in zip(mutants, results, strict=True) if alive]
    for name, what, _ in living:
        print(f"lives: {name} {what}")
    print(f"{len(mutants)} mutants, {len(living)} live")
    return 1 if living else 0


if __name__ == "__main__":
    sys.exit(main())

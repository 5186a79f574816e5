"""Files of at most 300 lines, functions of at most 40: what is larger wants dividing, or its reason here."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

FILE, FUNCTION = 300, 40
SPARED = {  # path or path:function, and why it may be larger
    "joinery/web/ui/static/ui/css/pages/sheet.css": "the page that listen writes stands alone, in one file",
    "joinery/demo/story.py:_call": "a call of the story, field by field",
    "tests/machine/planted.py": "every bug that the machine must find, a few lines each",
    "tests/walls/conftest.py:cast": "one of everything, in a row",
    "tests/walls/test_nothing_internal_reaches_a_room.py:world": "one of everything, in a row",
    "joinery/web/room/plan.py:standing_of": "each way a version can stand, with its sentence",
    "tests/web/desk/test_call_pages.py": "one story through the pages of a call",
    "tests/web/desk/test_records.py": "one story through the pages of a record",
}


def main() -> int:
    listed = subprocess.run(
        ["git", "ls-files", "*.py", "*.html", "*.css", "*.js"], capture_output=True, text=True, check=True
    )
    paths = [Path(name) for name in listed.stdout.split() if "/migrations/" not in name and ".min." not in name]
    faults = [fault for path in paths if path.exists() for fault in faults_of(path)]
    print("\n".join(faults) or f"sizes: {len(paths)} files, all within {FILE} and {FUNCTION} lines")
    return 1 if faults else 0


def faults_of(path: Path) -> list[str]:
    text = path.read_text()
    lines = text.count("\n")
    faults = [f"{path}: {lines} lines"] if lines > FILE and str(path) not in SPARED else []
    if path.suffix == ".py":
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and f"{path}:{node.name}" not in SPARED:
                first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
                length = (node.end_lineno or 0) - first.lineno + 1
                if length > FUNCTION:
                    faults.append(f"{path}:{node.lineno}: {node.name} has {length} lines")
    return faults


if __name__ == "__main__":
    sys.exit(main())

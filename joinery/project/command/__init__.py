"""The command line: a table of commands, each loaded only when it is called, so that a small one starts at once."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module

from joinery.lib.plain_text import one_line


@dataclass(frozen=True, slots=True)
class Command:
    """`does` is the place of a function: arguments in, exit code out."""

    does: str
    says: str


COMMANDS: dict[str, Command] = {
    "demo": Command("joinery.project.command.serve:demo", "a believable firm in a fresh folder, links printed"),
    "serve": Command("joinery.project.command.serve:serve", "the same on your data: server and worker"),
    "listen": Command("joinery.project.command.listen:listen_to_files", "read conversations without a server"),
    "backup": Command("joinery.project.command.store:backup", "copy everything into one file"),
    "restore": Command("joinery.project.command.store:restore", "put a backup in place of the data"),
    "verify": Command("joinery.project.command.store:verify", "check on live data that what must be true is"),
    "work": Command("joinery.project.command.serve:work", "a worker on its own"),
    "tidy": Command("joinery.project.command.serve:tidy", "remove what is past its days now"),
    "manage": Command("joinery.project.command.serve:manage", "pass through to Django"),
}
HIDDEN: dict[str, Command] = {
    "pages": Command("joinery.project.command.pages:pages", "used by serve and demo"),
    "do-again": Command("joinery.project.command.store:do_again", "used by restore"),
    "tell-demo": Command("joinery.project.command.serve:tell_demo", "used by demo"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(given)
    except KeyboardInterrupt:
        return 130


def _run(given: list[str]) -> int:
    if not given or given[0] in ("-h", "--help", "help"):
        print(_usage())
        return 0
    if given[0] in ("-V", "--version"):
        print(f"joinery {_version()}")
        return 0
    name, rest = given[0], given[1:]
    command = COMMANDS.get(name) or HIDDEN.get(name)
    if command is None:
        print(f"joinery: there is no command “{one_line(name)}”; see joinery --help", file=sys.stderr)
        return 2
    module, _, function = command.does.partition(":")
    does: Callable[[list[str]], int] = getattr(import_module(module), function)
    return does(rest)


def _usage() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  joinery {name:<{width}}   {command.says}" for name, command in COMMANDS.items()]
    return "\n".join(
        ["Joinery, the sales system that customers build with you", "", *lines, "", "joinery COMMAND --help says more."]
    )


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version  # slow to load, and asked for once in a blue moon

    try:
        return version("joinery-crm")
    except PackageNotFoundError:
        return "(not installed: running from a checkout)"

"""Keeping the data: bring it up to date, back it up, restore it, verify it."""

from __future__ import annotations

import argparse
import os
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from datetime import datetime
from pathlib import Path

import joinery
from joinery.project.command.archive import database_in, is_archive, pack, unpack_files


class CannotKeep(Exception):
    """What stands in the way, in one line."""


def bring_up_to_date(folder: Path) -> None:
    """Migrate if anything is missing; a database that holds something is backed up first."""
    on_disk, applied = _migrations_on_disk(), _migrations_applied(folder)
    if applied is not None:
        if unknown := applied - on_disk - _from_elsewhere(applied):
            raise CannotKeep(
                f"This database was written by a newer Joinery ({', '.join(sorted(unknown)[:2])}). "
                "Install that version, or restore an older backup."
            )
        if on_disk <= applied:
            return
        if applied:
            back_up(folder, folder / "backups" / f"before-update-{datetime.now():%Y%m%d-%H%M%S}.sqlite3")
    ended = subprocess.run(
        [sys.executable, "-m", "joinery", "manage", "migrate", "--verbosity", "0", "--no-input"], check=False
    )
    if ended.returncode:
        raise CannotKeep(
            "The database could not be brought up to date; what was wrong stands above. Nothing was changed."
        )


def _migrations_on_disk() -> set[str]:
    here = Path(joinery.__file__).parent
    return {f"{path.parent.parent.name}.{path.stem}" for path in here.glob("*/migrations/0*.py")}


def _from_elsewhere(applied: set[str]) -> set[str]:
    """Migrations of the libraries, which are theirs to judge."""
    ours = {path.parent.name for path in Path(joinery.__file__).parent.glob("*/migrations")}
    return {name for name in applied if name.split(".")[0] not in ours}


def _migrations_applied(folder: Path) -> set[str] | None:
    """None where only the database server could say."""
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return None
    path = folder / "joinery.sqlite3"
    if not path.exists():
        return set()
    try:
        with closing(sqlite3.connect(path)) as database:
            return {f"{app}.{name}" for app, name in database.execute("SELECT app, name FROM django_migrations")}
    except sqlite3.OperationalError:
        return set()
    except sqlite3.DatabaseError as trouble:
        raise CannotKeep(
            f"{path} is no database that we can read ({trouble}). Restore a backup: joinery restore FILE."
        ) from None


def back_up(folder: Path, target: Path) -> None:
    """A whole copy while the server goes on working. SQLite only; PostgreSQL has pg_dump."""
    source = folder / "joinery.sqlite3"
    if not source.exists():
        raise CannotKeep(f"There is no database in {folder}.")
    if target.exists():
        raise CannotKeep(f"{target} is there already; a backup never overwrites another.")
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(target.suffix + ".part")
    part.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(source)) as database:
            database.execute("VACUUM INTO ?", (str(part),))
        part.rename(target)
    except (sqlite3.Error, OSError) as trouble:
        part.unlink(missing_ok=True)
        raise CannotKeep(f"The backup was not made ({trouble}). Nothing was changed.") from None


def backup(words: list[str]) -> int:
    ask = argparse.ArgumentParser(
        "joinery backup", description="Copy everything into one file, while the server works."
    )
    ask.add_argument("file", type=Path)
    return _said(ask, words, _backup)


def _backup(said: argparse.Namespace, folder: Path) -> str:
    many = back_up_whole(folder, said.file)
    return f"Backed up to {said.file}: the database and {many} {'file' if many == 1 else 'files'}."


def back_up_whole(folder: Path, target: Path) -> int:
    """The database and what lies beside it, in one file; how many files there were."""
    if target.exists():
        raise CannotKeep(f"{target} is there already; a backup never overwrites another.")
    database = target.with_name(f"{target.name}.{os.getpid()}.database")
    back_up(folder, database)
    try:
        return pack(database, folder, target)
    except (OSError, tarfile.TarError) as trouble:
        raise CannotKeep(f"The backup was not made ({trouble}). Nothing was changed.") from None
    finally:
        database.unlink(missing_ok=True)


def restore(words: list[str]) -> int:
    ask = argparse.ArgumentParser(
        "joinery restore", description="Put a backup in place of the data, which is kept aside."
    )
    ask.add_argument("file", type=Path)
    return _said(ask, words, _restore)


def _restore(said: argparse.Namespace, folder: Path) -> str:
    if not said.file.exists():
        raise CannotKeep(f"There is no file {said.file}.")
    folder.mkdir(parents=True, exist_ok=True)
    database = _database_of(said.file, folder)
    part = folder / "joinery.restoring"
    try:
        _refuse_unsound(database, said.file)
        aside = _kept_aside(folder)
        files = unpack_files(said.file, folder) if database != said.file else 0
        part.write_bytes(database.read_bytes())
    finally:
        if database != said.file:
            database.unlink(missing_ok=True)
    for tail in ("-wal", "-shm"):
        (folder / f"joinery.sqlite3{tail}").unlink(missing_ok=True)
    part.replace(folder / "joinery.sqlite3")
    bring_up_to_date(folder)
    # Who took a consent back or was erased since this backup was made is not brought back by it.
    subprocess.run([sys.executable, "-m", "joinery", "do-again"], check=False)
    brought = f" {files} {'file' if files == 1 else 'files'} came back with it." if files else ""
    return f"Restored from {said.file}.{brought}{aside}"


def _database_of(file: Path, folder: Path) -> Path:
    """Of a whole backup its database; one from before there were files is a database itself."""
    try:
        return database_in(file, folder) if is_archive(file) else file
    except (KeyError, OSError, tarfile.TarError):
        raise CannotKeep(f"{file} is no backup of Joinery. Nothing was changed.") from None


def _refuse_unsound(database: Path, file: Path) -> None:
    with closing(sqlite3.connect(f"file:{database.absolute()}?mode=ro", uri=True)) as copy:
        try:
            sound = copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            copy.execute("SELECT count(*) FROM firm_user")
        except sqlite3.Error:
            sound = False
    if not sound:
        raise CannotKeep(f"{file} is no backup of Joinery. Nothing was changed.")


def _kept_aside(folder: Path) -> str:
    """Whole, with its files: those that the restored database does not name are swept away after a day."""
    if not (folder / "joinery.sqlite3").exists():
        return ""
    kept = folder / "backups" / f"before-restore-{datetime.now():%Y%m%d-%H%M%S}.joinery"
    kept.parent.mkdir(parents=True, exist_ok=True)
    back_up_whole(folder, kept)
    return f" What was there before is in {kept}."


def do_again(words: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "joinery.project.settings")
    import django

    django.setup()
    from django.utils import timezone

    from joinery.steps.erase_person import do_again as again

    if many := again(now=timezone.now()):
        print(f"{many} taken back or erased since then: done again.")
    return 0


def verify(words: list[str]) -> int:
    """Runs the invariants on live data, read only. Exit code 1 when one does not hold."""
    argparse.ArgumentParser(
        "joinery verify", description="Check on the live data, read only, that what must be true is."
    ).parse_args(words)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "joinery.project.settings")
    import django

    django.setup()
    from joinery.steps.verify_data import verify_all

    wrong = 0
    for invariant in verify_all():
        wrong += len(invariant.broken)
        print(f"{'holds ' if not invariant.broken else 'BROKEN'}  {invariant.says} (n = {invariant.looked_at})")
        for line in invariant.broken[:10]:
            print(f"        {line}")
    return 1 if wrong else 0


def _said(ask: argparse.ArgumentParser, words: list[str], run) -> int:  # type: ignore[no-untyped-def]
    ask.add_argument("--data", metavar="DIR", help="the folder that holds everything")
    said = ask.parse_args(words)
    folder = Path(said.data or os.environ.get("JOINERY_DATA", ".joinery")).absolute()
    os.environ["JOINERY_DATA"] = str(folder)
    try:
        print(run(said, folder))
    except CannotKeep as trouble:
        print(f"joinery: {trouble}", file=sys.stderr)
        return 2
    return 0

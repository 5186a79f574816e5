"""Backup and restore: the database and the files that its rows name, in one file, and nothing lost on the way back."""

import io
import os
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing

import pytest

from joinery.project.command.archive import DATABASE, database_in, pack, unpack_files
from joinery.project.command.store import CannotKeep, back_up_whole

NAME = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def house(tmp_path):
    folder = tmp_path / "house"
    (folder / "files" / "01").mkdir(parents=True)
    (folder / "letters").mkdir()
    (folder / "files" / "01" / NAME).write_bytes(b"a drawing")
    (folder / "files" / "01" / f"{NAME}.part").write_bytes(b"broken off")
    (folder / "letters" / f"{'a' * 64}.eml").write_bytes(b"a letter")
    (folder / "secret-key").write_text("not for a backup")
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        database.execute("CREATE TABLE firm_user (name)")
        database.execute("INSERT INTO firm_user VALUES ('Ana')")
        database.commit()
    return folder


def run(*words, folder):
    environment = {**os.environ, "JOINERY_DATA": str(folder)}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "joinery", *map(str, words)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)


def test_a_backup_holds_the_database_and_the_files_and_nothing_else(house, tmp_path):
    assert back_up_whole(house, tmp_path / "all.joinery") == 2

    with tarfile.open(tmp_path / "all.joinery") as archive:
        assert archive.getnames() == [DATABASE, f"files/01/{NAME}", f"letters/{'a' * 64}.eml"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.joinery", "house"]


def test_a_backup_holds_recordings_and_not_what_is_half_here(house, tmp_path):
    (house / "recordings").mkdir()
    for name in ("a2" * 9 + ".original", "a2" * 9 + ".ogg", "a2" * 9 + ".parts", "a2" * 9 + ".original.part"):
        (house / "recordings" / name).write_bytes(b"sound")
    assert back_up_whole(house, tmp_path / "all.joinery") == 4

    with tarfile.open(tmp_path / "all.joinery") as archive:
        assert archive.getnames()[-2:] == [f"recordings/{'a2' * 9}.ogg", f"recordings/{'a2' * 9}.original"]
    new = tmp_path / "new"
    new.mkdir()
    assert unpack_files(tmp_path / "all.joinery", new) == 4
    assert (new / "recordings" / f"{'a2' * 9}.ogg").read_bytes() == b"sound"


def test_a_backup_never_overwrites_another(house, tmp_path):
    (tmp_path / "all.joinery").write_text("mine")

    with pytest.raises(CannotKeep, match="never overwrites another"):
        back_up_whole(house, tmp_path / "all.joinery")
    assert (tmp_path / "all.joinery").read_text() == "mine"


def test_files_come_back_and_what_is_there_stays(house, tmp_path):
    back_up_whole(house, tmp_path / "all.joinery")
    new = tmp_path / "new"
    new.mkdir()

    assert unpack_files(tmp_path / "all.joinery", new) == 2
    assert (new / "files" / "01" / NAME).read_bytes() == b"a drawing"
    assert unpack_files(tmp_path / "all.joinery", new) == 0
    with closing(sqlite3.connect(database_in(tmp_path / "all.joinery", new))) as database:
        assert database.execute("SELECT name FROM firm_user").fetchall() == [("Ana",)]


@pytest.mark.parametrize(
    "name", ["../out", "/tmp/out-of-joinery", "files/../../out", "secret-key", f"files/01/{NAME}x"]
)
def test_an_archive_from_elsewhere_writes_nowhere_else(tmp_path, name):
    evil, new = tmp_path / "evil.tar", tmp_path / "deep" / "new"
    new.mkdir(parents=True)
    with tarfile.open(evil, "w") as archive:
        member = tarfile.TarInfo(name)
        member.size = 3
        archive.addfile(member, io.BytesIO(b"bad"))
        link = tarfile.TarInfo(f"files/01/{NAME}")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)

    assert unpack_files(evil, new) == 0
    assert list(new.rglob("*")) == []


def test_a_broken_off_backup_leaves_nothing(house, tmp_path):
    with pytest.raises(OSError, match="No such file"):
        pack(house / "not there", house, tmp_path / "all.joinery")
    assert [path.name for path in tmp_path.iterdir()] == ["house"]


def test_from_one_folder_into_another_by_the_command(tmp_path):
    first, second, kept = tmp_path / "first", tmp_path / "second", tmp_path / "all.joinery"
    first.mkdir()
    assert run("manage", "migrate", "-v0", folder=first).returncode == 0
    (first / "files" / "01").mkdir(parents=True)
    (first / "files" / "01" / NAME).write_bytes(b"a drawing")
    assert "the database and 1 file." in run("backup", kept, folder=first).stdout
    assert run("restore", kept, folder=second).stdout.startswith(f"Restored from {kept}. 1 file came back with it.")
    assert (second / "files" / "01" / NAME).read_bytes() == b"a drawing"

    (second / "files" / "01" / NAME.replace("0", "f")).write_bytes(b"younger")
    again = run("restore", kept, folder=second)
    aside = next((second / "backups").glob("before-restore-*.joinery"))
    assert str(aside) in again.stdout
    with tarfile.open(aside) as archive:
        assert f"files/01/{NAME.replace('0', 'f')}" in archive.getnames()


def test_what_is_no_backup_changes_nothing(house, tmp_path):
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    with tarfile.open(tmp_path / "other.tar", "w"):
        pass
    before = (house / DATABASE).read_bytes()
    for name in ("photo.jpg", "other.tar"):
        refused = run("restore", tmp_path / name, folder=house)
        assert (refused.returncode, "is no backup of Joinery" in refused.stderr) == (2, True)
    assert (house / DATABASE).read_bytes() == before

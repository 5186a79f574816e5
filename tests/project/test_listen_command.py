"""`joinery listen`: what a person, a program and a browser are given; and what is refused, in one line."""

import json
import os
import re
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from joinery.project.command import main

SAMPLES = sorted(path for path in Path("samples").iterdir() if path.suffix != ".md")
TALK = "Dora: We lose linen every week.\n\nAna: Where does it get lost?\n\nDora: In the basement, I think.\n"
KEYS = ["source", "speakers", "turns", "measures", "findings", "not_sure", "cannot_tell", "method_edition"]


@pytest.fixture
def talk_file(tmp_path: Path) -> Path:
    (tmp_path / "astoria.txt").write_text(TALK)
    return tmp_path / "astoria.txt"


def joinery(*arguments: object, **more: object) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([os.getcwd(), os.environ.get("PYTHONPATH", "")])}
    environment.update(more.pop("env", {}))  # type: ignore[call-overload]
    command = [sys.executable, "-m", "joinery", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, timeout=60, env=environment, **more)  # type: ignore[call-overload]


def objects(printed: str) -> list[dict]:
    return [json.loads(line) for line in printed.splitlines()]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_every_sample_is_read_in_every_form(sample, tmp_path, capsys):
    assert main(["listen", str(sample)]) == 0
    assert main(["listen", str(sample), "--json"]) == 0
    assert main(["listen", str(sample), "--html", str(tmp_path)]) == 0
    assert [path.name for path in tmp_path.iterdir()] == [f"{sample.stem}.html"]


def test_the_json_has_exactly_the_keys_that_programs_were_promised(capsys):
    main(["listen", *map(str, SAMPLES), "--json"])

    for said, sample in zip(objects(capsys.readouterr().out), SAMPLES, strict=True):
        assert list(said) == KEYS
        assert said["source"] == str(sample)
        assert list(said["speakers"][0]) == ["name", "side", "words", "seconds", "share"]
        assert list(said["turns"][0]) == ["index", "speaker", "side", "start", "end", "text", "acts"]
        assert [turn["index"] for turn in said["turns"]] == list(range(len(said["turns"])))
        assert round(sum(speaker["share"] for speaker in said["speakers"]), 2) == 1.0


def test_every_quote_in_the_json_equals_its_slice(capsys):
    main(["listen", *map(str, SAMPLES), "--json"])

    findings = [(said, finding) for said in objects(capsys.readouterr().out) for finding in said["findings"]]
    assert findings
    for said, finding in findings:
        assert said["turns"][finding["turn"]]["text"][finding["start"] : finding["end"]] == finding["quote"]


def test_what_a_source_without_times_does_not_say_is_null(talk_file, capsys):
    main(["listen", str(talk_file), "--json"])

    (said,) = objects(capsys.readouterr().out)
    assert [(each["name"], each["words"], each["seconds"]) for each in said["speakers"]] == [
        ("Dora", 10, None),
        ("Ana", 5, None),
    ]
    assert {(turn["start"], turn["end"]) for turn in said["turns"]} == {(None, None)}


def test_a_side_that_is_given_holds_whatever_its_case(talk_file, capsys):
    main(["listen", str(talk_file), "--json", "--side", "DORA=customer", "--side", "Ana=seller"])

    (said,) = objects(capsys.readouterr().out)
    assert [(each["name"], each["side"]) for each in said["speakers"]] == [("Dora", "customer"), ("Ana", "seller")]


def test_by_friday_counts_from_the_day_that_was_given(tmp_path, capsys):
    promise = tmp_path / "promise.txt"
    promise.write_text("Ana: I'll send you the drawings by Friday.\n\nDora: Good.\n")

    main(["listen", str(promise), "--json", "--on", "2026-09-02"])
    (on_a_wednesday,) = objects(capsys.readouterr().out)
    main(["listen", str(promise), "--json"])
    (today,) = objects(capsys.readouterr().out)

    assert [each["due"] for each in on_a_wednesday["findings"] if each["kind"] == "promise"] == ["2026-09-04"]
    assert all(each["due"] >= date.today().isoformat() for each in today["findings"] if each["due"])


BAD = {
    "missing": None,
    "empty": b"",
    "blank": b" \n\n ",
    "binary": bytes(range(256)) * 40,
    "broken json": b'{"turns": [',
    "another json": b'{"a": 1}',
    "deep json": b"[" * 200_000,
}


@pytest.mark.parametrize("form", [[], ["--json"], ["--html", "out.html"]], ids=["text", "json", "html"])
@pytest.mark.parametrize("content", BAD.values(), ids=BAD.keys())
def test_what_is_no_conversation_is_refused_in_one_line_and_nothing_is_written(
    content, form, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    if content is not None:
        Path("bad.json").write_bytes(content)

    code = main(["listen", "bad.json", *form])

    printed = capsys.readouterr()
    assert (code, printed.out, len(printed.err.splitlines())) == (2, "", 1)
    assert "bad.json" in printed.err
    assert not Path("out.html").exists()


def test_a_folder_is_refused(tmp_path, capsys):
    assert main(["listen", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"joinery listen: {tmp_path}: This is a folder, not a conversation.\n"


def test_the_good_files_are_read_beside_a_bad_one(talk_file, capsys):
    code = main(["listen", str(talk_file), "missing.vtt", str(talk_file), "--json"])

    printed = capsys.readouterr()
    assert code == 2
    assert [said["source"] for said in objects(printed.out)] == [str(talk_file)] * 2
    assert len(printed.err.splitlines()) == 1


def test_a_page_that_was_there_outlives_a_bad_file(tmp_path):
    page = tmp_path / "page.html"
    page.write_text("the page of yesterday")
    (tmp_path / "bad.vtt").write_bytes(b"\x00\x01")

    assert main(["listen", str(tmp_path / "bad.vtt"), "--html", str(page)]) == 2
    assert page.read_text() == "the page of yesterday"


def test_the_conversation_is_never_overwritten_by_its_page(talk_file, capsys):
    assert main(["listen", str(talk_file), "--html", str(talk_file)]) == 2
    assert talk_file.read_text() == TALK


def test_several_files_become_a_folder_of_pages_with_names_of_their_own(talk_file, tmp_path, capsys):
    assert main(["listen", str(talk_file), str(talk_file), "--html", str(tmp_path / "pages")]) == 0
    assert sorted(path.name for path in (tmp_path / "pages").iterdir()) == ["astoria-2.html", "astoria.html"]


def test_several_files_do_not_go_into_one_page(talk_file, tmp_path, capsys):
    assert main(["listen", str(talk_file), str(talk_file), "--html", str(tmp_path / "all.html")]) == 2
    assert "must be a folder" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["astoria.txt"]


@pytest.mark.parametrize(
    ("wish", "says"),
    [
        (["--side", "Nobody=seller"], "nobody named “Nobody” speaks in"),
        (["--side", "Dora=friend"], "is not NAME=seller or NAME=customer"),
        (["--on", "Friday"], "is not a day like 2026-09-02"),
        (["--json", "--html", "x.html"], "not allowed with argument"),
        (["--html", "no/such/place/x.html"], "there is no such folder"),
    ],
)
def test_a_wish_that_cannot_be_met_is_said_in_one_line(wish, says, talk_file, capsys):
    code = main(["listen", str(talk_file), *wish])

    printed = capsys.readouterr()
    assert (code, printed.out, len(printed.err.splitlines())) == (2, "", 1)
    assert says in printed.err


def test_words_of_strangers_cannot_steer_the_terminal(tmp_path, capsys):
    hostile = tmp_path / "hostile.txt"
    hostile.write_text("Dora\x1b]0;owned\x07: I'll send it \x1b[2J\x9b31m by Friday\u202e.\n\nAna: Good\x1b[31m?\n")

    for form in ([], ["--json"]):
        main(["listen", str(hostile), *form])
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", capsys.readouterr().out)


def test_an_unknown_command_is_said_in_one_line(capsys):
    assert main(["lissen"]) == 2
    assert capsys.readouterr().err == "joinery: there is no command “lissen”; see joinery --help\n"


def test_help_names_every_command(capsys):
    assert main(["--help"]) == 0
    assert "joinery listen" in capsys.readouterr().out


def test_listening_does_not_load_the_server(talk_file):
    done = joinery("listen", talk_file, env={"PYTHONPROFILEIMPORTTIME": "1"})

    assert done.returncode == 0
    assert b"joinery.engine" in done.stderr
    assert b"django" not in done.stderr


@pytest.mark.parametrize("form", [[], ["--json"]], ids=["text", "json"])
def test_listening_to_a_text_loads_nothing_that_it_does_not_need(form, talk_file):
    done = joinery("listen", talk_file, *form, env={"PYTHONPROFILEIMPORTTIME": "1"})

    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.decode().splitlines()}
    assert "joinery.engine.findings" in loaded
    idle = {"statistics", "fractions", "decimal", "random", "email", "xml", "tempfile", "sqlite3"}
    assert loaded & (idle | {"joinery.engine.formats.docx", "joinery.engine.formats.mail_html"}) == set()


def test_a_reader_who_leaves_early_hears_no_complaint(tmp_path):
    long = tmp_path / "long.txt"
    long.write_text("\n\n".join(f"{('Ana', 'Dora')[n % 2]}: I'll do thing number {n} by Friday." for n in range(1000)))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([os.getcwd(), os.environ.get("PYTHONPATH", "")])}
    command = [sys.executable, "-m", "joinery", "listen", str(long), str(long)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""


def hear_ctrl_c():
    """What a shell runs in the background is deaf to it, and so is all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_ends_it_without_a_traceback(tmp_path):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([os.getcwd(), os.environ.get("PYTHONPATH", "")])}
    command = [sys.executable, "-X", "importtime", "-m", "joinery", "listen", "-"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, env=environment, preexec_fn=hear_ctrl_c, **pipes) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        assert running.stderr is not None
        for line in running.stderr:
            if b"joinery.speech.kinds" in line:  # all is loaded but what the talk itself will need
                break
        running.send_signal(signal.SIGINT)
        printed, said = running.communicate(timeout=30)

    # Stopped while it still loads, Python may end itself by the signal (-2): a shell shows both as 130.
    assert running.returncode in (130, -signal.SIGINT)
    assert printed == b""
    assert b"Traceback" not in said


def test_a_talk_may_come_through_a_pipe():
    done = joinery("listen", "-", "--json", input=TALK.encode())

    assert [said["source"] for said in objects(done.stdout.decode())] == ["-"]


def test_a_terminal_of_plain_letters_gets_plain_letters(tmp_path):
    talk = tmp_path / "talk.txt"
    talk.write_text("Zoë: Where is the Wäscherei?\n\nAna: I'll find out for you by Friday.\n")

    text = joinery("listen", talk, env={"PYTHONIOENCODING": "ascii", "TERM": "dumb"})
    line = joinery("listen", talk, "--json", env={"PYTHONIOENCODING": "ascii"})

    assert (text.returncode, text.stderr) == (0, b"")
    assert text.stdout.isascii()
    assert json.loads(line.stdout)["turns"][0]["text"] == "Where is the Wäscherei?"


@pytest.mark.parametrize(
    ("wish", "environment", "has_color"),
    [([], {}, False), (["--color"], {}, True), (["--color"], {"NO_COLOR": "1"}, True), (["--no-color"], {}, False)],
)
def test_colours_are_for_terminals_and_for_who_asks(wish, environment, has_color, talk_file):
    assert (b"\x1b[" in joinery("listen", talk_file, *wish, env=environment).stdout) == has_color

"""The command line answers in sentences and exit codes, whatever happens."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pluto_desktop import cli
from pluto_desktop.adapters.sql.library import open_library
from pluto_desktop.cli import COMMANDS, main
from pluto_desktop.cli.framework import Parser, common_options, run_guarded
from pluto_desktop.domain.errors import Cancelled, Conflict, Denied, Invalid, NotFound, Offline, Timeout

ROOT = Path(__file__).resolve().parents[3]


def raising(error: BaseException):
    def run(_args: argparse.Namespace) -> int:
        raise error

    return run


def args(*, as_json: bool = False) -> argparse.Namespace:
    return argparse.Namespace(json=as_json)


def test_every_command_has_help_and_the_common_options(capsys: pytest.CaptureFixture[str]):
    for command in COMMANDS:
        with pytest.raises(SystemExit) as caught:
            main([command, "--help"])
        assert caught.value.code == 0
        shown = capsys.readouterr().out
        assert "--json" in shown, command
        assert "--library" in shown, command
        assert "usage: pluto" in shown


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as caught:
        main(["--help"])
    assert caught.value.code == 0
    shown = capsys.readouterr().out
    for command in COMMANDS:
        assert f"  {command} " in shown


def test_version(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as caught:
        main(["--version"])
    assert caught.value.code == 0
    assert capsys.readouterr().out.startswith("Pluto Desktop ")


@pytest.mark.parametrize("error", [Invalid, NotFound, Denied, Conflict])
def test_a_known_error_is_one_sentence_and_two(error, capsys: pytest.CaptureFixture[str]):
    assert run_guarded(raising(error("song_not_found", name="Jo")), args()) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == "There is no song “Jo” in this library.\n"


@pytest.mark.parametrize("error", [Offline, Timeout])
def test_what_cannot_be_reached_is_three(error):
    assert run_guarded(raising(error("song_not_found", name="Jo")), args()) == 3


def test_errors_as_json(capsys: pytest.CaptureFixture[str]):
    assert run_guarded(raising(NotFound("song_not_found", name="జో")), args(as_json=True)) == 2
    shown = capsys.readouterr()
    assert shown.err == "There is no song “జో” in this library.\n"
    assert json.loads(shown.out) == {
        "error": {"code": "song_not_found", "message": "There is no song “జో” in this library."}
    }


def test_a_bug_is_one_sentence_with_a_report(capsys: pytest.CaptureFixture[str], own_folders: Path):
    assert run_guarded(raising(ZeroDivisionError("secret")), args()) == 1
    shown = capsys.readouterr().err
    assert shown.count("\n") == 1
    assert "Traceback" not in shown
    reports = list(own_folders.rglob("crash-*.txt"))
    assert len(reports) == 1
    assert str(reports[0]) in shown
    assert "ZeroDivisionError: secret" in reports[0].read_text(encoding="utf-8")


@pytest.mark.parametrize("error", [KeyboardInterrupt(), Cancelled()])
def test_stopping_is_not_an_error(error, capsys: pytest.CaptureFixture[str]):
    assert run_guarded(raising(error), args()) == 130
    assert capsys.readouterr().err == "Stopped. What was finished before is kept.\n"


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["serch"], "Did you mean “search”?"),
        (["qqqq"], "“pluto --help” lists the commands"),
        (["--colour"], "unrecognized arguments: --colour"),
        (["doctor", "--colour"], "unrecognized arguments: --colour"),
        (["doctor", "--library"], "expected one argument"),
        (["doctor", "--library", ""], "the library needs the name of a folder"),
        (["doctor", "--library", "a\0b"], "the library needs the name of a folder"),
        (["import", ""], "an empty PATH names nothing"),
        (["catalog", "import", ""], "an empty PATH names nothing"),
        (["catalog", "export", ""], "an empty PATH names nothing"),
        (["library", "export", ""], "an empty PATH names nothing"),
        (["library", "restore", "a\0b"], "an empty PATH names nothing"),
    ],
)
def test_wrong_use_is_one_sentence_and_two(arguments, part, capsys: pytest.CaptureFixture[str]):
    assert main(arguments) == 2
    shown = capsys.readouterr()
    assert part in shown.err
    assert shown.err.count("\n") == 1
    assert main([*arguments, "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "wrong_use"


def parse(*arguments: str) -> argparse.Namespace:
    parser = Parser(prog="pluto", parents=[common_options()])
    subparsers = parser.add_subparsers()
    subparsers.add_parser("x", parents=[common_options(inherit=True)])
    return parser.parse_args(arguments)


def test_common_options_may_stand_before_or_behind_the_command(tmp_path: Path):
    assert parse("--library", str(tmp_path), "x").library == tmp_path
    assert parse("x", "--library", str(tmp_path)).library == tmp_path
    assert parse("--json", "x").json is True
    assert parse("x", "--json").json is True
    assert parse("x").json is False


def test_the_library_comes_from_the_environment_or_the_platform(tmp_path: Path, monkeypatch, own_folders: Path):
    assert parse("x").library == own_folders / "data" / "pluto-desktop" / "library"
    monkeypatch.setenv("PLUTO_LIBRARY", str(tmp_path))
    assert parse("x").library == tmp_path
    assert parse("x", "--library", "/elsewhere").library == Path("/elsewhere")


def test_without_a_command_the_window_opens_with_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    opened: list[tuple[Path, list[Path]]] = []
    from pluto_desktop.bootstrap import window

    monkeypatch.setattr(window, "open_window", lambda folder, files: opened.append((folder, files)) or 0)
    monkeypatch.chdir(tmp_path)
    assert main([]) == 0
    assert main(["--library", str(tmp_path), "song.mp3", "/music/జో.ogg"]) == 0
    assert main(["--", "search"]) == 2
    (tmp_path / "search").write_bytes(b"")
    assert main(["--", "search"]) == 0
    assert opened[1] == (tmp_path, [tmp_path / "song.mp3", Path("/music/జో.ogg")])
    assert opened[2][1] == [tmp_path / "search"]


def run_pluto(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "pluto_desktop", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
        timeout=60,
    )


def test_names_that_are_not_utf8_are_shown_as_escapes_in_any_locale():
    done = run_pluto(os.fsdecode(b"caf\xe9"), LC_ALL="C", PYTHONIOENCODING="ascii")
    assert done.returncode == 2
    assert b"caf\\udce9" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_closed_pipe_is_no_error():
    shell = f"{sys.executable} -m pluto_desktop doctor | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", shell], cwd=ROOT, capture_output=True, check=False, timeout=60)
    assert done.stderr == b""
    assert done.returncode in {0, 1}


@pytest.mark.parametrize("command", ["search zzz", "search zzz --json", "doctor --json"])
@pytest.mark.parametrize("stdout", ["/dev/full", "&-"])
def test_an_answer_that_cannot_be_written_is_one_sentence(command: str, stdout: str, tmp_path: Path):
    open_library(tmp_path / "library").close()
    shell = f"{sys.executable} -m pluto_desktop {command} --library {tmp_path / 'library'} >{stdout}"
    done = subprocess.run(["bash", "-c", shell], cwd=ROOT, capture_output=True, check=False, timeout=60)
    assert b"Traceback" not in done.stderr
    assert b"mistake of its own" not in done.stderr
    if stdout == "/dev/full":
        assert done.stderr.startswith(b"The answer could not be written out")
        assert done.stderr.count(b"\n") == 1
        assert done.returncode == 2
    else:
        assert done.stderr == b""


@pytest.mark.parametrize(
    "command", [["search", "x"], ["show", "x"], ["lyrics", "show", "x"], ["catalog", "export", "x.csv"]]
)
def test_a_library_whose_name_was_mistyped_is_not_made(command: list[str], tmp_path: Path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main([*command, "--library", str(tmp_path / "libary")]) == 2
    assert "There is no library" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_library_that_can_only_be_read_is_read_and_says_why(tmp_path: Path, capsys):
    library = open_library(tmp_path)
    with library.connections.writing() as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    library.close()
    assert main(["search", "x", "--json", "--library", str(tmp_path)]) == 0
    said = capsys.readouterr()
    assert '"songs": []' in said.out
    assert "newer" in said.err


def test_a_name_that_is_not_utf8_is_the_name_of_no_song(tmp_path: Path):
    open_library(tmp_path / "library").close()
    for command in (["show"], ["lyrics", "show"], ["search"]):
        done = run_pluto(*command, os.fsdecode(b"caf\xe9"), "--library", str(tmp_path / "library"))
        assert done.returncode == (1 if command == ["search"] else 2), done
        assert b"mistake of its own" not in done.stderr


def test_a_sentence_is_one_line_whatever_the_name(capsys: pytest.CaptureFixture[str]):
    assert run_guarded(raising(NotFound("song_not_found", name="a\nb")), args()) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_window_writes_what_it_does_into_its_log(monkeypatch: pytest.MonkeyPatch, own_folders: Path):
    monkeypatch.setattr("pluto_desktop.bootstrap.window.open_window", lambda _folder, _files: 0)
    assert main([]) == 0
    logs = list(own_folders.rglob("pluto.log"))
    assert len(logs) == 1
    assert "opens the library in" in logs[0].read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["--help", "--version", "search", "show", "lyrics", "import", "catalog", "library"])
def test_no_command_loads_qt(command: str, tmp_path: Path):
    line = [command] if command.startswith("--") else [command, "--help"]
    code = f"""
import sys
from pluto_desktop.cli import main
try:
    main({line!r})
except SystemExit:
    pass
loaded = [name for name in ("PySide6", "vlc", "av", "numpy") if name in sys.modules]
sys.exit(f"loaded: {{loaded}}" if loaded else 0)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr.decode()


def test_every_command_can_be_imported():
    for module, what in COMMANDS.values():
        assert what[0].islower()
        assert (ROOT / (module.replace(".", "/") + ".py")).is_file(), module
    assert cli.EXIT_WRONG == 2

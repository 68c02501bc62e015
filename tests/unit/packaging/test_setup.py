"""What setting up does on machines that lack something; the tools of those machines are played by small scripts."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

SETUP = Path(__file__).resolve().parents[3] / "packaging" / "setup.sh"
NEEDED = ("bash", "cat", "cksum", "dirname", "env", "grep")
INSTALLED = "apt-get -qq -y -o Acquire::Retries=3 -o DPkg::Lock::Timeout=600 -o Dpkg::Use-Pty=0 install"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the script installs packages of Debian and Ubuntu")


@dataclass
class Machine:
    """A checkout on a machine that has only the tools a test puts there."""

    folder: Path

    def tool(self, name: str, script: str = "exit 0") -> None:
        path = self.folder / "bin" / name
        path.write_text(f'#!/bin/bash\necho "{name} $*" >>"{self.folder}/calls"\n{script}\n', encoding="utf-8")
        path.chmod(0o755)

    def python(self, version: str, *, venv: bool = True) -> None:
        """Put a Python there, under its full name and, as systems do, as “python3”."""
        played = [f"import sys; sys.version_info = ({version.replace('.', ', ')}, 0)", "exec(sys.argv[1])"]
        if not venv:
            played.insert(1, "sys.modules['ensurepip'] = None")
        answers = f"""case "$1" in
            --version) echo "Python {version}.0";;
            -c) exec "{sys.executable}" -c "{"; ".join(played)}" "$2";;
            *) exit 9;;
        esac"""
        for name in (f"python{version}", "python3"):
            self.tool(name, answers)

    def set_up(self, what: str = "run", **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", str(self.folder / "packaging" / "setup.sh"), what],
            env={"PATH": str(self.folder / "bin"), **environment},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    @property
    def calls(self) -> list[str]:
        told = self.folder / "calls"
        return told.read_text(encoding="utf-8").splitlines() if told.exists() else []

    @property
    def installed(self) -> list[list[str]]:
        return [call.removeprefix(INSTALLED).split()[1:] for call in self.calls if call.startswith(INSTALLED)]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    for name in ("bin", "packaging"):
        (tmp_path / name).mkdir()
    shutil.copy(SETUP, tmp_path / "packaging")
    for name in ("packaging/requirements.lock", "pyproject.toml", "setup.py"):
        (tmp_path / name).touch()
    for name in NEEDED:
        where = shutil.which(name)
        assert where, name
        (tmp_path / "bin" / name).symlink_to(where)
    machine = Machine(tmp_path)
    machine.tool("ldconfig")
    machine.tool("id", "echo 0")
    machine.tool("apt-get")
    machine.tool("apt-cache", "exit 100")
    return machine


def test_root_is_told_what_is_installed(machine: Machine):
    done = machine.set_up()
    packages = machine.installed[0]
    assert {"libvlc5", "libgl1", "libwayland-cursor0", "python3", "python3-venv"} < {*packages, "vlc-plugin-base"}
    assert f"installing system packages: {packages[0]}" in done.stdout
    assert "xvfb" not in packages
    assert not any(call.startswith("sudo") for call in machine.calls)


@pytest.mark.parametrize(
    ("what", "more"), [("screen", "xvfb"), ("test", "dbus-daemon"), ("test", "desktop-file-utils")]
)
def test_some_tasks_need_more(machine: Machine, what: str, more: str):
    machine.set_up(what)
    assert more in machine.installed[0]


def test_a_person_installs_with_sudo(machine: Machine):
    machine.tool("id", "echo 1000")
    machine.tool("sudo", '"$@"')
    machine.set_up()
    assert "libvlc5" in machine.installed[0]
    assert [call.split()[0] for call in machine.calls].count("sudo") == 2


def test_a_person_without_sudo_is_told_the_command(machine: Machine):
    machine.tool("id", "echo 1000")
    done = machine.set_up()
    assert done.returncode == 1
    assert "as root" in done.stderr
    assert "apt-get install --no-install-recommends libgl1 libegl1" in done.stderr
    assert not machine.installed


def test_an_installation_that_fails_says_what_to_do(machine: Machine):
    machine.tool("apt-get", "exit 100")
    done = machine.set_up()
    assert done.returncode == 1
    assert "going on with the lists there are" in done.stdout
    assert "apt-get install --no-install-recommends libgl1" in done.stderr


def test_nothing_to_install_with(machine: Machine):
    (machine.folder / "bin" / "apt-get").unlink()
    done = machine.set_up()
    assert done.returncode == 1
    assert "there is no apt-get to install them with: libgl1" in done.stderr


def test_a_python_too_old_has_another_beside_it(machine: Machine):
    machine.python("3.10")
    machine.tool("apt-cache", '[ "$2" = python3.11 ]')
    machine.set_up()
    assert "python3" not in machine.installed[0]
    assert machine.installed[1] == ["python3.11", "python3.11-venv"]


def test_no_python_that_fits(machine: Machine):
    machine.python("3.10")
    done = machine.set_up()
    assert done.returncode == 1
    assert "needs Python 3.11, 3.12 or 3.13" in done.stderr


def test_the_named_python_and_no_other_is_used(machine: Machine):
    machine.python("3.12")
    machine.python("3.11")
    assert "with Python 3.12.0" in machine.set_up().stdout
    assert "with Python 3.11.0" in machine.set_up(PYTHON="python3.11").stdout
    done = machine.set_up(PYTHON="python3.9")
    assert done.returncode == 1
    assert "needs Python 3.11, 3.12 or 3.13" in done.stderr


def test_a_python_that_can_make_an_environment_comes_first(machine: Machine):
    machine.python("3.11")
    machine.python("3.13", venv=False)
    assert "with Python 3.11.0" in machine.set_up().stdout


def test_a_python_without_venv_gets_it(machine: Machine):
    machine.python("3.13", venv=False)
    machine.set_up()
    assert "python3.13-venv" in machine.installed[0]


def test_another_python_makes_the_environment_anew(machine: Machine):
    machine.python("3.12")
    made = machine.folder / ".venv" / "bin"
    made.mkdir(parents=True)
    old = made / "python"
    old.write_text('#!/bin/bash\necho "Python 3.11.0"\n', encoding="utf-8")
    old.chmod(0o755)
    assert "making a virtual environment in .venv with Python 3.12.0" in machine.set_up().stdout
    assert any(call == "python3.12 -m venv --clear .venv" for call in machine.calls)

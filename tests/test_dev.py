"""The bootstrap: what makes it set up again, how it gets uv, and that every check runs."""

import importlib.util
import os
import re
import subprocess
import sys
import time
import tomllib
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
MAKE_SLOWLY = """
import sys, time
from importlib.machinery import SourceFileLoader
import types
dev = types.ModuleType("dev")
dev.__file__ = sys.argv[1] + "/dev"
exec(compile(open(dev.__file__).read(), dev.__file__, "exec"), dev.__dict__)
def make():
    print("making", flush=True)
    time.sleep(0.5)
    dev.PYTHON.parent.mkdir(exist_ok=True)
    dev.PYTHON.touch()
    dev.STAMP.write_text(dev.fingerprint())
dev.make_environment = make
dev.set_up()
"""


def load(folder: Path) -> ModuleType:
    """The bootstrap as it would run in this folder."""
    script = folder / "dev"
    if folder != ROOT:
        folder.mkdir(exist_ok=True)
        script.write_text((ROOT / "dev").read_text())
    loader = SourceFileLoader("dev_script", str(script))
    spec = importlib.util.spec_from_loader("dev_script", loader)
    assert spec
    module = importlib.util.module_from_spec(spec)
    bytecode, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    loader.exec_module(module)
    sys.dont_write_bytecode = bytecode
    return module


@pytest.fixture
def dev(tmp_path: Path) -> ModuleType:
    """The bootstrap of a small project in a folder with a space in its path."""
    folder = tmp_path / "my project"
    module = load(folder)
    (folder / "requirements.lock").write_text("one==1\n")
    (folder / "pyproject.toml").write_text("[project]\nname = 'one'\n")
    return module


def set_up_by_hand(dev: ModuleType) -> None:
    dev.PYTHON.parent.mkdir(parents=True)
    dev.PYTHON.touch()
    dev.STAMP.write_text(dev.fingerprint())


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_it_sets_up_again_only_when_something_it_depends_on_changed(
    dev: ModuleType, name: str
) -> None:
    assert not dev.is_fresh()
    set_up_by_hand(dev)
    assert dev.is_fresh()

    (dev.ROOT / name).write_text("[project]\nname = 'two'\n")

    assert not dev.is_fresh()


def test_a_moved_folder_is_set_up_again(dev: ModuleType) -> None:
    set_up_by_hand(dev)
    moved = dev.ROOT.rename(dev.ROOT.with_name("elsewhere"))

    assert not load(moved).is_fresh()


def test_a_set_up_that_was_cut_short_is_done_again(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def cut_short(*_: object) -> None:
        made.append("begun")
        raise KeyboardInterrupt

    monkeypatch.setattr(dev, "loudly", cut_short)
    monkeypatch.setattr(dev, "find_uv", lambda: ["uv"])

    assert dev.main(["setup"]) == 130
    assert dev.PYTHON.exists()
    assert not dev.is_fresh()
    assert dev.main(["setup"]) == 130
    assert len(made) == 2


def test_two_at_once_set_up_once(dev: ModuleType) -> None:
    command = [sys.executable, "-c", MAKE_SLOWLY, str(dev.ROOT)]
    runs = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]

    told = [run.communicate(timeout=90) for run in runs]

    assert [run.returncode for run in runs] == [0, 0], told
    assert sum(out.count("making") for out, _ in told) == 1


def test_an_installer_that_outlives_a_killed_set_up_is_waited_for(dev: ModuleType) -> None:
    began = dev.ROOT / "began"
    outliving = f"import pathlib, time; pathlib.Path({str(began)!r}).touch(); time.sleep(2)"
    make = f"dev.loudly([sys.executable, '-c', {outliving!r}])\n"
    script = MAKE_SLOWLY.replace("time.sleep(0.5)\n    ", make + "    ")
    killed = subprocess.Popen([sys.executable, "-c", script, str(dev.ROOT)])
    while not began.exists():
        time.sleep(0.01)
    killed.kill()
    killed.wait(5)
    since = time.monotonic()

    with dev.one_at_a_time():
        waited = time.monotonic() - since

    assert waited > 1


@pytest.mark.parametrize(
    ("there", "expected"),
    [
        ({"pip"}, "own"),
        ({"ensurepip", "venv-pip"}, "own"),
        ({"uv"}, "path"),
    ],
)
def test_uv_comes_from_whatever_there_is(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, there: set[str], expected: str
) -> None:
    def works(command: list[str]) -> bool:
        if "ensurepip" in command:
            return "ensurepip" in there
        return ("pip" if command[0] == sys.executable else "venv-pip") in there

    monkeypatch.setattr(dev, "works", works)
    monkeypatch.setattr(dev.shutil, "which", lambda _: "/opt/uv" if "uv" in there else None)

    own = str(dev.VENV / "bin" / "uv")
    assert dev.find_uv() == [own if expected == "own" else "/opt/uv"]


def test_a_python_that_can_install_nothing_is_told_in_a_sentence(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "works", lambda _: False)
    monkeypatch.setattr(dev.shutil, "which", lambda _: None)

    assert dev.main(["setup"]) == 1

    told = capsys.readouterr().err
    assert "has neither pip nor ensurepip, and uv is not installed" in told
    assert "Traceback" not in told


def test_a_folder_of_someone_else_is_told_in_a_sentence(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse() -> None:
        raise PermissionError(13, "Permission denied", "/some/.venv/bin")

    monkeypatch.setattr(dev, "make_environment", refuse)

    assert dev.main(["setup"]) == 1

    assert "/some/.venv/bin cannot be changed by this user" in capsys.readouterr().err


def test_children_write_bytecode_and_see_only_this_environment(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PIP_USER"):
        monkeypatch.setenv(name, "1")
    monkeypatch.setenv("HOME", "/nonexistent")
    monkeypatch.delenv("UV_CACHE_DIR", raising=False)

    told = dev.environment()

    assert not {"PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PIP_USER"} & set(told)
    assert told["PATH"].startswith(str(dev.VENV / "bin"))
    assert told["UV_PYTHON_DOWNLOADS"] == "never"
    assert told["UV_CACHE_DIR"].startswith(str(dev.VENV))


@pytest.mark.parametrize(("arguments", "code"), [([], 0), (["--help"], 0), (["dmeo"], 2)])
def test_the_commands_are_told(
    dev: ModuleType, arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(arguments) == code

    told = capsys.readouterr().out
    assert all(f"  {name} " in told for name in dev.COMMANDS)


def test_an_older_python_hands_over_to_a_newer_one(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed: list[list[str]] = []
    monkeypatch.setattr(dev.sys, "version_info", (3, 10, 1))
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/opt/{name}" if "12" in name else None)
    monkeypatch.setattr(dev.os, "execv", lambda _, arguments: handed.append(arguments))

    dev.main(["test", "-x"])

    assert handed == [["/opt/python3.12", str(dev.ROOT / "dev"), "test", "-x"]]


def test_an_older_python_alone_is_told_in_a_sentence(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev.sys, "version_info", (3, 10, 1))
    monkeypatch.setattr(dev.shutil, "which", lambda _: None)

    assert dev.main(["test"]) == 1

    assert capsys.readouterr().err.startswith("This needs Python 3.11 or newer")


def test_every_check_runs_also_after_one_failed(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_by_hand(dev)
    seen: list[str] = []

    def tool(name: str, *arguments: str) -> str:
        seen.append(" ".join((name, *arguments[:1])))
        return "a fault" if name == "ruff" else ""

    monkeypatch.setattr(dev, "tool", tool)

    assert dev.main(["check"]) == 1

    assert [name.split()[0] for name in seen] == [
        *("ruff", "ruff", "mypy", "mypy", "lint-imports", "python")
    ]
    told = capsys.readouterr().out.splitlines()
    assert sum(line.startswith("FAILED") for line in told) == 2
    assert sum(bool(re.match(r"ok +\d+\.\d s ", line)) for line in told) == 5


def test_all_checks_content_is_success(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    set_up_by_hand(dev)
    monkeypatch.setattr(dev, "tool", lambda *_: "")

    assert dev.main(["check"]) == 0


def test_a_file_of_401_lines_is_too_long(dev: ModuleType) -> None:
    (dev.ROOT / "fits.py").write_text("x = 1\n" * 400)
    assert dev.long_files() == ""
    (dev.ROOT / ".venv" / "lib").mkdir(parents=True)
    for path in ("long.py", ".venv/lib/long.py"):
        (dev.ROOT / path).write_text("x = 1\n" * 401)

    assert dev.long_files() == "long.py: 401"


def test_the_lock_holds_every_requirement_with_hashes_and_no_address() -> None:
    text = (ROOT / "requirements.lock").read_text()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = project["project"]["dependencies"] + project["build-system"]["requires"]
    wanted += project["project"]["optional-dependencies"]["dev"]
    pinned = re.split(r"\n(?=\S)", text.strip())

    names = {re.split(r"[=\[]", entry)[0] for entry in pinned}
    assert {normal(re.split(r"[^\w.-]", entry)[0]) for entry in wanted} <= names
    assert all("==" in entry and "--hash=sha256:" in entry for entry in pinned)
    assert "://" not in text
    assert "--index-url" not in text
    assert "--find-links" not in text


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_bootstrap_and_the_ci_run_are_executable() -> None:
    for name in ("dev", ".ci/run"):
        assert os.access(ROOT / name, os.X_OK)

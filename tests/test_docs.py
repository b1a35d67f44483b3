"""Generated pages follow the code; written ones name only what exists."""

import json
import re
import shutil
from pathlib import Path

import pytest

from agent.catalogue import load_catalogue
from agent.cataloguing import CATEGORIES
from agent.cli import COMMANDS
from agent.docs import MarkerError, between, main
from agent.settings import Settings
from tools.servicetitan.operation import modules_in, operations_of

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")
GENERATED = ("README.md", ".env.example", "tools/README.md", "agent/catalogue.json")


@pytest.fixture
def copy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    for name in GENERATED:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    main([], root=tmp_path)
    capsys.readouterr()
    return tmp_path


def test_generated_pages_are_fresh(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"]) == 0, capsys.readouterr().out


def test_operations_that_left_the_reference_say_so_in_the_catalogue_and_in_their_text() -> None:
    gone = {one.name: one for one in load_catalogue().values() if one.last_listed}
    lines = (ROOT / "tools/README.md").read_text("utf-8").splitlines()
    marked = {line.split("`")[1] for line in lines if "Last listed by ServiceTitan" in line}

    assert len(gone) == len(marked) == 28
    assert marked == set(gone)
    for entry in gone.values():
        assert f"(last listed {entry.last_listed})" in entry.text.replace("\n", " ")


@pytest.mark.parametrize("name", GENERATED)
def test_stale_page_is_named_and_mended(
    copy: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    good = (copy / name).read_text()
    stale = good.replace("Customers whose name", "People whose name").replace(
        "OAuth client", "Client"
    )
    (copy / name).write_text(stale)

    assert main(["--check"], root=copy) == 1
    assert capsys.readouterr().out == f"{name}: stale\nrun ./dev docs\n"
    assert main([], root=copy) == 0
    assert (copy / name).read_text() == good
    assert main(["--check"], root=copy) == 0


def test_readme_without_markers_is_one_sentence(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (copy / "README.md").write_text("# Perfect Catch\n")

    assert main([], root=copy) == 1
    assert "<!-- tools:begin -->" in capsys.readouterr().err


def test_text_around_a_generated_part_stays() -> None:
    page = "before\n<!-- t:begin -->\nold\n<!-- t:end -->\nafter\n"

    assert between(page, "t", "new\n") == page.replace("old", "new")
    with pytest.raises(MarkerError):
        between("<!-- t:end --><!-- t:begin -->", "t", "new")


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_to_files(page: str) -> None:
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", (ROOT / page).read_text())

    local = [link for link in links if "://" not in link]

    assert [link for link in local if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_paths_in_backticks_exist(page: str) -> None:
    folders = "agent|tools|sql|sync|sandbox|resources|prompts|evals|tests|bench|deploy"
    named = re.findall(rf"`((?:{folders})/[\w./-]*)`", (ROOT / page).read_text())

    assert [path for path in named if not (ROOT / path).exists()] == []


def test_architecture_has_a_place_for_every_module_at_the_top() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text()
    categories = {f"{one.replace('.', '/')}.py" for one in CATEGORIES}
    tops = {f"{folder}/{path.name}" for folder in ("agent", "tools") for path in modules(folder)}

    assert sorted(top for top in tops - categories if f"`{top}`" not in text) == []


def test_architecture_tells_what_operations_stand_on() -> None:
    section = (ROOT / "ARCHITECTURE.md").read_text().partition("The\nrest is what they stand on")[2]
    named = set(re.findall(r"`(\w+\.py)`", section.partition("\n## ")[0]))
    beside = {path.name for path in modules("tools/servicetitan") if not declares(path)}

    assert named == beside


def modules(folder: str) -> list[Path]:
    return [path for path in (ROOT / folder).glob("*.py") if path.stem != "__init__"]


def declares(path: Path) -> bool:
    """Whether operations are declared in this file."""
    return any(map(operations_of, modules_in(f"tools.servicetitan.{path.stem}")))


def test_readme_names_every_command() -> None:
    table = (ROOT / "README.md").read_text().partition("## Commands")[2]

    missing = [word for word in COMMANDS if not re.search(rf"(dev|perfect-catch) {word}\b", table)]

    assert missing == []


def test_readme_names_every_command_and_benchmark_of_dev() -> None:
    table = (ROOT / "README.md").read_text().partition("## Commands")[2]
    usage = (ROOT / "dev").read_text().partition("usage: ./dev")[2].partition('"""')[0]
    commands = re.findall(r"^  (\w+) ", usage, re.MULTILINE)
    benchmarks = [path.stem for path in (ROOT / "bench").glob("[a-z]*.py")]

    assert len(commands) == 9
    assert [word for word in commands if not re.search(rf"dev {word}\b", table)] == []
    assert [name for name in benchmarks if f"`{name}`" not in table] == []


def test_readme_names_every_setting() -> None:
    text = (ROOT / "README.md").read_text()

    assert [field for field in Settings.model_fields if f"`{field.upper()}`" not in text] == []


@pytest.mark.parametrize("name", ["claude-desktop.json", "claude-code.json"])
def test_client_configurations_start_the_stdio_server(name: str) -> None:
    server = json.loads((ROOT / "deploy" / name).read_text())["mcpServers"]["perfect-catch"]

    assert server["command"].endswith("/.venv/bin/perfect-catch")
    assert server["args"] == ["mcp"]
    assert [field for field in server["env"] if field.lower() not in Settings.model_fields] == []

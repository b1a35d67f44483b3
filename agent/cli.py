"""`perfect-catch WORD …`: finds the command behind the word and runs only what it needs."""

import gc
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pkgutil import resolve_name


@dataclass(frozen=True)
class Command:
    """A word of the command line. `module:function` is ours; a bare module is a program."""

    target: str
    help: str


COMMANDS = {
    "mcp": Command("agent.commands.mcp:mcp", "MCP over stdio, for Claude Desktop and Code"),
    "serve": Command("agent.commands.serve:serve", "HTTP: /mcp, REST and health"),
    "demo": Command("evals.demo", "everything with a made-up company, asked by a real client"),
    "sandbox": Command("sandbox", "the stand-in ServiceTitan"),
    "sync": Command("sync", "fill or refresh the mirror: full, incremental, ENTITY …"),
    "worker": Command("sync.worker", "the scheduled syncs: worker sync, worker all"),
    "db": Command("agent.commands.db:db", "the database: migrate, status, shell"),
    "tools": Command("agent.commands.tools:tools", "list, show or call tools"),
    "check": Command("agent.commands.check:check", "credentials, database and Redis, each tried"),
    "drift": Command("agent.commands.drift:drift", "newer OpenAPI files against our operations"),
    "evals": Command("evals", "regression cases over the tools"),
}

NOT_BUILT = {
    "chat": "a conversation in the terminal; ask through an MCP client (mcp) or over REST (serve)",
    "workflows": "workflows; what runs by itself is worker sync",
    "monitor": "the monitor; GET /health of serve says how things are, check tries every part",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 when it did what was asked."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] in {"-h", "--help", "help"}:
        print(_help())  # noqa: T201 - the help of a command line
        return 0
    command = COMMANDS.get(words[0])
    if command is None:
        print(f"{_unknown(words[0])}\n\n{_help()}", file=sys.stderr)  # noqa: T201 - the same
        return 2
    module, _, function = command.target.partition(":")
    if not function:
        arguments = [sys.executable, "-m", module, *words[1:]]
        os.execv(sys.executable, arguments)  # noqa: S606 - our own module in this interpreter
    return _function(command.target)(words[1:])


def _unknown(word: str) -> str:
    if word in NOT_BUILT:
        return f"Not built yet, so nothing was started: {NOT_BUILT[word]}."
    return f"unknown command {word!r}"


def _function(target: str) -> Callable[[list[str]], int]:
    """The command's function; what importing makes is no garbage, so nobody collects meanwhile."""
    gc.disable()
    found: Callable[[list[str]], int] = resolve_name(target)
    gc.freeze()
    gc.enable()
    return found


def _help() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {word:<{width}}  {command.help}" for word, command in COMMANDS.items()]
    return "\n".join(["usage: perfect-catch COMMAND [OPTIONS]", "", *lines])


if __name__ == "__main__":
    sys.exit(main())

"""A bare FastMCP server with 60 typed tools: what ours is measured beside."""

from fastmcp import FastMCP
from pydantic import BaseModel

TOOLS = 60


class Answer(BaseModel):
    """What every tool of the bare server answers."""

    id: int
    name: str
    limit: int


async def answer(id: int, name: str = "", limit: int = 50) -> Answer:
    """One answer."""
    return Answer(id=id, name=name, limit=limit)


def build() -> "FastMCP[None]":
    server: FastMCP[None] = FastMCP("bare")
    for number in range(TOOLS):
        server.tool(answer, name=f"tool_{number}")
    return server


if __name__ == "__main__":
    build().run(show_banner=False)

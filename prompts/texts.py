"""Renders a prompt's text."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("prompts", "text"),
        undefined=StrictUndefined,
        autoescape=select_autoescape(),
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(name: str, **values: object) -> str:
    """The text of `text/<name>.md.j2` with these values."""
    return _templates().get_template(f"{name}.md.j2").render(**values).strip()

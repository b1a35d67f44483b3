"""Operations with a rule of their own, by verb, module and path."""

from collections.abc import Callable

from sandbox.servicetitan.api.box import Call
from sandbox.servicetitan.api.messages import Response

RULES: dict[str, Callable[[Call], Response]] = {}

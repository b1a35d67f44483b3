"""Tokens counted by a real tokenizer."""

import warnings
from functools import cache
from importlib import import_module
from typing import Any


def tokens_of(text: str) -> int:
    """How many tokens a text is in o200k_base."""
    return len(_tokenizer().encode(text))


@cache
def _tokenizer() -> Any:
    with warnings.catch_warnings():  # it opens its data in a way that Python gave up
        warnings.simplefilter("ignore", DeprecationWarning)
        return import_module("bpe_openai").get_encoding("o200k_base")

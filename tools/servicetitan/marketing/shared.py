"""Shapes that several resources of ServiceTitan's Marketing API share."""

from typing_extensions import TypedDict


class ModificationResponse(TypedDict, total=False):
    id: int

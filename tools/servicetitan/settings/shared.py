"""Shapes that several resources of ServiceTitan's Settings API share."""

from typing import Literal

from typing_extensions import TypedDict

AccountAction = Literal["Activate", "Deactivate", "SendInvite", "SendPasswordResetLink"]

AccountCreationMethod = Literal["CreateLater", "SendInvite", "AssignLoginAndPassword"]


class ModificationResponse(TypedDict, total=False):
    id: int


class AccountActionResponse(TypedDict, total=False):
    status: str

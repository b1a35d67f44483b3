"""Shapes that several resources of ServiceTitan's Memberships API share."""

from typing import Literal

from typing_extensions import TypedDict

MembershipRecurrenceType = Literal[
    "OneTime", "Monthly", "EveryOtherMonth", "Quarterly", "BiAnnual", "Annual"
]

ServiceRecurrenceDuration = Literal["Continuous", "NumberOfVisits"]

ServiceRecurrenceType = Literal["Weekly", "Monthly", "Seasonal", "Daily", "NthWeekdayOfMonth"]


class ModificationResponse(TypedDict, total=False):
    id: int

"""Where real answers differ from the published schemas, as extractors report them."""

from collections.abc import Callable
from typing import Any, Final

Row = dict[str, Any]
Quirk = Callable[[Row], Row]

STATUSES: Final = ("None", "Live", "Stopped")
COST_METHODS: Final = ("None", "ByValue")


def numbered(field: str, names: tuple[str, ...]) -> Quirk:
    """An enumeration that arrives as its number, not its name."""
    numbers = {name: number for number, name in enumerate(names)}
    return lambda row: row | {field: numbers.get(row[field], row[field])}


def midnights(*fields: str) -> Quirk:
    """Plain dates that arrive with a time of zero and no zone."""

    def quirk(row: Row) -> Row:
        dates = {field: row[field] for field in fields if row[field]}
        return row | {field: f"{value[:10]}T00:00:00" for field, value in dates.items()}

    return quirk


ADS: Final = "Marketing.Ads.Contracts.Performance"
AGREEMENT: Final = midnights("startDate", "endDate")
COSTS: Final = numbered("landedCostMethod", COST_METHODS)
QUIRKS: Final[dict[str, Quirk]] = {
    f"{ADS}.Campaign": numbered("status", STATUSES),
    f"{ADS}.AdGroup": numbered("status", STATUSES),
    f"{ADS}.Keyword": numbered("status", STATUSES),
    "Accounting.V2.ExportInventoryBillResponse": COSTS,
    "Inventory.V2.InventoryReceiptResponse": COSTS,
    "Accounting.V2.JournalEntryResponse": midnights("postDate"),
    "Accounting.V2.JournalEntrySummaryResponse": midnights("postDate"),
    "Accounting.V2.JournalEntryDetailsResponse": midnights("postDate"),
    "ServiceAgreements.V2.ServiceAgreementResponse": AGREEMENT,
    "ServiceAgreements.V2.ExportServiceAgreementResponse": AGREEMENT,
}

"""Many pricebook items in one call: new ones may name one another before they have ids."""

from typing import Final

from sandbox.servicetitan.api.box import Call, Row
from sandbox.servicetitan.api.messages import Response, conflict
from sandbox.servicetitan.api.renamed import as_shown
from sandbox.servicetitan.api.writes import add, answer, blank, merged, save

TABLES: Final = {
    "services": "pricebook/services",
    "materials": "pricebook/materials",
    "equipment": "pricebook/equipment",
    "discountAndFees": "pricebook/discounts-and-fees",
}
LINKS: Final = (
    "serviceMaterials", "serviceEquipment", "equipmentMaterials", "recommendations", "upgrades",
)  # fmt: skip


def create_many(call: Call) -> Response:
    """Answers the new id of each custom id."""
    box, sent = call.box, items_of(call)
    keys = [box.new_id() for _ in sent]
    known = {
        item["customId"]: key
        for (_, item), key in zip(sent, keys, strict=True)
        if item.get("customId")
    }
    told: Row = {}
    for (field, item), key in zip(sent, keys, strict=True):
        table = TABLES[field]
        own = {name: value for name, value in item.items() if name != "customId"}
        fields = merged({}, as_shown(box, table, linked(own, known)))
        add(box, table, **{**blank(box, table), **fields, "id": key})
        told.setdefault(field, []).append({"customId": item.get("customId"), "id": key})
    return answer(call, told)


def update_many(call: Call) -> Response:
    """All of them or, when one is unknown, none."""
    box, sent = call.box, items_of(call)
    for field, item in sent:
        if item["id"] not in box.table(TABLES[field]).at:
            raise conflict(f"{field} {item['id']} does not exist.")
    for field, item in sent:
        table = TABLES[field]
        row = box.table(table).get(item["id"]) or {}
        save(box, table, merged(row, as_shown(box, table, item)), item["id"])
    return answer(call, {})


def items_of(call: Call) -> list[tuple[str, Row]]:
    return [(field, item) for field in TABLES for item in call.body.get(field) or []]


def linked(item: Row, known: dict[str, int]) -> Row:
    """The same with the new ids in place of custom ids."""
    links = {name: item[name] for name in LINKS if isinstance(item.get(name), list)}
    return item | {name: [link(one, known) for one in many] for name, many in links.items()}


def link(one: Row, known: dict[str, int]) -> Row:
    key = one.get("skuId") or known.get(one.get("customId") or "")
    if key is None:
        raise conflict(f"The linked item {one.get('customId')} does not exist.")
    return {name: value for name, value in one.items() if name != "customId"} | {"skuId": key}


RULES = {"POST pricebook/pricebook": create_many, "PATCH pricebook/pricebook": update_many}

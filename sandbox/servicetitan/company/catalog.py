"""The pricebook, and the vendors, trucks and warehouses behind it."""

from typing import Any, Final, NamedTuple

from sandbox.servicetitan.company.ids import fixed
from sandbox.servicetitan.company.reference import Row, named


class Sku(NamedTuple):
    """Something that can stand on an estimate or invoice; money in cents."""

    id: int
    code: str
    name: str
    kind: str  # Service | Material | Equipment
    trade: str
    price: int
    cost: int
    hours: float
    taxable: bool


# Code, name, trade, price and cost in cents, hours.
SERVICES: Final = (
    ("PS-100", "Weekly pool cleaning", "Pool", 12_500, 4_200, 1.0),
    ("PS-110", "Green pool recovery", "Pool", 48_900, 15_000, 3.0),
    ("PS-120", "Pump motor replacement labour", "Pool", 32_500, 11_000, 2.0),
    ("PS-130", "Heater diagnostic", "Pool", 18_900, 6_500, 1.0),
    ("PS-140", "Spring opening", "Pool", 29_900, 9_900, 2.0),
    ("PS-150", "Leak detection", "Pool", 39_550, 12_075, 2.0),
    ("ES-200", "Electrical diagnostic", "Electrical", 14_900, 5_000, 1.0),
    ("ES-210", "Outlet replacement", "Electrical", 16_845, 5_510, 0.5),
    ("ES-220", "Panel upgrade labour", "Electrical", 189_900, 65_000, 8.0),
    ("ES-230", "EV charger circuit", "Electrical", 79_900, 26_000, 4.0),
    ("ES-240", "Whole-house inspection", "Electrical", 24_999, 8_333, 1.5),
    ("ES-250", "Recessed light install", "Electrical", 21_450, 7_025, 1.0),
)
MATERIALS: Final = (
    ("PM-300", "Chlorine, 25 lb", "Pool", 8_999, 5_120),
    ("PM-310", "Filter cartridge", "Pool", 13_475, 7_260),
    ("PM-320", "PVC fittings kit", "Pool", 2_345, 805),
    ("PM-330", "Salt, 40 lb", "Pool", 1_199, 640),
    ("EM-400", "20 A breaker", "Electrical", 1_895, 745),
    ("EM-410", "12/2 Romex, 50 ft", "Electrical", 6_250, 3_915),
    ("EM-420", "GFCI outlet", "Electrical", 3_450, 1_620),
    ("EM-430", "Conduit and clamps", "Electrical", 4_105, 1_985),
)
EQUIPMENT: Final = (
    ("PE-500", "Variable-speed pump", "Pool", 164_900, 98_000),
    ("PE-510", "Gas heater 400k BTU", "Pool", 389_900, 255_000),
    ("PE-520", "Salt chlorine generator", "Pool", 124_900, 71_000),
    ("EE-600", "200 A panel", "Electrical", 98_500, 41_000),
    ("EE-610", "Level 2 EV charger", "Electrical", 74_900, 46_500),
    ("EE-620", "Standby generator 22 kW", "Electrical", 749_900, 512_000),
)
VENDORS: Final = (
    "Gulf Pool Supply",
    "Sunshine Electric Wholesale",
    "Coastal Parts Co",
    "Panel Depot",
)
CATEGORIES: Final = ("Pool", "Electrical", "Pool Materials", "Electrical Materials")


def skus() -> list[Sku]:
    services = [
        Sku(fixed("service", n), c, name, "Service", t, p, k, h, taxable=False)
        for n, (c, name, t, p, k, h) in enumerate(SERVICES)
    ]
    materials = [
        Sku(fixed("material", n), c, name, "Material", t, p, k, 0.0, taxable=True)
        for n, (c, name, t, p, k) in enumerate(MATERIALS)
    ]
    equipment = [
        Sku(fixed("equipment", n), c, name, "Equipment", t, p, k, 0.0, taxable=True)
        for n, (c, name, t, p, k) in enumerate(EQUIPMENT)
    ]
    return services + materials + equipment


SKUS: Final = skus()
BY_TRADE: Final = {
    trade: {
        kind: tuple(s for s in SKUS if s.trade == trade and s.kind == kind)
        for kind in ("Service", "Material", "Equipment")
    }
    for trade in ("Pool", "Electrical")
}


def price_fields(sku: Sku, since: str) -> Row:
    return {
        "id": sku.id,
        "code": sku.code,
        "displayName": sku.name,
        "description": f"{sku.name}.",
        "active": True,
        "price": sku.price / 100,
        "memberPrice": sku.price * 9 // 10 / 100,
        "addOnPrice": sku.price / 100,
        "addOnMemberPrice": sku.price * 9 // 10 / 100,
        "hours": sku.hours,
        "taxable": sku.taxable,
        "cost": sku.cost / 100,
        "paysCommission": True,
        "account": "4000",
        "createdOn": since,
        "modifiedOn": since,
    }


def vendor_of(sku: Sku) -> dict[str, Any]:
    place = 0 if sku.trade == "Pool" else 1
    vendor = fixed("vendor", place)
    named_part = {"vendorName": VENDORS[place], "vendorPart": f"V-{sku.code}", "memo": None}
    return {
        "id": vendor + 1,
        "vendorId": vendor,
        "cost": sku.cost / 100,
        "active": True,
        **named_part,
    }


def services(since: str) -> list[Row]:
    rows = []
    for sku in SKUS:
        if sku.kind == "Service":
            place = 0 if sku.trade == "Pool" else 1
            category = {"id": fixed("category", place), "name": CATEGORIES[place], "active": True}
            more = {"categories": [category], "isLabor": True, "useStaticPrices": True}
            rows.append({**price_fields(sku, since), **more})
    return rows


def goods(kind: str, since: str) -> list[Row]:
    rows = []
    for sku in SKUS:
        if sku.kind == kind:
            category = fixed("category", 2 if sku.trade == "Pool" else 3)
            stock = {
                "isInventory": True,
                "unitOfMeasure": "Each",
                "primaryVendor": vendor_of(sku),
                "otherVendors": [],
            }
            row = {**price_fields(sku, since), "categories": [category], **stock}
            if kind == "Equipment":
                row |= {
                    "manufacturer": "Halcyon",
                    "model": sku.code,
                    "manufacturerWarranty": {"duration": 24},
                }
            rows.append(row)
    return rows


def categories(since: str) -> list[Row]:
    return [
        {
            "id": fixed("category", n), "name": name, "active": True, "description": None,
            "parentId": None, "position": n,
            "categoryType": "Materials" if n > 1 else "Services", "subcategories": [],
            "businessUnitIds": [],
            "createdOn": since, "modifiedOn": since,
        }
        for n, name in enumerate(CATEGORIES)
    ]  # fmt: skip


def discounts(since: str) -> list[Row]:
    kinds = (("D-10", "Senior discount", "Discount", 10.0), ("F-25", "Trip fee", "Fee", 25.0))
    return [
        {
            "id": fixed("discount", n), "type": kind, "code": code, "displayName": name,
            "description": name, "amount": amount,
            "amountType": "Percentage" if kind == "Discount" else "Fixed", "active": True,
            "taxable": False,
            "createdOn": since, "modifiedOn": since,
        }
        for n, (code, name, kind, amount) in enumerate(kinds)
    ]  # fmt: skip


def trucks(since: str) -> list[Row]:
    rows = named("truck", tuple(f"Truck {n + 1:02d}" for n in range(12)), since, memo="")
    for n, row in enumerate(rows):
        row |= {"warehouseId": fixed("warehouse", 0), "technicianIds": [fixed("technician", n)]}
    return rows


def tables(since: str) -> dict[str, list[Row]]:
    contact = {
        "firstName": "Pat",
        "lastName": "Vendor",
        "phone": "8135550300",
        "email": "orders@vendor.example",
        "fax": "",
    }
    address = {
        "street": "1 Dock Rd",
        "unit": None,
        "city": "Tampa",
        "state": "FL",
        "zip": "33605",
        "country": "USA",
    }
    return {
        "pricebook/categories": categories(since),
        "pricebook/services": services(since),
        "pricebook/materials": goods("Material", since),
        "pricebook/equipment": goods("Equipment", since),
        "pricebook/discounts-and-fees": discounts(since),
        "inventory/vendors": named(
            "vendor", VENDORS, since, contactInfo=contact, address=address, memo=""
        ),
        "inventory/warehouses": named("warehouse", ("Main Warehouse",), since, address=address),
        "inventory/trucks": trucks(since),
        "inventory/purchase-order-types": named("po-type", ("Stock", "Job"), since),
    }

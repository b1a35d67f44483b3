# mypy: disable-error-code="empty-body"
# A typed operation has no body of its own; the project lifts this rule where they live.
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, Unpack
from uuid import UUID

import pytest
from pydantic import Field
from typing_extensions import TypedDict

from tools.errors import BadArguments
from tools.servicetitan.filters import Active, Api, As, Ids50, PagedDated, Texts, sorted_by
from tools.servicetitan.operation import (
    BoundCall,
    Module,
    Operation,
    delete,
    get,
    operations_of,
    post,
    put,
)
from tools.servicetitan.types import (
    Amount,
    Day,
    Download,
    Feed,
    Instant,
    Money,
    Page,
    StBody,
    Upload,
    api_name,
    optional,
)


class Vase(TypedDict, total=False):
    id: int
    price: Money
    parts: list["Vase"]


class Owner(StBody):
    type: Literal["Job", "Customer"] = Field(description="Kind of record.")
    id: int = Field(description="Its id.")


class NewVase(StBody):
    name: str = Field(description="Name.")
    price: Amount | None = optional("Price in dollars.")
    made_on: Day = optional("Day it was made.")
    sold_at: Instant | None = optional("When it was sold.")
    owners: list[Owner] = optional("Who owns it.")


class Vases(Module, base="/shop/v2"):
    """Vases."""

    @get("/vases", scope="tn.shop.vases:r", any_of=(("name", "modified_before"),))
    async def list_vases(
        self,
        *,
        name: Annotated[str | None, "Part of the name."] = None,
        ids: Annotated[Ids50 | None, "Ids."] = None,
        colors: Annotated[Texts | None, "Colours."] = None,
        kinds: Annotated[list[Literal["A", "B"]] | None, "Kinds."] = None,
        active: Annotated[Active, "Which."] = "True",
        key: Annotated[UUID | None, "Key."] = None,
        price: Annotated[Amount | None, "Price."] = None,
        day: Annotated[Day | None, "Day."] = None,
        fields: Annotated[dict[str, str] | None, Api("custom.Fields"), "Fields."] = None,
        field: Annotated[dict[str, str] | None, As("dotted"), "Field."] = None,
        owners: Annotated[list[Owner] | None, "Owners."] = None,
        sort: Annotated[str | None, sorted_by("Id", "Name")] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[Vase]:
        """Vases by name.

        Broken ones too.
        """

    @post("/vases", risk="grave")
    async def create_vase(self, body: NewVase) -> Vase:
        """Make a vase."""

    @post("/vases/find", reads=True, last_listed="2026-03-17")
    async def find_vases(self, body: list[Owner]) -> list[Vase]:
        """Find vases."""

    @put("/vases/{id}/image")
    async def set_image(self, id: Annotated[int, "Id."], file: Annotated[Upload, "Image."]) -> None:
        """Set the image."""

    @get("/vases/{id}/image")
    async def get_image(self, id: Annotated[int, "Id."]) -> Download:
        """Get the image."""

    @get("/export/vases")
    async def export_vases(self) -> Feed[Vase]:
        """Export the vases."""

    @delete("/vases/{id}")
    async def delete_vase(self, id: Annotated[int, "Id."]) -> int:
        """Delete a vase."""


LIST = Vases.list_vases.operation
CREATE = Vases.create_vase.operation


def query_of(**arguments: object) -> list[tuple[str, str]]:
    return list(LIST.validate({"name": "x", **arguments}).query)[1:]


def refusal(operation: Operation, arguments: dict[str, object]) -> str:
    with pytest.raises(BadArguments) as refused:
        operation.validate(arguments)
    return str(refused.value)


def test_the_verb_and_its_flags_say_effect_and_risk() -> None:
    said = {one.name: (one.effect, one.risk, one.kind) for one in operations_of(Vases)}

    assert said == {
        "list_vases": ("reads", "none", "page"),
        "create_vase": ("writes", "grave", "record"),
        "find_vases": ("reads", "none", "list"),
        "set_image": ("writes", "ordinary", "nothing"),
        "get_image": ("reads", "none", "file"),
        "export_vases": ("reads", "none", "feed"),
        "delete_vase": ("removes", "grave", "record"),
    }


def test_an_operation_knows_its_place_and_words() -> None:
    assert (LIST.name, LIST.resource, LIST.method) == ("list_vases", "vases", "GET")
    assert (LIST.path, LIST.scope) == ("/shop/v2/tenant/{tenant}/vases", "tn.shop.vases:r")
    assert LIST.sentence == "Vases by name."
    assert LIST.description.endswith("Broken ones too.")
    assert LIST.item is Vase
    assert Vases.find_vases.operation.last_listed == "2026-03-17"


@pytest.mark.parametrize(
    ("arguments", "query"),
    [
        ({"ids": [1, 2, 3]}, [("ids", "1,2,3")]),
        ({"ids": "4, 5"}, [("ids", "4,5")]),
        ({"colors": ["red", "blue"]}, [("colors", "red,blue")]),
        ({"kinds": ["A", "B"]}, [("kinds", "A"), ("kinds", "B")]),
        ({"active": "Any"}, [("active", "Any")]),
        ({"price": "1.10"}, [("price", "1.10")]),
        ({"price": Decimal("1E+3")}, [("price", "1000")]),
        ({"day": "2026-03-01"}, [("day", "2026-03-01")]),
        ({"custom.Fields": {"a": "b"}}, [("custom.Fields[a]", "b")]),
        ({"fields": {"a": "b"}}, [("custom.Fields[a]", "b")]),
        ({"field": {"a": "b"}}, [("field.a", "b")]),
        (
            {"owners": [{"type": "Job", "id": 3}]},
            [("owners[0].type", "Job"), ("owners[0].id", "3")],
        ),
        ({"sort": "-Name"}, [("sort", "-Name")]),
        ({"includeTotal": False}, [("includeTotal", "false")]),
        ({"page_size": 7}, [("pageSize", "7")]),
        (
            {"modifiedBefore": "2026-03-01T00:00:00-05:00"},
            [("modifiedBefore", "2026-03-01T05:00:00Z")],
        ),
        (
            {"modified_before": datetime(2026, 3, 1, 2, tzinfo=UTC)},
            [("modifiedBefore", "2026-03-01T02:00:00Z")],
        ),
        ({"ids": None, "active": None}, []),
    ],
)
def test_values_travel_in_servicetitans_forms(
    arguments: dict[str, object], query: list[tuple[str, str]]
) -> None:
    assert query_of(**arguments) == query


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"ids": list(range(51))}, "ids: received .*at most 50 items"),
        ({"ids": ["x"]}, "ids.0: received 'x'.*whole number"),
        ({"ids": []}, r"ids: received \[\]; allowed: at least 1 item"),
        ({"kinds": []}, r"kinds: received \[\]; allowed: at least 1 item"),
        ({"active": "yes"}, "active: received 'yes'.*'True', 'False' or 'Any'"),
        ({"kinds": "A"}, "kinds: received 'A'.*a list"),
        ({"sort": "Id"}, r"sort: received 'Id'.*such as \+Id; names: Id, Name"),
        ({"modifiedBefore": "2026-03-01T00:00:00"}, "modifiedBefore: .*a time with its zone"),
        ({"modifiedBefore": datetime(2026, 3, 1)}, "a time with its zone"),  # noqa: DTZ001 - naive on purpose
        ({"modifiedBefore": 5}, "modifiedBefore: received 5.*a time with its zone"),
        ({"modifiedBefore": date(2026, 3, 1)}, "a time with its zone"),
        ({"price": True}, "price: received true.*number"),
        ({"day": 7}, "day: received 7.*a day"),
        ({"pageSize": 5001}, "pageSize: received 5001.*5000 or less"),
        ({"page": 0}, "page: received 0"),
        ({"page": True}, "page: received true"),
        ({"nam": "x"}, "nam: received 'x'; there is no such argument; did you mean name"),
        ({"name": 7}, "name: received 7.*text"),
    ],
)
def test_a_bad_argument_is_named_with_what_came_and_what_is_allowed(
    arguments: dict[str, object], words: str
) -> None:
    said = refusal(LIST, {"name": "x", **arguments})

    assert re.search(words, said)
    assert "nothing was changed" in said


def test_every_fault_is_named_at_once() -> None:
    said = refusal(CREATE, {"body": {"nme": "a", "price": "dear", "owners": [{"id": "x"}]}})

    for words in (
        "body.name: received nothing; it is required",
        "body.nme: received 'a'; there is no such field; did you mean name?",
        "body.price: received 'dear'",
        "body.owners.0.type: received nothing",
        "body.owners.0.id: received 'x'",
    ):
        assert words in said


def test_one_of_a_group_is_required() -> None:
    assert "name, modifiedBefore: received none of them" in refusal(LIST, {"ids": [1]})
    assert "name, modifiedBefore" in LIST.input_schema()["description"]


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ("2026-03-01T10:00:00.1234567Z", "2026-03-01T10:00:00.1234567Z"),
        ("2026-03-01T10:00:00.0000001+02:00", "2026-03-01T08:00:00.0000001Z"),
        ("2026-03-01T10:00:00.1234560Z", datetime(2026, 3, 1, 10, 0, 0, 123456, UTC)),
    ],
)
def test_a_moment_keeps_every_digit_of_its_second(given: str, sent: object) -> None:
    call = CREATE.validate({"body": {"name": "a", "soldAt": given}})

    assert call.body == {"name": "a", "soldAt": sent}


def test_a_body_sends_what_was_given_and_nothing_else() -> None:
    call = CREATE.validate(
        {
            "body": {
                "name": "a",
                "price": 1.10,
                "soldAt": None,
                "made_on": "2026-03-01",
                "owners": [{"type": "Job", "id": 1}],
            }
        }
    )

    assert call.body == {
        "name": "a",
        "price": Decimal("1.1"),
        "soldAt": None,
        "madeOn": date(2026, 3, 1),
        "owners": [{"type": "Job", "id": 1}],
    }


def test_a_body_may_be_a_list_and_a_file_travels_apart() -> None:
    found = Vases.find_vases.operation.validate({"body": [{"type": "Job", "id": 1}]})
    image = Vases.set_image.operation.validate({"id": 3, "file": Upload("a.png", b"x")})

    assert found.body == [{"type": "Job", "id": 1}]
    assert image.path_params == {"id": "3"}
    assert image.files == {"file": ("a.png", b"x", "application/octet-stream")}


def schemas(operation: Operation) -> list[dict[str, Any]]:
    return [operation.input_schema(), operation.output_schema()]


@pytest.mark.parametrize("operation", operations_of(Vases), ids=lambda one: one.name)
def test_schemas_are_plain_objects(operation: Operation) -> None:
    for schema in schemas(operation):
        assert schema["type"] == "object"
        assert "anyOf" not in schema
        assert "$ref" not in str(schema)
        assert "$defs" not in schema


def test_an_input_schema_describes_every_argument_by_servicetitans_name() -> None:
    schema = LIST.input_schema()

    assert set(schema["properties"]) >= {"name", "ids", "custom.Fields", "modifiedOnOrAfter"}
    assert all(one["description"] for one in schema["properties"].values())
    assert schema["properties"]["ids"]["maxItems"] == 50
    assert schema["properties"]["active"]["default"] == "True"
    assert schema["additionalProperties"] is False


def test_an_output_schema_allows_absent_and_null() -> None:
    data = LIST.output_schema()["properties"]["data"]

    assert data["items"]["properties"]["price"] == {"type": ["number", "string", "null"]}
    assert "required" not in data["items"]


async def test_a_module_with_a_client_really_calls() -> None:
    calls: list[BoundCall] = []

    class Recorder:
        async def send(self, call: BoundCall) -> object:
            calls.append(call)
            return {"data": [{"id": 1}]}

    page = await Vases(Recorder()).list_vases(name="Lee", page=2)

    assert page["data"][0]["id"] == 1
    assert calls[0].query == (("name", "Lee"), ("page", "2"))


@pytest.mark.parametrize(
    ("name", "api"),
    [("modified_on_or_after", "modifiedOnOrAfter"), ("from_", "from"), ("id", "id")],
)
def test_names_follow_one_rule(name: str, api: str) -> None:
    assert api_name(name) == api

"""ServiceTitan's Accounting API: gl accounts."""

from typing import Annotated, Literal, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Ids50, PagedDated, Texts50
from tools.servicetitan.operation import Module, get, patch, post
from tools.servicetitan.types import Page, StBody, Timestamp, optional

GeneralLedgerAccountSource = Literal[
    "Undefined", "AccountingSystem", "ManuallyCreated", "PublicApi"
]

Names = Annotated[Texts50, "Names, comma-separated, at most 50."]

ActiveFilter = Annotated[Active, "True (default): active records; False: inactive ones; Any: both."]

Sort = Annotated[
    str, "Field to sort by with + (rising) or - (falling) in front, such as -ModifiedOn."
]

AccountId = Annotated[int, "Id of the GL account."]


class GlAccountExtendedResponse(TypedDict, total=False):
    id: int
    name: str | None
    number: str | None
    description: str | None
    type: str | None
    subtype: str | None
    active: bool
    isIntacctGroup: bool
    isIntacctBankAccount: bool
    source: str
    defaultAccountType: str | None
    createdOn: Timestamp
    modifiedOn: Timestamp


class GlAccountTypeResponse(TypedDict, total=False):
    id: int
    parentTypeId: int | None
    name: str | None
    active: bool
    createdOn: Timestamp
    modifiedOn: Timestamp


class GlAccountCreateRequest(StBody):
    name: str | None = optional("Name of the GL account.")
    number: str | None = optional("Number of the GL account.")
    description: str | None = optional("Description of the GL account.")
    type: str | None = optional("Type of the GL account.")
    subtype: str | None = optional("Subtype of the GL account.")


class GlAccountUpdateRequest(StBody):
    name: str | None = optional("Name of the GL account.")
    number: str | None = optional("Number of the GL account.")
    description: str | None = optional("Description of the GL account.")
    type: str | None = optional("Type of the GL account.")
    subtype: str | None = optional("Subtype of the GL account.")
    active: bool | None = optional("True keeps it active; false makes it inactive.")


class GlAccounts(Module, base="/accounting/v2"):
    """Gl accounts of ServiceTitan's Accounting API."""

    @get("/gl-accounts", scope="tn.acc.glaccounts:r")
    async def list_gl_accounts(
        self,
        *,
        ids: Annotated[Ids50 | None, "GL account ids, comma-separated, at most 50."] = None,
        names: Names | None = None,
        numbers: Annotated[Texts50 | None, "Account numbers, comma-separated, at most 50."] = None,
        types: Annotated[Texts50 | None, "Account types, comma-separated, at most 50."] = None,
        subtypes: Annotated[
            Texts50 | None, "Account subtypes, comma-separated, at most 50."
        ] = None,
        description: Annotated[
            str | None,
            Field(max_length=255),
            "Text inside the account's description, up to 255 characters.",
        ] = None,
        source: Annotated[
            GeneralLedgerAccountSource | None,
            "Who made the account: the accounting system, a person or the API.",
        ] = None,
        active: ActiveFilter = "True",
        is_intacct_group: Annotated[
            bool | None, "True for accounts that are Sage Intacct groups."
        ] = None,
        is_intacct_bank_account: Annotated[
            bool | None, "True for accounts that are Sage Intacct bank accounts."
        ] = None,
        sort: Sort | None = None,
        **filters: Unpack[PagedDated],
    ) -> Page[GlAccountExtendedResponse]:
        """General ledger accounts by name, number, type or source."""

    @post("/gl-accounts", scope="tn.acc.glaccounts:w")
    async def create_gl_account(self, body: GlAccountCreateRequest) -> GlAccountExtendedResponse:
        """Add a general ledger account.

        GL accounts cannot be deleted afterwards.
        """

    @get("/gl-accounts/types", scope="tn.acc.glaccounts:r")
    async def list_gl_account_types(
        self,
        *,
        ids: Annotated[Ids50 | None, "GL account type ids, comma-separated, at most 50."] = None,
        names: Names | None = None,
        active: ActiveFilter = "True",
        sort: Sort | None = None,
        **filters: Unpack[PagedDated],
    ) -> Page[GlAccountTypeResponse]:
        """The types that general ledger accounts can have."""

    @get("/gl-accounts/{accountId}", scope="tn.acc.glaccounts:r")
    async def get_gl_account(self, account_id: AccountId) -> GlAccountExtendedResponse:
        """One general ledger account: name, number, type and whether it is active."""

    @patch("/gl-accounts/{accountId}", scope="tn.acc.glaccounts:w")
    async def update_gl_account(
        self, account_id: AccountId, body: GlAccountUpdateRequest
    ) -> GlAccountExtendedResponse:
        """Change a general ledger account's name, number, type or active state.

        GL accounts cannot be deleted; set active to false instead.
        """

"""ServiceTitan's Marketing Reputation API: reviews."""

from typing import Annotated, Literal, Unpack

from typing_extensions import TypedDict

from tools.servicetitan.filters import PagedDated
from tools.servicetitan.operation import Module, get
from tools.servicetitan.types import Instant, Number, Page, Timestamp

ResponseType = Literal[0, 1, 2]

ReviewMatchConfidenceLevel = Literal[0, 1, 2, 3, 4, 5, 6]

ReviewsReportType = Literal[0, 1, 2]


class ReviewReport(TypedDict, total=False):
    address: str | None
    platform: str | None
    authorEmail: str | None
    authorName: str | None
    review: str | None
    reviewType: int
    reviewResponse: str | None
    publishDate: Timestamp
    rating: Number | None
    recommendationStatus: int
    verificationStatus: bool
    jobId: int | None
    verifiedByUserId: int | None
    verifiedOn: Timestamp | None
    isAutoVerified: bool | None
    businessUnitId: int | None
    completedDate: Timestamp | None
    customerName: str | None
    customerId: int | None
    dispatchedDate: Timestamp | None
    jobStatus: int
    jobTypeName: str | None
    technicianFullName: str | None
    technicianId: int | None
    externalId: str | None
    internalId: int | None
    createdOn: Timestamp
    modifiedOn: Timestamp


class Reviews(Module, base="/marketingreputation/v2"):
    """Reviews of ServiceTitan's Marketing Reputation API."""

    @get("/reviews", scope="tn.mrep.reviews:r")
    async def list_reviews(
        self,
        *,
        search: Annotated[str | None, "Text to look for in reviews."] = None,
        report_type: Annotated[
            ReviewsReportType | None, "Kind of review report as a number: 0, 1 or 2."
        ] = None,
        sort: Annotated[
            str | None,
            "Field to sort by with + (rising) or - (falling) in front, such as -ModifiedOn.",
        ] = None,
        from_date: Annotated[Instant | None, "Reviews from this time on (UTC)."] = None,
        to_date: Annotated[Instant | None, "Reviews up to this time (UTC)."] = None,
        response_types: Annotated[
            list[ResponseType] | None, "Kinds of response as numbers: 0, 1 or 2."
        ] = None,
        location_ids: Annotated[list[int] | None, "Location ids."] = None,
        sources: Annotated[list[str] | None, "Review sites, such as Google."] = None,
        review_statuses: Annotated[
            list[ReviewMatchConfidenceLevel] | None, "How the review is matched, as numbers 0 to 6."
        ] = None,
        technician_ids: Annotated[list[int] | None, "Technician ids."] = None,
        campaign_ids: Annotated[list[int] | None, "Campaign ids."] = None,
        from_rating: Annotated[float | None, "Lowest rating."] = None,
        to_rating: Annotated[float | None, "Highest rating."] = None,
        include_reviews_without_location: Annotated[
            bool | None, "True keeps reviews that have no location."
        ] = None,
        include_reviews_without_campaign: Annotated[
            bool | None, "True keeps reviews that have no campaign."
        ] = None,
        include_reviews_without_technician: Annotated[
            bool | None, "True keeps reviews that have no technician."
        ] = None,
        internal_id: Annotated[int | None, "ServiceTitan's id of the review."] = None,
        external_id: Annotated[str | None, "Review site's id of the review."] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[ReviewReport]:
        """Customer reviews with rating, text, source and the job and technician they match.

        Kinds and states come as numbers whose meaning is not published.
        """

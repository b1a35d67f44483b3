"""ServiceTitan's Pricebook API: images."""

from typing import Annotated

from typing_extensions import TypedDict

from tools.servicetitan.operation import Module, get, post
from tools.servicetitan.types import Download, Upload


class ImageUploadResponse(TypedDict, total=False):
    path: str


class Images(Module, base="/pricebook/v2"):
    """Images of ServiceTitan's Pricebook API."""

    @get("/images", scope="tn.pb.images:r")
    async def download_image(
        self,
        *,
        path: Annotated[
            str | None, "Path of the image, starting with Images/; upper and lower case matter."
        ] = None,
    ) -> Download:
        """Download a pricebook image by its path.

        The path is case-sensitive and starts with Images/.
        """

    @post("/images", scope="tn.pb.images:w")
    async def upload_image(
        self, file: Annotated[Upload, "Picture to upload."]
    ) -> ImageUploadResponse:
        """Upload a picture for the pricebook; answers the path to attach to an item.

        Stored only for a while: a second call must attach the path to a pricebook item.
        """

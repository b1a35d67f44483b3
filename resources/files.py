"""Files that downloads left on the server: recordings, attachments, images."""

import asyncio

from resources.registry import Blob, resource
from tools.deps import Deps
from tools.files import SCOPE, URI, folder_of, read_kept


@resource(URI, scope=SCOPE, mime_type="application/octet-stream")
async def file(category: str, name: str, deps: Deps) -> Blob:
    """One downloaded file with its own media type, by the uri that the download answered."""
    content, mime_type = await asyncio.to_thread(read_kept, folder_of(deps), category, name)
    return Blob(content, mime_type)

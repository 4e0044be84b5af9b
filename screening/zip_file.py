"""Many files handed out as one."""

import tempfile
import zipfile
from collections.abc import Iterable

from django.http import FileResponse

IN_MEMORY = 1_000_000


def zip_file(files: Iterable[tuple[str, bytes]], *, name: str) -> FileResponse:
    """A ZIP file to keep, made one file at a time; spooled to disk when it is large."""
    spool = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  (the response closes it)
    with zipfile.ZipFile(spool, "w", zipfile.ZIP_DEFLATED) as archive:
        for inner, content in files:
            archive.writestr(inner, content)
    spool.seek(0)
    return FileResponse(spool, as_attachment=True, filename=name, content_type="application/zip")

"""How a file comes in before anybody has looked at it."""

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class CappedUploadHandler(TemporaryFileUploadHandler):
    """Keeps no more of a file than is needed to refuse it: one byte over the limit, or what the disk still took.

    The size is that of everything that arrived, so that a file which was not kept whole is told from its content.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        room = settings.DOCUMENT_MAX_BYTES + 1 - start
        try:
            self.file.write(raw_data[: max(room, 0)])
        except OSError:
            # The disk is full: the person is told that the file did not arrive whole.
            self.file.truncate(0)

    def file_complete(self, file_size: int) -> UploadedFile:
        self.file.seek(0)
        self.file.size = file_size
        return self.file

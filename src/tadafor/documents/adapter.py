"""How uploads arrive: straight to a temporary file, and never more than is taken."""

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from tadafor.documents.rules import DOCUMENT_LIMIT


class CappedUploadHandler(TemporaryFileUploadHandler):
    """Keep the first bytes of a file up to the limit; count the others and let them go.

    The form then says that the file is too large, with everything else that was typed still there.
    """

    file: TemporaryUploadedFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        room = DOCUMENT_LIMIT + 1 - start
        if room > 0:
            self.file.write(raw_data[:room])

    def file_complete(self, file_size: int) -> TemporaryUploadedFile:
        self.file.seek(0)
        self.file.size = file_size
        return self.file

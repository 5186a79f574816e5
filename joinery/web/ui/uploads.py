"""Uploads go to the disk piece by piece; what is too large is read past and not kept, whoever sends it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler

from joinery.engine.read import LARGEST

SPARE = 1024 * 1024  # the rest of the form


class LimitedUpload(TemporaryFileUploadHandler):
    """Only somebody who is signed in may send what is as large as a recording."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *more: Any, **named: Any) -> Any:
        signed_in = self.request is not None and self.request.user.is_authenticated
        self.most = (settings.LARGEST_RECORDING if signed_in else LARGEST) + SPARE
        self.is_too_large = content_length > self.most
        self.came = 0
        return super().handle_raw_input(input_data, META, content_length, *more, **named)

    def new_file(self, *named: Any, **more: Any) -> None:
        if self.is_too_large:
            raise SkipFile
        super().new_file(*named, **more)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.came += len(raw_data)  # over all files of the form
        if self.came > self.most:
            raise SkipFile
        super().receive_data_chunk(raw_data, start)

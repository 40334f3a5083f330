"""Files that a browser hands over: how large they may be is looked at before a byte of them is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http.multipartparser import MultiPartParserError
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser, MultiPartParser
from rest_framework.request import Request

from venue.errors import TooLarge

# What stands around a file in a form: names, boundaries, a few words.
ROOM_AROUND = 64 * 1024


class TakesFiles:
    """For a view that reads `multipart/form-data`; `largest_bytes` is the file's limit.

    CSRF's check reads the whole form before any parser of ours, so the length is looked at first.
    """

    parser_classes: Sequence[type[BaseParser]] = [MultiPartParser]
    largest_bytes: ClassVar[int]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Raises TooLarge (413), ParseError (400)."""
        said = request.META.get("CONTENT_LENGTH") or "0"
        if not said.isdecimal() or int(said) > self.largest_bytes + ROOM_AROUND:
            raise TooLarge
        try:
            super().initial(request, *args, **kwargs)  # type: ignore[misc]
        except RequestDataTooBig:
            raise
        except (MultiPartParserError, SuspiciousOperation) as error:
            raise ParseError from error

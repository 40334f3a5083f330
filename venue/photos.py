"""Photos of the house: drawn anew before they are kept, so that what is shown is a picture and nothing else.

Where and when a camera took it is not kept. Names are random: a new photo has a new address.
"""

from __future__ import annotations

import io
import uuid
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

LARGEST_BYTES: Final = 6 * 2**20  # as telephones take them
LARGEST_PIXELS: Final = 50_000_000
SIDE: Final = 1600  # pixels of the longer side, as it is kept
FORMATS: Final = ["JPEG", "PNG", "WEBP"]
HEADERS: Final = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}


class PhotoField(forms.FileField):
    """A file field of a form whose file is a photo, drawn anew (Django's own would let every reader of Pillow try)."""

    def to_python(self, data: Any) -> File[bytes] | None:
        upload = super().to_python(data)
        return redrawn(upload) if upload else None


def redrawn(upload: File[bytes]) -> ContentFile[bytes]:
    """The same photo as WebP, 1600 pixels at most, upright. Raises ValidationError for anything else."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415  a web process starts without

    if upload.size > LARGEST_BYTES:
        raise ValidationError(_("This photo is larger than %(megabytes)s MB.") % {"megabytes": LARGEST_BYTES // 2**20})
    try:
        with Image.open(upload, formats=FORMATS) as picture:
            if picture.width * picture.height > LARGEST_PIXELS:
                raise ValidationError(_("This photo has too many pixels."))
            return ContentFile(drawn(picture), name=f"{uuid.uuid4().hex}.webp")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise ValidationError(_("A photo in JPEG, PNG or WebP is needed.")) from error


def drawn(picture: Any) -> bytes:
    from PIL import Image, ImageOps  # noqa: PLC0415  see above

    picture.draft("RGB", (SIDE, SIDE))  # a JPEG is read no larger than needed
    picture.thumbnail((SIDE, SIDE))
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    paper = Image.new("RGBA", upright.size, "white")
    paper.alpha_composite(upright)
    out = io.BytesIO()
    paper.convert("RGB").save(out, "WEBP", quality=82)
    return out.getvalue()


@require_safe
def photo(request: HttpRequest, folder: str, name: str) -> HttpResponse:
    """One photo; anybody may look."""
    del request
    try:
        with default_storage.open(f"{folder}/{name}.webp") as file:
            return HttpResponse(file.read(), content_type="image/webp", headers=HEADERS)
    except FileNotFoundError as error:
        raise Http404 from error

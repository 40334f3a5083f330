"""Reading what a browser says: strictly, so that a typing mistake is an error and not a silent default."""

import functools
import json
import re
import unicodedata
from datetime import date, datetime
from typing import IO, Any, TypeVar

from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ParseError
from rest_framework.fields import empty
from rest_framework.parsers import JSONParser
from rest_framework.request import Request

S = TypeVar("S", bound=serializers.Serializer[Any])
UUID_IN_HYPHENS = re.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
JOINERS = "\u200c\u200d"
LARGEST_INTEGER = 2**53 - 1  # what a browser can hold exactly; PostgreSQL's bigint holds more


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _bounded_integer(digits: str) -> int:
    if len(digits) > 16 or abs(int(digits)) > LARGEST_INTEGER:
        raise ValueError("number too large")
    return int(digits)


class StrictJSONParser(JSONParser):
    """UTF-8 JSON without NaN, NUL characters or numbers that no column could hold."""

    def parse(self, stream: IO[Any], media_type: str | None = None, parser_context: Any = None) -> Any:
        try:
            body = stream.read().decode("utf-8")
            if "\\u0000" in body or "\x00" in body:
                raise ValueError("NUL character")
            read = json.loads(body, parse_constant=_no_constant, parse_int=_bounded_integer)
            body.encode("utf-8")
            json.dumps(read, ensure_ascii=False).encode("utf-8")  # lone surrogates cannot be stored
        except (ValueError, RecursionError) as error:
            raise ParseError(_("This is not readable JSON.")) from error
        return read


class StrictSerializer(serializers.Serializer[Any]):
    """Refuses fields that it does not know (`unknown_field`), "1" or 1.0 or true for a number (`invalid`), and
    anything but an object.
    """

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict):
            faults = {name: [fault] for name, value in data.items() if (fault := self.fault_of(name, value))}
            if faults:
                raise serializers.ValidationError(faults)
        return super().to_internal_value(data)

    def fault_of(self, name: str, value: Any) -> ErrorDetail | None:
        field = self.fields.get(name)
        if field is None:
            return ErrorDetail(str(_("Unknown field.")), code="unknown_field")
        if loose(field, value):
            return ErrorDetail(str(_("A whole number is needed, without quotes.")), code="invalid")
        if odd_uuid(field, value):
            said = _("A UUID is needed, as in 8b9f0a52-3f0e-4c57-9d0c-3a9a1f0a6d11.")
            return ErrorDetail(str(said), code="invalid")
        return None


def loose(field: serializers.Field[Any, Any, Any, Any], value: Any) -> bool:
    """Whether DRF would guess a whole number where none was said; None is the field's own business."""
    if isinstance(field, serializers.ListField) and isinstance(value, list) and field.child is not None:
        return any(loose(field.child, each) for each in value)
    counts = isinstance(field, serializers.IntegerField | serializers.PrimaryKeyRelatedField)
    return counts and value is not None and type(value) is not int


def odd_uuid(field: serializers.Field[Any, Any, Any, Any], value: Any) -> bool:
    """Whether DRF would read a UUID where a number, an URN or one in braces was said."""
    return isinstance(field, serializers.UUIDField) and value is not None and not _plain_uuid(value)


def _plain_uuid(value: Any) -> bool:
    return isinstance(value, str) and UUID_IN_HYPHENS.fullmatch(value) is not None


@extend_schema_field(OpenApiTypes.DATETIME)
class AwareDateTimeField(serializers.Field[datetime, str, str, Any]):
    """ISO 8601 with its offset; a naive time is refused, because nobody knows which hour it means."""

    default_error_messages = {
        "naive": _("A time needs its offset, as in 2026-11-24T12:00:00+01:00."),
        "invalid": _("A date and time in ISO 8601 is needed."),
    }

    def to_internal_value(self, data: Any) -> datetime:
        try:
            read = parse_datetime(data) if isinstance(data, str) and len(data) <= 40 else None
        except ValueError:
            read = None
        if read is None:
            self.fail("invalid")
        if is_naive(read):
            self.fail("naive")
        if not 2000 <= read.year <= 2200:
            self.fail("invalid")
        return read

    def to_representation(self, value: datetime) -> str:
        return value.isoformat()


class PlainField(serializers.CharField):
    """A name or a title, in one line. Signs that nobody sees are taken out: in a list or on a paper they would turn
    other people's words around (U+202A–202E, U+2066–2069), or make two names look like one.
    """

    def run_validation(self, data: Any = empty) -> Any:
        return super().run_validation(plain(data) if isinstance(data, str) else data)


def plain(text: str) -> str:
    """Without control and format characters, breaks as spaces; joiners stay, which Persian and emoji are spelt with."""
    one_line = re.sub(r"[\t\n\v\f\r\x85\u2028\u2029]+", " ", text)
    return "".join(sign for sign in one_line if sign in JOINERS or unicodedata.category(sign) not in ("Cc", "Cf"))


class DayField(serializers.DateField):
    """A day within living memory, as AwareDateTimeField is: nobody plans for the year 9999."""

    def to_internal_value(self, value: Any) -> date:
        read = super().to_internal_value(value)
        if not 2000 <= read.year <= 2200:
            self.fail("invalid", format="AAAA-MM-JJ" if get_language() == "fr" else "YYYY-MM-DD")
        return read


def asked_day(request: Request, name: str) -> date | None:
    """The day that the query calls `name`, as in 2026-11-24; None where it is left out, 400 for anything else."""
    said = request.query_params.get(name)
    if not said:
        return None
    try:
        day: date = DayField().run_validation(said)
    except serializers.ValidationError as error:
        raise serializers.ValidationError({name: error.detail}) from error
    return day


def read(serializer: type[serializers.Serializer[Any]], request: Request) -> Any:
    """The validated body of a request, or 400 with each field's fault."""
    form = prepared(serializer, data=request.data)
    form.is_valid(raise_exception=True)
    return form.validated_data


def tell(serializer: type[serializers.Serializer[Any]], instance: Any) -> dict[str, Any]:
    """What a serializer says of an instance."""
    return dict(prepared(serializer, instance=instance).data)


def prepared(serializer: type[S], **given: Any) -> S:
    """A serializer with the fields that all others of its kind have in this process.

    DRF makes them anew for each request, which takes longer than reading or telling with them. Not for a serializer
    that looks at its `context` or its `initial_data`: fields that were made before know neither.
    """
    form = serializer(**given)
    form.fields = _fields(serializer, get_language())
    return form


@functools.cache
def _fields(serializer: type[serializers.Serializer[Any]], language: str | None) -> Any:
    """Per language, because DRF keeps a message in the language in which it was said first (`lazy_format`)."""
    del language
    return serializer().fields

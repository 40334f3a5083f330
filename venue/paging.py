"""Lists are paged, nothing is unbounded (DESIGN §4 API): `?page=` and `?page_size=`, at most 200 rows."""

from typing import Any

from django.db.models import QuerySet
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer


class Pages(PageNumberPagination):
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200


def paged(rows: QuerySet[Any], serializer: type[BaseSerializer[Any]], request: Request) -> Response:
    """One page as `{count, next, previous, results}`; 404 for a page that does not exist."""
    pages = Pages()
    page = pages.paginate_queryset(rows, request)
    return pages.get_paginated_response(serializer(page, many=True, context={"request": request}).data)

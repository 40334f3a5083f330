"""The API describes itself at /api/v1/schema/, written once for each language and format: it takes a second."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import get_language
from drf_spectacular.views import SpectacularAPIView
from rest_framework.request import Request
from rest_framework.response import Response

_written: dict[tuple[str | None, type], bytes] = {}


class Description(SpectacularAPIView):
    """The same for everybody: nobody's rights are asked (`SERVE_PUBLIC`), so what was written for one is for all."""

    def _get_schema_response(self, request: Request) -> Response | HttpResponse:
        if request.GET.get("version"):
            return self._described(request)  # names that version, whatever it is
        renderer: Any = request.accepted_renderer
        kind = (get_language(), type(renderer))
        if kind not in _written:
            _written[kind] = renderer.render(self._described(request).data, renderer.media_type, {})
        name = self._get_filename(request, None)  # type: ignore[no-untyped-call]
        return HttpResponse(
            _written[kind],
            content_type=renderer.media_type,
            headers={"Content-Disposition": f'inline; filename="{name}"'},
        )

    def _described(self, request: Request) -> Response:
        described: Response = super()._get_schema_response(request)  # type: ignore[no-untyped-call]
        return described

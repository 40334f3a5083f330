"""Blocked slots over HTTP, for managers: what is to come, a new one, lifting one."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from coworking import blocks
from coworking.models import Block, Resource
from venue.house.models import Building
from venue.paging import paged
from venue.people.idempotency import once
from venue.people.managing import managed
from venue.people.permissions import HasRole
from venue.people.requests import Request
from venue.reading import AwareDateTimeField, PlainField, StrictSerializer, read


class NewBlockSerializer(StrictSerializer):
    """These `resources`, or all of a `space`: one of the two."""

    title = PlainField(max_length=120)
    title_en = PlainField(max_length=120, default="", allow_blank=True)
    source = serializers.CharField(max_length=60, default="", allow_blank=True)  # type: ignore[assignment]
    resources = serializers.ListField(child=serializers.CharField(max_length=20), default=list, max_length=200)
    space = serializers.CharField(max_length=12, default="")
    starts_at = AwareDateTimeField()
    ends_at = AwareDateTimeField()
    give_back = serializers.BooleanField(
        default=False, help_text="Also where people have booked: their places are given back, and they are told."
    )

    def validate(self, attrs: Any) -> Any:
        if attrs["space"] and attrs["resources"]:
            fault = _("Either a whole room, or places in it: not both.")
            raise serializers.ValidationError({"resources": [fault]})
        return attrs


class BlockSerializer(serializers.ModelSerializer[Block]):
    resources = serializers.SerializerMethodField()

    class Meta:
        model = Block
        fields = ["id", "title", "title_en", "source", "starts_at", "ends_at", "lifted_at", "resources"]

    def get_resources(self, block: Block) -> list[str]:
        return sorted(holding.resource.code for holding in block.bookings.all())


class BlocksView(APIView):
    permission_classes = [HasRole("manager")]

    @extend_schema(responses=BlockSerializer(many=True))
    def get(self, request: Request) -> Response:
        """What stands and is not over, soonest first."""
        coming = of(managed(request, "manager")).filter(ends_at__gt=timezone.now(), lifted_at=None)
        return paged(coming, BlockSerializer, request)

    @extend_schema(request=NewBlockSerializer, responses={201: BlockSerializer})
    def post(self, request: Request) -> Response:
        """Keep places for the house, all or none; refused with the bookings in the way, so that one can look first and
        then ask to `give_back`.
        """
        building = managed(request, "manager")
        said = read(NewBlockSerializer, request)
        wanted = places(building, said.pop("resources"), said.pop("space"))
        made = once(
            request,
            lambda: blocks.block(wanted, **said, by=request.actor.ref),
            reference=lambda block: str(block.pk),
            recall=lambda pk: Block.objects.get(pk=pk),
        )
        return Response(BlockSerializer(of(building).get(pk=made.pk)).data, status=201)


class LiftingView(APIView):
    permission_classes = [HasRole("manager")]

    @extend_schema(request=None, responses=BlockSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """The house no longer needs them. Saying it twice is safe."""
        rows = of(managed(request, "manager"))
        blocks.lift(get_object_or_404(rows, pk=pk), by=request.actor.ref)
        return Response(BlockSerializer(rows.get(pk=pk)).data)


def of(building: Building) -> Any:
    rows = Block.objects.filter(bookings__resource__space__building=building).distinct()
    return rows.prefetch_related("bookings__resource")


def places(building: Building, codes: list[str], space: str) -> list[Resource]:
    """The named ones, or the whole room; 400 when there is none or one is unknown."""
    known = Resource.objects.in_use().filter(space__building=building).select_related("space")
    found = list(known.filter(space__code=space) if space else known.filter(code__in=codes))
    if not found or (not space and len(found) < len(set(codes))):
        fault = _("Which desks, seats or rooms?")
        raise serializers.ValidationError({"space" if space else "resources": [fault]})
    return found

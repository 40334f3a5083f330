"""The occupation report in JSON: minutes and cents."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rest_framework import serializers

from coworking.report import Figures, Line, Report
from venue.house.models import Building
from venue.reading import AwareDateTimeField


class FiguresSerializer(serializers.Serializer[Any]):
    offered_min = serializers.IntegerField(help_text="Minutes of places: a desk, a seat or a room is one place.")
    booked_min = serializers.IntegerField()
    used_min = serializers.IntegerField(help_text="From check-in to the end, pauses taken out.")
    walk_in_min = serializers.IntegerField(help_text="Of those used: by who came without booking.")
    no_show_min = serializers.IntegerField(help_text="Of those booked: nobody came.")
    no_shows = serializers.IntegerField()


class SpaceFiguresSerializer(FiguresSerializer):
    space = serializers.CharField()
    name = serializers.CharField()


class LineSerializer(serializers.Serializer[Any]):
    total = FiguresSerializer()
    spaces = SpaceFiguresSerializer(many=True)
    income_cents = serializers.IntegerField(
        allow_null=True, help_text="Without VAT. None: too few sales, or the books of that week are not closed."
    )
    cents_per_hour = serializers.IntegerField(allow_null=True, help_text="Income by hour of a place offered.")


class WeekSerializer(LineSerializer):
    week = serializers.CharField(help_text="ISO 8601, as in 2026-W48.")
    first_day = serializers.DateField()
    last_day = serializers.DateField()
    until = AwareDateTimeField(
        allow_null=True, help_text="While the week runs: it counts until then. None: it is over."
    )


class ReportSerializer(serializers.Serializer[Any]):
    timezone = serializers.CharField()
    weeks = WeekSerializer(many=True)
    whole = LineSerializer(help_text="All weeks; income only of those that show theirs.")


def body(made: Report, building: Building) -> dict[str, Any]:
    return {
        "timezone": building.time_zone,
        "weeks": [
            {
                "week": week.name,
                "first_day": week.monday,
                "last_day": week.sunday,
                "until": _moment(made.until(week), building),
                **_line(line, made),
            }
            for week, line in made.weeks
        ],
        "whole": _line(made.whole, made),
    }


def _moment(at: datetime | None, building: Building) -> str | None:
    return at.astimezone(ZoneInfo(building.time_zone)).isoformat() if at else None


def _line(line: Line, made: Report) -> dict[str, Any]:
    return {
        "total": _figures(line.total),
        "spaces": [
            {"space": space.code, "name": space.local_name, **_figures(line.spaces[space.code])}
            for space in made.spaces
        ],
        "income_cents": line.income_cents,
        "cents_per_hour": line.cents_per_hour,
    }


def _figures(figures: Figures) -> dict[str, int]:
    return vars(figures)

"""The banner's shape, for the browser's types; `events.news` makes it by hand."""

from __future__ import annotations

from rest_framework import serializers


class StreetNewsItemSerializer(serializers.Serializer[object]):
    """One change, by the first of the dates that it concerns; in both languages ("" in English: the French holds)."""

    id = serializers.UUIDField(help_text="Of the change: who has put the banner away has put away this one.")
    slug = serializers.CharField()
    title = serializers.CharField()
    title_en = serializers.CharField()
    what = serializers.ChoiceField(choices=["moved", "postponed", "cancelled"])
    words = serializers.CharField()
    words_en = serializers.CharField()
    at = serializers.DateTimeField()
    date = serializers.IntegerField()
    dates = serializers.IntegerField(help_text="How many dates it concerns.")
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    was_starts_at = serializers.DateTimeField(allow_null=True)
    place = serializers.CharField()
    place_en = serializers.CharField()
    was_place = serializers.CharField()
    was_place_en = serializers.CharField()
    url = serializers.CharField()
    url_en = serializers.CharField()


class StreetNewsSerializer(serializers.Serializer[object]):
    results = StreetNewsItemSerializer(many=True)

from django.contrib import admin
from unfold.admin import ModelAdmin

from venue.rules.models import RuleOverride


@admin.register(RuleOverride)
class RuleOverrideAdmin(ModelAdmin):
    readers, editors = {"accountant", "auditor"}, {"manager"}
    list_display = ["key", "value", "building", "valid_from", "valid_to", "reason"]
    list_filter = ["key", "building"]

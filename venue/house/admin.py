from django.contrib import admin
from unfold.admin import ModelAdmin

from venue.house.models import Building, OperatingEntity


@admin.register(Building)
class BuildingAdmin(ModelAdmin):
    readers, editors = {"accountant", "auditor"}, {"manager"}
    list_display = ["name", "code", "city", "public_cap", "basement_cap"]


@admin.register(OperatingEntity)
class OperatingEntityAdmin(ModelAdmin):
    readers, editors = {"auditor"}, {"manager", "accountant"}
    list_display = ["name", "code", "legal_form", "vat_registered"]

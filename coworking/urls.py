"""All that can be asked of coworking."""

from django.urls import URLPattern, path

from coworking.views import report

urlpatterns: list[URLPattern] = [
    path("report/", report.ReportView.as_view(), name="occupation-report"),
    path("report.csv", report.ReportTableView.as_view(), name="occupation-table"),
]

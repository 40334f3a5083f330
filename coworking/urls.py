"""All that can be asked of coworking."""

from django.urls import URLPattern, path

from coworking.views import availability, bookings, prints, report, stickers

urlpatterns: list[URLPattern] = [
    path("availability/", availability.AvailabilityView.as_view(), name="availability"),
    path("bookings/", bookings.BookingsView.as_view(), name="bookings"),
    path("bookings/<str:key>/", bookings.BookingView.as_view(), name="booking"),
    path("bookings/<str:key>/cancellation/", bookings.CancellationView.as_view(), name="booking-cancellation"),
    path("bookings/<str:key>/move/", bookings.MoveView.as_view(), name="booking-move"),
    path("prints/day.pdf", prints.DayPrintView.as_view(), name="day-print"),
    path("prints/week.pdf", prints.WeekPrintView.as_view(), name="week-print"),
    path("report/", report.ReportView.as_view(), name="occupation-report"),
    path("report.csv", report.ReportTableView.as_view(), name="occupation-table"),
    path("stickers.pdf", stickers.StickersView.as_view(), name="stickers"),
]

"""All that can be asked of coworking."""

from django.urls import URLPattern, path

from coworking.views import availability, bookings, calendars, door, hire, passes, prints, report, series, stickers
from coworking.views import availability, bookings, door, hire, passes, prints, report, stickers
from coworking.views import availability, bookings, report, stickers
from coworking.views import availability, bookings, presence, report
from coworking.views import availability, bookings, door, hire, passes, presence, prints, report, stickers

urlpatterns: list[URLPattern] = [
    path("availability/", availability.AvailabilityView.as_view(), name="availability"),
    path("bookings/", bookings.BookingsView.as_view(), name="bookings"),
    path("bookings/<str:key>.ics", calendars.BookingFileView.as_view(), name="booking-file"),
    path("bookings/<str:key>/", bookings.BookingView.as_view(), name="booking"),
    path("bookings/<str:key>/cancellation/", bookings.CancellationView.as_view(), name="booking-cancellation"),
    path("bookings/<str:key>/move/", bookings.MoveView.as_view(), name="booking-move"),
    path("series/", series.ManySeriesView.as_view(), name="many-series"),
    path("series/preview/", series.PreviewView.as_view(), name="series-preview"),
    path("series/<uuid:series>/", series.SeriesView.as_view(), name="series"),
    path("series/<uuid:series>/cancellation/", series.CancellationView.as_view(), name="series-cancellation"),
    path("series/<uuid:series>/move/", series.MoveView.as_view(), name="series-move"),
    path("calendars/", calendars.CalendarsView.as_view(), name="calendars"),
    path("calendars/<str:token>.ics", calendars.CalendarView.as_view(), name="calendar"),
    path("calendars/<uuid:feed>/revocation/", calendars.RevocationView.as_view(), name="calendar-revocation"),
    path("rooms/<str:code>/door/", door.DoorView.as_view(), name="door-sheet"),
    path("prints/day.pdf", prints.DayPrintView.as_view(), name="day-print"),
    path("prints/week.pdf", prints.WeekPrintView.as_view(), name="week-print"),
    path("offers/", passes.OffersView.as_view(), name="offers"),
    path("passes/", passes.PassesView.as_view(), name="passes"),
    path("passes/sales/", passes.PassSalesView.as_view(), name="pass-sales"),
    path("passes/<uuid:id>/", passes.PassView.as_view(), name="pass"),
    path("passes/<uuid:id>/cancellation/", passes.PassCancellationView.as_view(), name="pass-cancellation"),
    path("cash-counts/", passes.CashCountsView.as_view(), name="coworking-cash-counts"),
    path("report/", report.ReportView.as_view(), name="occupation-report"),
    path("report.csv", report.ReportTableView.as_view(), name="occupation-table"),
    path("stickers.pdf", stickers.StickersView.as_view(), name="stickers"),
    path("hire-rooms/", hire.RoomsView.as_view(), name="hire-rooms"),
    path("hire-requests/", hire.HireRequestsView.as_view(), name="hire-requests"),
    # A manager's numbers first: a key is never a number.
    path("hire-requests/<int:pk>/", hire.ManagedView.as_view(), name="managed-hire"),
    path("hire-requests/<int:pk>/quote/", hire.QuoteView.as_view(), name="hire-quote"),
    path("hire-requests/<int:pk>/quote.pdf", hire.ManagedQuotePaperView.as_view(), name="managed-hire-quote-paper"),
    path("hire-requests/<int:pk>/approval/", hire.ApprovalView.as_view(), name="hire-approval"),
    path("hire-requests/<int:pk>/arrangement/", hire.ArrangementView.as_view(), name="hire-arrangement"),
    path("hire-requests/<int:pk>/refusal/", hire.RefusalView.as_view(), name="hire-refusal"),
    path("hire-requests/<int:pk>/invoice/", hire.InvoiceView.as_view(), name="hire-invoice"),
    path("hire-requests/<slug:hire>/", hire.HireRequestView.as_view(), name="hire-request"),
    path("hire-requests/<slug:hire>/acceptance/", hire.AcceptanceView.as_view(), name="hire-acceptance"),
    path("hire-requests/<slug:hire>/cancellation/", hire.CancellationView.as_view(), name="hire-cancellation"),
    path("hire-requests/<slug:hire>/checkout/", hire.CheckoutView.as_view(), name="hire-checkout"),
    path("hire-requests/<slug:hire>/quote.pdf", hire.QuotePaperView.as_view(), name="hire-quote-paper"),
    path(
        "hire-requests/<slug:hire>/invoices/<slug:number>.pdf",
        hire.InvoicePaperView.as_view(),
        name="hire-invoice-paper",
    ),
    path("invoices/", hire.InvoicesView.as_view(), name="invoices"),
    path("invoices/<int:pk>.pdf", hire.ManagedInvoicePaperView.as_view(), name="invoice-paper"),
    path("invoices/<int:pk>/credit-note/", hire.CreditNoteView.as_view(), name="invoice-credit-note"),
    path("invoices/<int:pk>/payments/", hire.PaymentView.as_view(), name="invoice-payments"),
    path("invoices/<int:pk>/repayments/", hire.RepaymentView.as_view(), name="invoice-repayments"),
    path("bookings/<str:key>/check-in/", presence.CheckInView.as_view(), name="booking-check-in"),
    path("bookings/<str:key>/pause/", presence.PauseView.as_view(), name="booking-pause"),
    path("bookings/<str:key>/resumption/", presence.ResumptionView.as_view(), name="booking-resumption"),
    path("bookings/<str:key>/extension/", presence.ExtensionView.as_view(), name="booking-extension"),
    path("bookings/<str:key>/departure/", presence.DepartureView.as_view(), name="booking-departure"),
    path("bookings/<str:key>/release/", presence.ReleaseView.as_view(), name="booking-release"),
    path("arrivals/", presence.ArrivalsView.as_view(), name="arrivals"),
    path("desk/", presence.DeskView.as_view(), name="desk"),
]

"""All that can be asked of coworking."""

from django.urls import URLPattern, path

from coworking.views import availability, bookings, door, hire, passes, prints, report, stickers

urlpatterns: list[URLPattern] = [
    path("availability/", availability.AvailabilityView.as_view(), name="availability"),
    path("bookings/", bookings.BookingsView.as_view(), name="bookings"),
    path("bookings/<str:key>/", bookings.BookingView.as_view(), name="booking"),
    path("bookings/<str:key>/cancellation/", bookings.CancellationView.as_view(), name="booking-cancellation"),
    path("bookings/<str:key>/move/", bookings.MoveView.as_view(), name="booking-move"),
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
]

"""What the team of an event does, below /api/v1/planning/."""

from django.urls import URLPattern, path

from events.views import cash, changes, crew, day, days, guests, kit, papers, planning, posters, sites

app_name = "planning"

urlpatterns: list[URLPattern] = [
    path("events/", planning.PlansView.as_view(), name="plans"),
    path("events/<slug:slug>/", planning.PlanView.as_view(), name="plan"),
    path("events/<slug:slug>/steps/", planning.StepsView.as_view(), name="plan-steps"),
    path("events/<slug:slug>/authorisation/", planning.AuthorisationView.as_view(), name="plan-authorisation"),
    path("events/<slug:slug>/publication/", planning.PublicationView.as_view(), name="plan-publication"),
    path("events/<slug:slug>/holding/", planning.HoldingView.as_view(), name="plan-holding"),
    path("events/<slug:slug>/reporting/", planning.ReportingView.as_view(), name="plan-reporting"),
    path("events/<slug:slug>/abandonment/", planning.AbandonmentView.as_view(), name="plan-abandonment"),
    path("events/<slug:slug>/dates/", planning.PlanDatesView.as_view(), name="plan-dates"),
    path("dates/<int:date>/", planning.PlanDateView.as_view(), name="plan-date"),
    path("dates/<int:date>/removal/", planning.DateRemovalView.as_view(), name="plan-date-removal"),
    path("events/<slug:slug>/tasks/", papers.EventTasksView.as_view(), name="plan-tasks"),
    path("tasks/<int:task>/", papers.EventTaskView.as_view(), name="plan-task"),
    path("events/<slug:slug>/papers/", papers.EventPapersView.as_view(), name="plan-papers"),
    path("papers/<uuid:paper>/", papers.EventPaperView.as_view(), name="paper"),
    path("papers/<uuid:paper>/removal/", papers.PaperRemovalView.as_view(), name="paper-removal"),
    path("events/<slug:slug>/photo/", papers.EventPhotoView.as_view(), name="plan-photo"),
    path("events/<slug:slug>/photo/removal/", papers.PhotoRemovalView.as_view(), name="plan-photo-removal"),
    path("sites/", sites.SitesView.as_view(), name="sites"),
    path("sites/<slug:code>/", sites.SiteView.as_view(), name="site"),
    path("sites/<slug:code>/plan/", sites.SitePlanView.as_view(), name="site-plan"),
    path("sites/<slug:code>/plan/removal/", sites.SitePlanRemovalView.as_view(), name="site-plan-removal"),
    path("sites/<slug:code>/lessons/", sites.LessonsView.as_view(), name="lessons"),
    path("rule-sets/", sites.RuleSetsView.as_view(), name="rule-sets"),
    path("people/", sites.PicksView.as_view(), name="picks"),
    path("entities/", sites.OrganisersView.as_view(), name="organisers"),
    path("calendar/", planning.CalendarView.as_view(), name="plan-calendar"),
    path("days/", days.DaysView.as_view(), name="days"),
    # --- what the street knows changes
    path("events/<slug:slug>/changes/", changes.ChangesView.as_view(), name="changes"),
    path("events/<slug:slug>/changes/preview/", changes.PreviewView.as_view(), name="change-preview"),
    path("dates/<int:date>/poster.pdf", posters.PosterView.as_view(), name="poster"),
    path("dates/<int:date>/change-poster.pdf", posters.ChangePosterView.as_view(), name="change-poster"),
    path("dates/<int:date>/door.pdf", posters.DoorView.as_view(), name="door-text"),
    # --- crew
    path("dates/<int:date>/slots/", crew.SlotsView.as_view(), name="slots"),
    path("slots/<int:slot>/", crew.SlotView.as_view(), name="slot"),
    path("slots/<int:slot>/removal/", crew.SlotRemovalView.as_view(), name="slot-removal"),
    path("slots/<int:slot>/invitations/", crew.InvitationsView.as_view(), name="invitations"),
    path("slots/<int:slot>/applications/", crew.ApplicationsView.as_view(), name="applications"),
    path("crew-places/<int:place>/confirmation/", crew.ConfirmationView.as_view(), name="crew-confirmation"),
    path("crew-places/<int:place>/refusal/", crew.RefusalView.as_view(), name="crew-refusal"),
    path("crew-places/<int:place>/departure/", crew.DepartureView.as_view(), name="crew-departure"),
    path("my-shifts/", crew.MyShiftsView.as_view(), name="my-shifts"),
    # --- kit and bars
    path("kit/", kit.KitView.as_view(), name="kit"),
    path("dates/<int:date>/kit/", kit.KitOfDateView.as_view(), name="kit-of-date"),
    path("kit-reservations/<int:reservation>/release/", kit.KitReleaseView.as_view(), name="kit-release"),
    path("kit-reservations/<int:reservation>/checkout/", kit.KitCheckoutView.as_view(), name="kit-checkout"),
    path("kit-reservations/<int:reservation>/return/", kit.KitReturnView.as_view(), name="kit-return"),
    path("bars/", kit.BarsView.as_view(), name="bars"),
    path("events/<slug:slug>/bar/", kit.EventBarView.as_view(), name="event-bar"),
    path("events/<slug:slug>/bar/giving-up/", kit.BarGivenUpView.as_view(), name="bar-given-up"),
    # --- the day itself
    path("dates/<int:date>/sheet/", day.SheetView.as_view(), name="sheet"),
    path("dates/<int:date>/sheet.pdf", day.SheetPrintView.as_view(), name="sheet-print"),
    path("dates/<int:date>/run-sheet/", day.RunSheetView.as_view(), name="run-sheet"),
    path("events/<slug:slug>/contacts/", day.ContactsView.as_view(), name="contacts"),
    path("dates/<int:date>/decisions/", day.DecisionsView.as_view(), name="decisions"),
    path("dates/<int:date>/incidents/", day.IncidentsView.as_view(), name="incidents"),
    path("dates/<int:date>/passages/", day.PassagesView.as_view(), name="passages"),
    path("dates/<int:date>/report/", day.ReportView.as_view(), name="report"),
    path("dates/<int:date>/cash-counts/", cash.CashOfDateView.as_view(), name="cash-of-date"),
    path("dates/<int:date>/registrations/", guests.GuestsView.as_view(), name="guests"),
]

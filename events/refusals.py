"""What an event's team, or whoever would come, is refused, with stable codes and figures."""

from datetime import datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from venue.errors import Refused


class WrongState(Refused):
    """Figures: `state`, and `allowed`, the states that can follow it."""

    code = "wrong_state"
    status: ClassVar[int] = 409
    message = _("The event is not in a state from which this can be done.")


class TasksOverdue(Refused):
    """Figures: `tasks` (task, title, due_on)."""

    code = "tasks_overdue"
    status: ClassVar[int] = 409
    message = _("Something mandatory is overdue: do it, or say why it is not needed, then publish.")


class NeedsAuthorisation(Refused):
    """Nobody published it *sous réserve d'autorisation* either, which is a manager's word (REQ-S1)."""

    code = "needs_authorisation"
    status: ClassVar[int] = 409
    message = _("The authorisation is not here yet. A manager may announce the event with that reservation.")


class AuthorisedElsewhere(NeedsAuthorisation):
    """Of a move that leaves what the authorisation names."""

    message = _(
        "The authorisation is for another place or another hour. A manager may move the event all the same: it is then "
        "announced subject to authorisation, until the new answer is here."
    )


class DateNotAuthorised(AuthorisedElsewhere):
    """Of a date that comes to what the street knows."""

    message = _(
        "The authorisation does not name this date. A manager may add it all the same: the event is then announced "
        "subject to authorisation, until the new answer is here."
    )


class Incomplete(Refused):
    """Figures: `missing`, the fields without which the street cannot be told."""

    code = "incomplete"
    message = _("Something is missing before the street can be told.")


class SiteTaken(Refused):
    """Figure: `conflicts` (slug, title, starts_at, ends_at), the other dates there meanwhile."""

    code = "site_taken"
    status: ClassVar[int] = 409
    message = _("Something else is planned there at that time.")


class SiteTooSmall(Refused):
    """Figures: `expected` and `allowed` people."""

    code = "site_too_small"
    status: ClassVar[int] = 409
    message = _("More people are expected than this place holds.")


class PlanBTooSmall(SiteTooSmall):
    message = _("More people are expected than the place of plan B holds.")


class DatesDoNotFit(Refused):
    """Figure: `conflicts` (slug, title, starts_at, ends_at, expected, code), the dates to come that would not."""

    code = "dates_do_not_fit"
    status: ClassVar[int] = 409
    message = _("What is planned there would not fit any more: change these dates first.")


class NoSeries(Refused):
    code = "no_series"
    message = _("No rule made this date: it has none that follow.")


class OutsideTheDay(Refused):
    """Figures: `from`, `until`."""

    code = "outside_the_day"
    message = _("This is not on the day of the event.")

    @classmethod
    def between(cls, first: datetime, last: datetime, zone: ZoneInfo) -> "OutsideTheDay":
        return cls(**{"from": first.astimezone(zone).isoformat(), "until": last.astimezone(zone).isoformat()})


class NotHappenedYet(Refused):
    code = "in_the_future"
    message = _("This has not happened yet: look at the hour again.")


# --- whoever would come ----------------------------------------------------------------------------------------------


class NoRegistration(Refused):
    code = "no_registration"
    message = _("There is no registration for this: simply come, or look at what has changed.")


class InThePast(Refused):
    code = "in_the_past"
    message = _("This date is over.")


class EventFull(Refused):
    """Only where there is no waiting list, or no longer because it has begun. Figure: `places_left`."""

    code = "event_full"
    status: ClassVar[int] = 409
    message = _("There are not enough places left.")


class TooManyPlaces(Refused):
    """Figure: `max_places`."""

    code = "too_many_places"
    message = _("For a larger group, please talk to the team.")


class TooManyRegistrations(Refused):
    code = "too_many_registrations"
    message = _("This browser already holds several registrations for this date.")


class ContactNeeded(Refused):
    """Before `event.no_contact_until_h`, of a date with a limit (DESIGN §4 *Nuisance*)."""

    code = "contact_needed"
    message = _("Many places are already kept without a name. Leave an e-mail or a phone number, or ask the team.")


class OneChannel(Refused):
    code = "one_channel"
    message = _("One way to give is enough: an amount online, or on site.")


class UseTheBox(Refused):
    """Below what cards can carry, or no card payment in this house. Names no number (DESIGN §4 *Stripe*)."""

    code = "use_the_box"
    message = _("A card cannot carry this amount. Pay on site, or register without an amount.")


class NoAmount(Refused):
    """The event is free, or its price is the same for everybody."""

    code = "no_amount"
    message = _("There is no amount to choose here.")


class OfferOver(Refused):
    code = "offer_over"
    status: ClassVar[int] = 409
    message = _("This place is no longer kept for you.")


class PutOff(Refused):
    code = "put_off"
    status: ClassVar[int] = 409
    message = _("This date is put off. You keep your turn until its new day is known.")


class NotCancellable(Refused):
    code = "not_cancellable"
    status: ClassVar[int] = 409
    message = _("This registration can no longer be cancelled.")


# --- what a plan is made of ------------------------------------------------------------------------------------------


class UnknownSite(Refused):
    code = "unknown_site"
    message = _("We do not know this site, or it is no longer used.")


class UnknownRoom(Refused):
    code = "unknown_room"
    message = _("This house has no such room.")


class UnknownPerson(Refused):
    code = "unknown_person"
    message = _("This person is not one of those who can be chosen here.")


class UnknownEntity(Refused):
    code = "unknown_entity"
    message = _("We do not know this legal body.")


class PriceUnclear(Refused):
    code = "price_unclear"
    message = _("A fixed price needs an amount, and no other price has one.")


class PeopleRegistered(Refused):
    code = "people_registered"
    status: ClassVar[int] = 409
    message = _("People have registered already: what they agreed to stays.")


class EndsBeforeStart(Refused):
    code = "ends_before_start"
    message = _("An event ends after it begins.")


class TooLong(Refused):
    """Figure: `allowed_days`."""

    code = "too_long"
    message = _("One date does not last that long: write down several.")


class OnePlace(Refused):
    code = "one_place"
    message = _("A date has one place: a site of the street, or a room of the house.")


class DecisionTooLate(Refused):
    code = "decision_too_late"
    message = _("Go or no-go is decided before the event begins.")


class TooManyDates(Refused):
    """Figure: `allowed`."""

    code = "too_many_dates"
    message = _("An event does not have that many dates.")


class DateThere(Refused):
    code = "date_there"
    status: ClassVar[int] = 409
    message = _("The event has one of these dates already.")


class AlreadyPublished(Refused):
    code = "already_published"
    status: ClassVar[int] = 409
    message = _("The street knows this date: move, postpone or cancel it, so that everybody is told.")


class TitleStays(AlreadyPublished):
    """Of what is over or called off: under its title people registered, and look for what became of it."""

    message = _("The street knows it by this title: it stays.")


class BarStays(Refused):
    """Of what has begun, is over or called off: its bar was counted for the body that organised it (REQ-D1)."""

    code = "bar_stays"
    status: ClassVar[int] = 409
    message = _("This has begun, is over or called off: its bar and who organises it stay as they are counted.")


class TermsStay(AlreadyPublished):
    """Of what is over or called off."""

    message = _("This is over or called off: who organised it, its price and its registrations stay as they were.")


class CapacityBelowRegistered(Refused):
    """Figure: `registered`, the places that people hold."""

    code = "capacity_below_registered"
    status: ClassVar[int] = 409
    message = _("More people hold places already.")


# --- the entrance ----------------------------------------------------------------------------------------------------


class UnknownTicket(Refused):
    code = "unknown_ticket"
    status: ClassVar[int] = 404
    message = _("Nobody here knows this ticket.")


class AlreadyAdmitted(Refused):
    """Figure: `first_admitted_at`."""

    code = "already_admitted"
    status: ClassVar[int] = 409
    message = _("Whoever this ticket is for has come in already.")


class NotEnoughPlaces(Refused):
    """Figure: `people_left`."""

    code = "not_enough_places"
    status: ClassVar[int] = 409
    message = _("This ticket is for fewer people.")


class FarTooMany(NotEnoughPlaces):
    """What a phone without network says of one ticket, which no guard would have let in."""

    status: ClassVar[int] = 422


class WrongEvent(Refused):
    code = "wrong_event"
    message = _("This ticket is for something else.")


class NotThisEntrance(Refused):
    code = "not_this_door"
    status: ClassVar[int] = 403
    message = _("This phone keeps another entrance.")


class NotYet(Refused):
    code = "not_yet"
    message = _("It is too early for this ticket.")


class TooLate(Refused):
    code = "too_late"
    message = _("The time of this ticket is over.")


class VoidTicket(Refused):
    code = "void_ticket"
    message = _("This ticket is not good any more.")


class UndoTooLate(Refused):
    code = "undo_too_late"
    status: ClassVar[int] = 409
    message = _("It is too late to undo this scan.")


# --- changing what the street knows ----------------------------------------------------------------------------------


class NothingChanges(Refused):
    code = "nothing_changes"
    message = _("That is where and when it is already.")


class NoPlanB(Refused):
    """Figure: `date`."""

    code = "no_plan_b"
    message = _("Nobody has written down a plan B for this date.")


class NoNewTime(Refused):
    code = "no_new_time"
    message = _("This date was put off: say when it takes place now.")


class NothingToTell(Refused):
    """Of the poster of a change: this date takes place where and when it was announced."""

    code = "nothing_to_tell"
    status: ClassVar[int] = 409
    message = _("This date takes place as it was announced.")


class NobodyIsInvited(WrongState):
    """Of the poster of what was called off or put off. Figures: `state`, and `see`, the paper that says so."""

    message = _("This date does not take place as announced: print the poster that says so.")


class NothingToPrint(WrongState):
    """Of a poster for what has taken place. Figures: `state`, `allowed`."""

    message = _("This date is over: there is nothing to announce any more.")


class TooManyTasks(Refused):
    """Figure: `allowed`."""

    code = "too_many_tasks"
    message = _("That is more than one plan can hold.")


class OfTheRules(Refused):
    code = "of_the_rules"
    status: ClassVar[int] = 409
    message = _("A rule asks for this: its words and its day come from there.")


class NotDoneYet(Refused):
    code = "in_the_future"
    message = _("What is done was done today or before.")


class ReasonMissing(Refused):
    code = "reason_missing"
    message = _("This is mandatory: say in the note why it is not needed.")


class PaperMissing(Refused):
    """Figures: `task` (its id) and `title`."""

    code = "paper_missing"
    message = _("A paper proves that this is done: attach it, or say in the note where it is.")


class PermitMissing(PaperMissing):
    """Of an event that is said to be authorised. Figures as above."""

    message = _("The permit is not here: attach it to its task, or say in the note where it is.")


class PaperProves(PaperMissing):
    """Of the last paper of what is done. Figures as above."""

    message = _("This paper proves that something is done: attach another one first, or say in the note where it is.")


class TooManyPapers(Refused):
    """Figure: `allowed`."""

    code = "too_many_papers"
    message = _("That is more than one plan can hold.")


class PaperTooLarge(Refused):
    """Figure: `allowed_bytes`."""

    code = "too_large"
    status: ClassVar[int] = 413
    message = _("A paper has 10 MB at most.")


class WrongFile(Refused):
    """Figure: `allowed`."""

    code = "wrong_file"
    status: ClassVar[int] = 415
    message = _("This is not what it says. A PDF, a JPEG or a PNG is needed.")


class WrongPhoto(Refused):
    code = "wrong_file"
    status: ClassVar[int] = 415


class UnknownRuleSet(Refused):
    code = "unknown_rule_set"
    message = _("We do not know this set of rules.")


class CodeTaken(Refused):
    code = "code_taken"
    status: ClassVar[int] = 409
    message = _("Another site has this short code.")


class OwnPlanB(Refused):
    code = "own_plan_b"
    message = _("A site cannot be its own plan B.")


class TooManyLessons(Refused):
    """Figure: `allowed`."""

    code = "too_many_lessons"
    message = _("This site has taught that much already: take away what no longer holds.")

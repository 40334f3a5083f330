"""What the canteen says no to: a code for programs, a sentence for people, figures where they help."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from venue.errors import Refused


class SittingFull(Refused):
    code = "sitting_full"
    status: ClassVar[int] = 409
    message = _("There are not enough places left at this sitting.")


class SittingClosed(Refused):
    code = "sitting_closed"
    status: ClassVar[int] = 409
    message = _("This sitting takes no more orders.")


class OneChannel(Refused):
    code = "one_channel"
    message = _("One way to give is enough: an amount online, at the canteen, or a ticket that you already hold.")


class UseTheBox(Refused):
    """Below what cards can carry, or no card payment in this house. Names no number (DESIGN §4 Stripe)."""

    code = "use_the_box"
    message = _("A card cannot carry this amount. Put it in the box at the canteen, or order without an amount.")


class TooManyCovers(Refused):
    code = "too_many_covers"
    message = _("For a larger table, please talk to the team: they will keep places together.")


class TooManyOrders(Refused):
    code = "too_many_orders"
    message = _("This browser already holds several orders for this sitting.")


class ContactNeeded(Refused):
    code = "contact_needed"
    message = _("Many places are already kept without a name. Leave an e-mail or a phone number, or simply come.")


class NotCancellable(Refused):
    code = "not_cancellable"
    status: ClassVar[int] = 409
    message = _("This order can no longer be cancelled. If you cannot come, tell the team: somebody else may eat.")


class UnknownTicket(Refused):
    code = "unknown_ticket"
    status: ClassVar[int] = 404
    message = _("Nobody here knows this ticket.")


class AlreadyRedeemed(Refused):
    code = "already_redeemed"
    status: ClassVar[int] = 409
    message = _("This ticket has already been served.")


class NotEnoughCovers(Refused):
    code = "not_enough_covers"
    status: ClassVar[int] = 409
    message = _("This ticket has fewer meals left.")


class WrongSitting(Refused):
    code = "wrong_sitting"
    message = _("This ticket is for another sitting.")


class NotThisDoor(Refused):
    code = "not_this_door"
    status = 403
    message = _("This phone serves at another door.")


class NotYet(Refused):
    code = "not_yet"
    message = _("It is too early for this ticket.")


class TooLate(Refused):
    code = "too_late"
    message = _("The time of this ticket is over.")


class VoidTicket(Refused):
    code = "void_ticket"
    message = _("This ticket has been cancelled.")


class DietBelied(Refused):
    """Carries `diets`: each that the dish claims wrongly, with the `allergens` of it that say so."""

    code = "diet_belied"
    message = _("This dish contains what its diet leaves out. Correct the diet, or the answer about the allergen.")


class MailboxFull(Refused):
    code = "mailbox_full"
    status: ClassVar[int] = 429
    message = _("This address has had many letters from us today. Print the ticket, or write its code down.")


class RequestIdReused(Refused):
    code = "request_id_reused"
    status: ClassVar[int] = 409
    message = _("This scan number was already used for something else.")


class UndoTooLate(Refused):
    code = "undo_too_late"
    status: ClassVar[int] = 409
    message = _("It is too late to undo this scan.")

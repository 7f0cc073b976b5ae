"""Expected trouble with agreements, notes and opening balances, each with what to do about it."""

from __future__ import annotations

from sentra_pos.core.errors import Question, SentraError
from sentra_pos.core.speech import N_


class NotAnArtisan(SentraError):
    """The party is not one that goods come from."""

    message = N_("Goods come in from artisans and suppliers only. Please choose one from the list.")


class ArtisanLeft(SentraError):
    message = N_("{name} does not bring goods any more. Choose another artisan, or open this one again first.")


class TermsIncomplete(SentraError):
    """The scheme and its figure do not fit."""

    message = N_("These terms are not complete. {reason}")


class RateNotSensible(SentraError):
    message = N_("This rate cannot be agreed. {reason}")


class TermsBeginTooEarly(SentraError):
    """A newer version would hold from an earlier day than the one it replaces."""

    message = N_("Version {version} of these terms holds from {date}. New terms must begin on that day or later.")


class TermsBeginTooLate(SentraError):
    """A slip of the finger in the year."""

    message = N_("These terms would begin on {date}, more than two years from now. Please check the date.")


class AgreementExists(SentraError):
    """The id was used for other terms."""

    message = N_("These terms were recorded already, with other content. Please record them anew.")


class NoAgreement(SentraError):
    """Nothing can be taken in without terms."""

    message = N_("There is no agreement with {name} that holds on {date}. Record the terms first.")


class NoteIsEmpty(SentraError):
    message = N_("There is nothing on this note yet. Add at least one piece.")


class NoteInTheFuture(SentraError):
    message = N_("A note cannot be dated {date}, after today. Please check the date.")


class PlaceNotHere(SentraError):
    message = N_("This till does not keep that place. Choose its own shelf or store room.")


class LineTrouble(SentraError):
    """Trouble with one line of a note, which ``line`` in the fields counts from 1."""


class ItemUnknown(LineTrouble):
    message = N_("Line {line}: this item is not in the catalogue, or no longer sold. Please choose it again.")


class ServiceTakenIn(LineTrouble):
    message = N_("Line {line}: {item} is a service and has no stock. Remove the line.")


class CountMissing(LineTrouble):
    message = N_("Line {line}: how many of {item}? Type 1 or more.")


class OnlyOne(LineTrouble):
    message = N_("Line {line}: {item} is one of a kind and can come in only once.")


class CameInBefore(LineTrouble):
    """What was sold, too, is not brought a second time; what the artisan took back will be, once that is recorded."""

    message = N_(
        "Line {line}: {item} is one of a kind and came in on note {note} already. Make a new item for another piece."
    )


class TwoPrices(LineTrouble):
    message = N_(
        "Line {line}: {item} costs {price} here and {other} further up. One tag has one price:"
        " correct it, or make a new item."
    )


class PriceMissing(LineTrouble):
    message = N_("Line {line}: {item} needs a selling price.")


class NetPriceMissing(LineTrouble):
    message = N_("Line {line}: the terms are a net price to the artisan; type it for {item}.")


class NetPriceAbovePrice(LineTrouble):
    message = N_("Line {line}: the net price of {item}, {net}, is above its selling price of {price}.")


class NetPriceNotAgreed(LineTrouble):
    message = N_("Line {line}: the terms are “{terms}”, so leave the net price of {item} empty.")


class CostMissing(LineTrouble):
    message = N_("Line {line}: {item} is bought outright; type what the shop pays for one.")


class CostNotAgreed(LineTrouble):
    message = N_("Line {line}: the terms are “{terms}”, so leave the buying price of {item} empty.")


class CostAbovePrice(Question):
    """Selling at a loss may be meant. ``lines`` says every line that the answer is for."""

    key = "cost_above_price"
    message = N_("This is bought for more than it is sold for:\n{lines}\nTake it in at a loss?")


class TagSaysOtherwise(Question):
    """One price a tag: what lies on the shelf is sold at the new one too. ``tags`` says every tag that would change."""

    key = "new_price"
    message = N_("The note has other prices than the tags:\n{tags}\nSell at the new prices from now on?")


class PriceReasonMissing(SentraError):
    """Whoever reads the book later wants to know why."""

    message = N_("Say in a few words why the price changes; it stays with the record.")


class NoNewPrice(SentraError):
    message = N_("That is the price already. Type another one.")


class TwoNewPrices(SentraError):
    message = N_("{item} is in the list twice. Give it one price.")


class PriceBelowNetPrice(SentraError):
    """The artisan would get more of a piece than the customer pays for it."""

    message = N_(
        "{item} cannot cost {price}: {names} must get {net} of each piece, so the shop would pay for every one it"
        " sells. Agree on a lower net price first: record new terms, move the goods to them, and then lower the price."
        " Or type {net} or more."
    )


class ConsentMissing(SentraError):
    """``parties`` in the fields are those whose agreement asks for it."""

    message = N_(
        "By the agreement this price changes only with the consent of {names}. Ask first, "
        "and record the consent with the new price."
    )


class NothingToOpenWith(SentraError):
    message = N_("There is no amount yet. Type at least one.")


class BalanceBelowZero(SentraError):
    message = N_("An opening balance cannot be below zero. What an artisan owes the shop goes under advances.")


class BalancesInTheFuture(SentraError):
    message = N_("Opening balances cannot be dated {date}, after today. Please check the date.")


class DrawerWasCounted(SentraError):
    """From the first opening on, the drawer is what was counted."""

    message = N_(
        "The till was opened already, so its drawer has no opening balance. Leave that amount empty, and count the"
        " money at the next opening."
    )


class NamedTwice(SentraError):
    message = N_("{name} is in the list twice. Put both amounts together in one line.")


class OpeningBalancesStand(Question):
    """A second document is allowed, for what was forgotten in the first."""

    key = "more_opening_balances"
    message = N_("Opening balances were recorded already, as {code} on {date}. Add these amounts to them?")

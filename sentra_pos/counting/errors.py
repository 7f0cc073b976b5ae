"""Expected trouble with counts and cases, each with what to do about it."""

from __future__ import annotations

from typing import ClassVar

from sentra_pos.core.errors import Question, SentraError
from sentra_pos.core.speech import N_


class PlaceNotCountedHere(SentraError):
    """Only the till that keeps a place writes its stock."""

    message = N_("This till does not keep that place. Choose one of its own.")


class CountGoesOn(SentraError):
    """Two counts of the same goods would find the same difference twice."""

    message = N_("{place} is being counted already, since {time}. Open that count and go on with it.")


class NoSuchCount(SentraError):
    message = N_("This count is not open any more. Go back to the list and begin a new one.")


class NotInThisCount(SentraError):
    """The tag is right, but the count is of somebody else's goods."""

    message = N_("{name} is not a piece of {artisan}. Put it aside, and count it with its own artisan's.")


class ZonesUnclear(SentraError):
    """The names of the zones cannot be told apart, or nobody could read them off a list."""


class TooManyZones(ZonesUnclear):
    message = N_("A place has at most {most} zones. Take fewer and larger ones.")


class ZoneNameTooLong(ZonesUnclear):
    message = N_("{name} is longer than {most} letters. Give the zone a short name, for example Rack 1.")


class ZoneTwice(ZonesUnclear):
    message = N_("Two zones are called {name}. Give each a name of its own, for example Rack 1 and Rack 2.")


class WhichZone(SentraError):
    """Goods of a count with zones lie in one of them."""

    message = N_("This place is counted by zone. Choose the zone that you are in, then scan again.")


class NoSuchZone(SentraError):
    message = N_("This count has no such zone. Go back to the list, open the count again and choose one of its zones.")


class ZoneIsDone(SentraError):
    message = N_("{zone} is done. Open that zone again to count in it, or choose the zone that you are in.")


class ZonesOpen(SentraError):
    """What lies in a zone that nobody walked through would be missing."""

    message = N_("Not every zone is done: {zones}. Look through them and end each, then finish the count.")


class ZoneEmpty(Question):
    """A zone that is ended by a slip of the finger would be missing as a whole; asked about one zone at a time."""

    key: ClassVar[str] = "empty"
    message = N_("Nothing was seen in {zone}. Is it empty?")

    @property
    def answer(self) -> str:
        return f"{self.key}:{self.fields['number']}"


class CountHereAgain(SentraError):
    """It moved, and was counted again in another zone only, or in none yet."""

    message = N_("{name} moved since it was counted in {zone}. Count it there again; type 0 if none is left.")


class NothingToCount(SentraError):
    """A service has no place."""

    message = N_("{name} is a service. Only goods are counted.")


class CountTooLarge(SentraError):
    message = N_("More than {most} of one thing is a slip of the finger. Please type the count again.")


class MovedMeanwhile(Question):
    """Pieces went out or came in between two scans of the same item; nobody knows which were counted."""

    message = N_(
        "{name} was sold, taken in or moved since you began to count it. Count all of it again, with this one as first?"
    )


class CountAgain(SentraError):
    """More has left since it was counted than was counted, or it was found meanwhile."""

    message = N_("Please count {name} again: what happened since does not fit what was counted.")


class NotFinished(SentraError):
    """Nothing was counted and nothing was said to be finished."""

    message = N_("Nothing has been counted yet. Scan what is there, or say that the place is empty.")


class CaseClosed(SentraError):
    """Somebody decided it meanwhile, or it was found."""

    message = N_("Only {left} of {name} are still open here. Somebody may have decided about the others already.")


class NotACase(SentraError):
    message = N_("Nothing is missing or damaged there. Open the list of cases again.")


class OutcomeDoesNotFit(SentraError):
    """Found goods are not paid for, and the shop does not pay itself."""

    message = N_("That is no way to end this case. Choose one of those that are offered.")


class OnlyTowardsTheShop(SentraError):
    """The agreement is a promise to the artisan."""

    message = N_(
        "The agreement says: {agreed}. Nobody here may decide that {artisan} gets less. Choose what is agreed, or more."
    )


class WhyOtherwise(SentraError):
    message = N_("This is more than the agreement asks of the shop ({agreed}). Please write why.")


class WhatWasDone(SentraError):
    """A note of nothing."""

    message = N_("Please write what was done, for example where somebody has looked.")


class NotOnTheShelf(SentraError):
    message = N_("Found goods go to a place where this till sells from or stores. Choose the shelf or the store room.")

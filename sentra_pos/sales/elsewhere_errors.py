"""Expected trouble with goods that come back here and were sold elsewhere."""

from __future__ import annotations

from sentra_pos.core.errors import Question, SentraError
from sentra_pos.core.speech import N_
from sentra_pos.sales.errors import ItemQuestion


class SaleIsHere(SentraError):
    """This book has the sale: its own return gives back what was paid, and tells the artisan at once."""

    message = N_("{code} is in this book. Open that receipt and take the goods back there.")


class NotGoods(SentraError):
    """A service leaves nothing that could come back."""

    message = N_("{name} is a service and cannot come back.")


class NothingWasPaid(SentraError):
    """Without it nobody knows what to give back."""

    message = N_("Type what the customer paid for one piece; it is on the receipt.")


class NotByThisWayBack(SentraError):
    """What stands on an account elsewhere is not known here."""

    message = N_("What was sold elsewhere cannot go back by {method}. Give it back in cash, by QRIS or by transfer.")


class MoreThanTheTag(ItemQuestion):
    """Few pieces are sold above their tag; a naught too many is typed sooner."""

    message = N_("The tag of {name} says {tag}, and {paid} would be given back for each. Is that what was paid?")
    key = "more_than_tag"


class TakenBackBefore(ItemQuestion):
    """The same receipt and the same goods, a second time."""

    message = N_("Of receipt {receipt}, {name} was taken back already, as {code}. Take another one back?")
    key = "taken_back_before"


class NotWaiting(SentraError):
    """No return from elsewhere, or its sale was found before."""

    message = N_("The sale of this return is known already. Look at the list again.")


class CameBackThereToo(SentraError):
    """The money went out twice, and the artisan's account bears it once."""

    message = N_(
        "{name} of {sale} came back before, with {code}: the customer got the money twice. Choose another sale, or say"
        " that no sale will be found; then the shop bears it, and no artisan."
    )


class OtherGoods(SentraError):
    """Whose money it is follows from the goods."""

    message = N_("That sale is of other goods than {name}. Choose a sale of the same.")


class NotAllFound(SentraError):
    """A return is answered whole, by one sale or by several."""

    message = N_("{wanted} of {name} came back, and the chosen sales answer for {found}. Choose for all of them.")


class ReturnDiffers(Question):
    """Asked with both amounts, so that a yes to one difference is no yes to another."""

    message = N_(
        "{paid} was given back for {name}, but its sale was worth {worth}. The shop takes {difference}. Go on?"
    )
    key = "return_differs"

    @property
    def answer(self) -> str:
        return f"{self.key}:{self.fields['amount']}"


class SaleNeverFound(ReturnDiffers):
    """Nobody's account gets it back."""

    message = N_(
        "No sale answers for {name}: the shop bears {paid}, and the goods belong to nobody by the book until a note"
        " takes them in. Go on?"
    )
    key = "never_found"

"""Expected trouble at the till."""

from __future__ import annotations

from sentra_pos.core.errors import Question, SentraError
from sentra_pos.core.ids import ItemId
from sentra_pos.core.speech import N_


class CartEmpty(SentraError):
    """Nothing to sell."""

    message = N_("The cart is empty. Scan or choose something first.")


class ItemUnknown(SentraError):
    """A line names an item that is not in the catalogue, or no longer sold."""

    message = N_("This item is no longer sold: {name}. Remove it from the cart.")


class AlreadySold(SentraError):
    """A unique piece is sold once."""

    message = N_("{name} is one of a kind and is no longer on the shelf. Remove it from the cart.")


class InCartAlready(SentraError):
    """A unique piece is in a cart once."""

    message = N_("{name} is one of a kind and is in the cart already.")


class ItemQuestion(Question):
    """Asked about each item by itself, named by ``item`` in the fields: a yes to one is no yes to the next."""

    @classmethod
    def about(cls, item: ItemId) -> str:
        """What a yes about this item is."""
        return f"{cls.key}:{item}"

    @property
    def answer(self) -> str:
        return f"{self.key}:{self.fields['item']}"


class SellBelowZero(ItemQuestion):
    """The book says the shelf has fewer than the customer holds in his hands."""

    message = N_("The book says only {available} of {name} are left. Sell {wanted} anyway?")
    key = "below_zero"


class NoNoteCovers(ItemQuestion):
    """An item that never came in: nobody can be credited, and its money waits in an account of its own."""

    message = N_(
        "{name} never came in on a consignment note. Until that is resolved no artisan is credited for it. "
        "Sell {wanted} anyway?"
    )
    key = "no_note"


class PriceChanged(ItemQuestion):
    """The tag says otherwise than the cart. A yes takes ``price`` into the cart; none sells at the old one."""

    message = N_("{name} is in the cart at {old}, but its price is {new} now. Take the new price?")
    key = "price_changed"


class SaleAlreadyStands(SentraError):
    """The same cart was sold before with other content."""

    message = N_(
        "This cart was already sold as {code}. What is in it now is kept as a new cart: "
        "take out what was sold, and pay the rest."
    )


class DiscountTooLarge(SentraError):
    """A discount is between nothing and the whole line."""

    message = N_("The discount on {name} must be between nothing and {limit}.")


class QuantityNotSensible(SentraError):
    """At least one, and no more than a shelf can hold."""

    message = N_("The quantity of {name} must be between 1 and {limit}.")


class BearerNotAllowed(SentraError):
    """A discount's cost moves towards the shop, never towards the artisan."""

    message = N_("The artisan's agreement does not allow this discount to be charged to the artisan.")


class PaymentShort(SentraError):
    """Less was given than is asked."""

    message = N_("{missing} is still to be paid.")


class PaymentTooMuch(SentraError):
    """Only cash gives change."""

    message = N_("{method} must not be more than what is still to be paid: {limit}.")


class ReferenceMissing(SentraError):
    """What is paid into an account is found there by its reference, or not at all."""

    message = N_("Type the reference of the payment by {method}; it is on the customer's slip or screen.")


class UnknownPaymentMethod(SentraError):
    """A way of paying that this shop does not have."""

    message = N_("This way of paying is not set up: {method}.")


class SaleNotFound(SentraError):
    """No such sale."""

    message = N_("This receipt is not in the book. Check its number.")


class NotReturnable(SentraError):
    """More than was sold, or already returned."""

    message = N_("Only {left} of {name} can still be returned.")


class NothingReturned(SentraError):
    """A refund of nothing."""

    message = N_("Choose what comes back first.")


class ReturnedTwice(SentraError):
    """One line of the receipt, named twice in one refund."""

    message = N_("{name} is named twice. Name it once, with how many come back.")


class InTheShopAlready(SentraError):
    """A unique piece lies in the shop: what the customer brings is another one, or that one was never sold."""

    message = N_("{name} is one of a kind and already lies in the shop. Look at its stock card before taking it back.")


class DrawerTooLow(SentraError):
    """The drawer cannot pay it."""

    message = N_("The drawer holds only {available}. Pay in another way, or bring cash from the safe first.")

"""Expected trouble at the till."""

from __future__ import annotations

from sentra_pos.core.errors import Question, SentraError
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


class SellBelowZero(Question):
    """The book says the shelf has fewer than the customer holds in his hands."""

    message = N_("The book says only {available} of {name} are left. Sell {wanted} anyway?")
    key = "below_zero"


class SaleAlreadyStands(SentraError):
    """The same cart was sold before with other content."""

    message = N_("This cart was already sold as {code}. Start a new cart for what is left.")


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


class UnknownPaymentMethod(SentraError):
    """A way of paying that this shop does not have."""

    message = N_("This way of paying is not set up: {method}.")


class SaleNotFound(SentraError):
    """No such sale."""

    message = N_("This receipt is not in the book. Check its number.")


class NotReturnable(SentraError):
    """More than was sold, or already returned."""

    message = N_("Only {left} of {name} can still be returned.")


class DrawerTooLow(SentraError):
    """The drawer cannot pay it."""

    message = N_("The drawer holds only {available}. Pay in another way, or bring cash from the safe first.")

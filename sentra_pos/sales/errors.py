"""Expected trouble at the till."""

from __future__ import annotations

from sentra_pos.core.errors import Question, SentraError
from sentra_pos.core.ids import ItemId
from sentra_pos.core.speech import N_
from sentra_pos.people.permissions import NotAllowed


class CartEmpty(SentraError):
    """Nothing to sell."""

    message = N_("The cart is empty. Scan or choose something first.")


class NothingTaken(CartEmpty):
    """Goods come back and nothing is taken instead: that is a return, not an exchange."""

    message = N_("Scan what the customer takes instead. For money back alone, open the receipt and return the goods.")


class ItemUnknown(SentraError):
    """A line names an item that is not in the catalogue, or no longer sold."""

    message = N_("This item is no longer sold: {name}. Remove it from the cart.")


class AlreadySold(SentraError):
    """A unique piece is sold once."""

    message = N_("{name} is one of a kind and is no longer on the shelf. Remove it from the cart.")


class MissingSince(AlreadySold):
    """It turned up at the till: the case of it is decided first, so that nobody is paid for what is here."""

    message = N_(
        "{name} has been missing since {code} of {date}. If this is it, somebody who may decide about lost goods puts"
        " it back as found under Count stock, Missing and damaged; then it can be sold."
    )


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


class NotOnLoadingList(NoNoteCovers):
    """The same at a stand: it came along unnoted, or the code is another piece's."""

    message = N_(
        "{name} is not on this stand's loading list. Whose it is will be found out at the shop, and no artisan is"
        " credited for it until then. Sell {wanted} anyway?"
    )


class NotAtTheStand(AlreadySold):
    """Loaded and sold, or still in the shop by its book."""

    message = N_("{name} is one of a kind, and by the book it is not at this stand. Remove it from the cart.")


class PriceChanged(ItemQuestion):
    """The tag says otherwise than the cart. A yes takes ``price`` into the cart; none sells at the old one."""

    message = N_("{name} is in the cart at {old}, but its price is {new} now. Take the new price?")
    key = "price_changed"


class PromotionChanged(ItemQuestion):
    """A promotion began, ended or gives another amount. A yes takes ``promotions``, those in force for the item now."""

    message = N_("The promotion takes {new} off {name} now, not {old}. Take that into the cart?")
    key = "promotion_changed"


class PromisedElsewhere(ItemQuestion):
    """A unique piece lies in a cart that was put aside for somebody."""

    message = N_("{name} is promised in the held cart “{cart}”. Sell it here anyway?")
    key = "promised"


class PromisedAlready(SentraError):
    """A unique piece is put aside once."""

    message = N_("{name} is promised in the held cart “{cart}” already. Take it out of one of the two.")


class SaleAlreadyStands(SentraError):
    """The same cart was sold before with other content."""

    message = N_(
        "This cart was already sold as {code}. What is in it now is kept as a new cart: "
        "take out what was sold, and pay the rest."
    )


class DiscountTooLarge(SentraError):
    """A discount is between nothing and the whole line."""

    message = N_("The discount on {name} must be between nothing and {limit}.")


class DiscountReasonMissing(SentraError):
    """Whoever reads the book later wants to know why."""

    message = N_("Say in a few words why {name} is sold for less.")


class DiscountAboveLimit(NotAllowed):
    """Somebody whose own limit covers it has to approve."""

    message = N_("{name} may take off up to {limit}; {amount} off {item} is more. Please ask somebody who may: {who}.")


class CartNameMissing(SentraError):
    """A cart that was put aside is found by its name."""

    message = N_("Give the cart a name to find it by, such as the customer's.")


class CartNotThere(SentraError):
    """Somebody else took the held cart back, or dropped it."""

    message = N_("This cart is not held any more. It was taken back or dropped.")


class OpenCartFirst(SentraError):
    """A till has one open cart."""

    message = N_("There is something in the open cart. Sell it or hold it first.")


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


class OtherSale(SentraError):
    """A refund answers one receipt."""

    message = N_("These lines are on different receipts. Take the goods back receipt by receipt.")


class ReturnAccountFirst(SentraError):
    """What stands on a customer's account cannot be exchanged as if it were paid."""

    message = N_("{code} is not paid yet. Take the goods back first, then sell the others.")


class WayBackTooMuch(SentraError):
    """More by one way of paying than came in by it."""

    message = N_("By {method} at most {limit} can go back for this receipt.")


class ReasonMissing(SentraError):
    """Whoever reads the book later wants to know why."""

    message = N_("Say in a few words why; it stays with the record.")


class NotThisShift(SentraError):
    """After its shift a sale is undone by a return."""

    message = N_("{code} was not sold in the shift that is open now. Take the goods back as a return instead.")


class ExchangeStands(SentraError):
    """Half of it was another sale's."""

    message = N_("{code} is an exchange. Take the goods back as a return instead.")


class TakenBackAlready(SentraError):
    """A void is the whole sale or nothing."""

    message = N_("Something of {code} came back already. Take the rest back as a return.")


class ReceivedByBank(SentraError):
    """The money is at the bank: it has to go out again, it cannot be unmade."""

    message = N_("The bank has received the payment of {code}. Take the goods back as a return instead.")


class NothingLeft(SentraError):
    """All that was sold came back, or the sale was voided."""

    message = N_("Everything of {code} came back already.")


class NoSaleItself(SentraError):
    """A refund or a void: what it answers is the sale."""

    message = N_("{code} is no sale. Open the receipt of the sale instead.")


class NoPaymentToChange(SentraError):
    """Nothing came in for it, or all of it is at the bank."""

    message = N_("No payment of {code} can be changed: none came in, or the bank has received it already.")


class TenderGone(SentraError):
    """Corrected before, or of another sale."""

    message = N_("This payment no longer stands; it was corrected before. Open the receipt again.")


class MoreThanHeld(SentraError):
    """A customer's money that goes back is at most what he has ahead."""

    message = N_("{name} has only {limit} ahead. No more can be given back.")


class CustomerUnknown(SentraError):
    message = N_("This customer is not in the list. Choose one, or add a new one.")


class NothingPaid(SentraError):
    message = N_("Type how much is paid.")


class NotByThisWay(SentraError):
    message = N_("A customer's account cannot be paid by {method}. Choose cash, QRIS, a card or a transfer.")

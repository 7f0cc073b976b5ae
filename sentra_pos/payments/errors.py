"""What can go wrong with ways of paying, in words a person can act on.

SentraError
├── Qris…               the code on the sticker cannot be used
├── Method…, Customer…  a way of paying, or its settings
├── Payment…            a check or a bank receipt names something that cannot be checked
└── Question            BankDiffers
"""

from __future__ import annotations

from sentra_pos.core.errors import Question, SentraError
from sentra_pos.core.speech import N_


class CustomerMissing(SentraError):
    """A tender on account needs to know whose."""

    message = N_("{method} needs a customer: choose who pays later, then take the payment.")


# ---------------------------------------------------------------------------------------------------- ways of paying


class MethodUnknown(SentraError):
    message = N_("This way of paying is not in the shop's list. Open the list again and choose one.")


class MethodNameMissing(SentraError):
    message = N_("A way of paying needs a name. Please type one.")


class MethodNameTaken(SentraError):
    message = N_("Another way of paying is called {name} already. Please choose another name.")


class CostNotSensible(SentraError):
    message = N_(
        "The cost of a payment is from 0 to 100 percent, and the limit up to which it is free is not below zero."
    )


class CostNotPossible(SentraError):
    """The money is there at once and whole: nobody on the way could keep a part of it."""

    message = N_("{method} costs nothing on its way. Set the cost of QRIS, cards or vouchers instead.")


class CashAlwaysOn(SentraError):
    message = N_("Cash cannot be switched off: change and refunds need it.")


class NeverOffered(SentraError):
    """It says of a payment that it was none."""

    message = N_("“{method}” only corrects how a sale was paid; nobody pays that way, so it stays switched off.")


# --------------------------------------------------------------------------------------------------------------- QRIS


class QrisEmpty(SentraError):
    message = N_("There is no QRIS code here yet. Choose a picture of the sticker, or type its text.")


class QrisUnknown(SentraError):
    message = N_("This is not a QRIS code. Please use the QRIS sticker that the bank gave to the shop.")


class QrisCutOff(SentraError):
    message = N_("This QRIS code is not complete. Please read the sticker again, or copy its whole text.")


class QrisDamaged(SentraError):
    message = N_("This QRIS code is damaged: its check digits do not fit. Please read the sticker again.")


class QrisForeignCurrency(SentraError):
    message = N_("This code is not in rupiah. Please use the shop's QRIS of an Indonesian bank or payment service.")


class QrisAmountZero(SentraError):
    message = N_("A QRIS payment needs an amount above zero. Please type the amount.")


class QrisAmountUnclear(SentraError):
    message = N_("The amount in this QRIS code cannot be read. Please use the sticker without an amount.")


class QrisAmountTooLarge(SentraError):
    message = N_("{amount} is more than a QRIS code can hold. Please divide the payment.")


class QrisHasAmount(SentraError):
    """A dynamic code is for one payment and grows old; the shop's own sticker has none."""

    message = N_(
        "This QRIS code is for a single payment. Please use the shop's own sticker, which has no amount in it."
    )


class NoCodeInPicture(SentraError):
    message = N_("No QR code was found in this picture. Please take it again, straight and in good light.")


class SeveralCodesInPicture(SentraError):
    message = N_("This picture shows several QRIS codes. Please cut out the shop's own and choose it again.")


class PictureNotReadable(SentraError):
    message = N_("This file is not a picture that can be read. Please choose a JPEG, PNG or WebP picture.")


class PictureTooLarge(SentraError):
    message = N_("This picture is too large. Please choose one of at most 25 megapixels and 30 megabytes.")


# -------------------------------------------------------------------------------------------- checks and bank receipts


class NothingChosen(SentraError):
    message = N_("No payment is chosen. Please choose at least one.")


class PaymentNotOpen(SentraError):
    """It was checked, changed, voided or matched meanwhile, or never was one that is checked."""

    message = N_("One of these payments is no longer open: it was checked or changed meanwhile. Please look again.")


class AmountNotReceived(SentraError):
    message = N_("Type what the bank received: an amount above zero.")


class NotInTransit(SentraError):
    message = N_("{method} does not come through a bank, so there is nothing to receive.")


class ReceivedTooEarly(SentraError):
    message = N_("The bank cannot have received this on {date}: that day is still to come. Please correct the date.")


class BankDiffers(Question):
    """The bank kept, or gave, more than can be explained; a yes holds for this difference only."""

    message = N_(
        "The bank brought {received}, and {expected} were expected: a difference of {difference}. Record that as the"
        " bank's charge?"
    )
    key = "bank_differs"

    @property
    def answer(self) -> str:
        return f"{self.key}:{self.fields['exactly']}"

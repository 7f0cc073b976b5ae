"""What may go wrong when goods are moved to other terms, in sentences that say what to do."""

from __future__ import annotations

from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import N_


class TermsMoveTrouble(SentraError):
    """Goods cannot be moved to these terms."""


class SomebodyElsesTerms(TermsMoveTrouble):
    message = N_("These are not terms of this artisan. Choose one of the versions on record.")


class OutrightTerms(TermsMoveTrouble):
    message = N_(
        "Goods cannot be moved to terms under which they are bought outright. Give them back, and take them in"
        " again on a purchase note."
    )


class TermsNotBegun(TermsMoveTrouble):
    message = N_("Version {version} begins on {date}. Goods can be moved to it from that day on.")


class NothingMoved(TermsMoveTrouble):
    message = N_("Choose at least one piece to move to the new terms.")


class NoConsent(TermsMoveTrouble):
    message = N_("Terms of goods change only with the artisan's consent. Ask first, and record how it was given.")


class MovedTwice(TermsMoveTrouble):
    message = N_("The same goods are in the list twice. Keep them once.")


class SomebodyElsesGoods(TermsMoveTrouble):
    message = N_("Some of these goods are not this artisan's. Open the list again and choose once more.")


class OutrightGoods(TermsMoveTrouble):
    message = N_("{item} was bought outright and is the shop's own: there are no terms to move it to.")


class MovedAlready(TermsMoveTrouble):
    message = N_("{item} is under version {version} already. Take it off the list.")


class NothingOfItHere(TermsMoveTrouble):
    message = N_("Nothing is left here of {item}, or only damaged pieces. Take it off the list.")


class MovedNetPriceMissing(TermsMoveTrouble):
    message = N_("{item} needs a net price under the new terms. Type what the artisan gets for one piece.")


class MovedNetPriceAbovePrice(TermsMoveTrouble):
    message = N_("For {item} the net price of {net} is above its price of {price}. Type a smaller one.")


class MovedNetPriceNotAgreed(TermsMoveTrouble):
    message = N_("{item} needs no net price under these terms: {terms}. Leave it empty.")

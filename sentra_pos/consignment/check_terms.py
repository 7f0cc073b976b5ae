"""What terms may not say: figures that do not fit their scheme, rates about nothing, days that no week or month has."""

from __future__ import annotations

from typing import Protocol

from sentra_pos.consignment.errors import RateNotSensible, TermsIncomplete
from sentra_pos.consignment.facts import Rhythm, Scheme
from sentra_pos.consignment.rates import SELLING_PLACES, Rate
from sentra_pos.core.ids import ItemId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.speech import _
from sentra_pos.core.spelling import one_line
from sentra_pos.ledger.kinds import PlaceKind

_WHOLE = Percent.whole(100)
#: Longer is a slip of the finger.
_LONGEST_TERM, _LONGEST_HOLD = 3_650, 365
_LAST_PAYDAY = {Rhythm.WEEKLY: 7, Rhythm.TWO_WEEKS: 7, Rhythm.MONTHLY: 31}


class Terms(Protocol):
    """What somebody wants to agree."""

    @property
    def scheme(self) -> Scheme: ...
    @property
    def rate(self) -> Percent | None: ...
    @property
    def fixed(self) -> Rupiah | None: ...
    @property
    def rates(self) -> tuple[Rate, ...]: ...
    @property
    def liability_shop_percent(self) -> Percent: ...
    @property
    def return_term_days(self) -> int | None: ...
    @property
    def hold_days(self) -> int: ...
    @property
    def rhythm(self) -> Rhythm: ...
    @property
    def payday(self) -> int | None: ...


def refuse_nonsense(terms: Terms) -> None:
    """Raises TermsIncomplete, or RateNotSensible of a rate of its own."""
    refuse_figures(terms.scheme, terms.rate, terms.fixed)
    _refuse_rates(terms)
    if not Percent(0) <= terms.liability_shop_percent <= _WHOLE:
        raise TermsIncomplete(reason=_("What the shop bears of a loss is from 0 to 100 percent."))
    if terms.return_term_days is not None and not 1 <= terms.return_term_days <= _LONGEST_TERM:
        raise TermsIncomplete(reason=_("A return term is from 1 to 3650 days; leave it empty where there is none."))
    if not 0 <= terms.hold_days <= _LONGEST_HOLD:
        raise TermsIncomplete(reason=_("A sale is held back for 0 to 365 days."))
    last = _LAST_PAYDAY.get(terms.rhythm)
    if (last is None) != (terms.payday is None) or not 1 <= (terms.payday or 1) <= (last or 1):
        raise TermsIncomplete(reason=_("Choose the day of payment: a day of the week, or of the month."))


def refuse_figures(scheme: Scheme, rate: Percent | None, fixed: Rupiah | None) -> None:
    """Whether the scheme has the figure that goes with it, and no other. Raises TermsIncomplete."""
    by_percent, by_piece = Scheme.COMMISSION_PERCENT, Scheme.COMMISSION_FIXED
    if scheme is by_percent and rate is None:
        raise TermsIncomplete(reason=_("Type the commission in percent, such as 12,5."))
    if scheme is by_piece and fixed is None:
        raise TermsIncomplete(reason=_("Type the commission per piece in rupiah, such as 2.500."))
    if rate is not None and (scheme is not by_percent or not Percent(0) <= rate <= _WHOLE):
        raise TermsIncomplete(reason=_("A percentage is from 0 to 100, and only commission in percent has one."))
    if fixed is not None and (scheme is not by_piece or fixed < ZERO):
        raise TermsIncomplete(reason=_("Only fixed commission has an amount per piece, of zero or more."))


def _refuse_rates(terms: Terms) -> None:
    if terms.rates and terms.scheme is Scheme.OUTRIGHT:
        raise RateNotSensible(reason=_("Goods bought outright are the shop's; there is no rate to differ from."))
    seen: set[tuple[ItemId | None, str, PlaceKind | None]] = set()
    for rate in terms.rates:
        category = one_line(rate.category)
        if rate.scheme is Scheme.OUTRIGHT:
            raise RateNotSensible(reason=_("Whether goods are bought outright is agreed for all of them."))
        if rate.item is None and not category and rate.place is None:
            raise RateNotSensible(reason=_("Say what the rate is for: an item, a category, or a kind of place."))
        if rate.item is not None and category:
            raise RateNotSensible(reason=_("A rate is for an item or for a category, not for both."))
        if rate.place is not None and rate.place not in SELLING_PLACES:
            raise RateNotSensible(reason=_("Nothing is sold there. Choose the shop or an exhibition stand."))
        about = rate.item, category, rate.place
        if about in seen:
            raise RateNotSensible(reason=_("There are two rates for the same goods. Keep one of them."))
        seen.add(about)
        refuse_figures(rate.scheme, rate.rate, rate.fixed)

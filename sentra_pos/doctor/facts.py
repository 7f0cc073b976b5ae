"""What must be known to judge a document: whose the lots are and on what terms, what accounts and places are."""

from __future__ import annotations

from typing import Any, NamedTuple

#: The posting table: for each kind of document, what comes out of clearing (+) into which kinds of account is
#: credited there; what goes into clearing (-) is debited there.
_POSTINGS = {
    "consignment_note": "+payable -own_stock",
    "opening_balances": "-drawer -safe -bank -advance -own_stock -capital +capital +accrued +payable +savings",
    "till_opening": "-drawer +drawer +safe +capital +over_short -over_short",
    "till_closing": "-drawer +drawer -safe +over_short -over_short",
    "sale": "+accrued +commission -discount_expense +sales +to_identify -stock_cost +own_stock"
    " -drawer -in_transit -bank -receivable -tax_withheld +rounding -rounding -payment_cost -accrued +in_transit",
    "refund": "-accrued -commission +commission +discount_expense -discount_expense -sales -to_identify +stock_cost"
    " -own_stock +drawer +in_transit +bank +receivable +tax_withheld +rounding -rounding -payment_cost +accrued"
    " -loss_expense +loss_expense",
    "settlement": "-accrued +accrued +payable -payable +advance +savings",
    "payout": "-payable +drawer +bank",
    "cash_movement": "-drawer +drawer -safe +safe -bank -expense +other_income +capital",
    "price_change": "",
    "recount": "-drawer +drawer +over_short -over_short",
    "payment_change": "-drawer +drawer -in_transit +in_transit -bank +bank -receivable +receivable"
    " -tax_withheld +tax_withheld -payment_cost +payment_cost -accrued +accrued -loss_expense +loss_expense",
    "payment_check": "",
    "bank_receipt": "-bank +in_transit -in_transit -payment_cost +payment_cost",
    "drop_off": "",
    "note_correction": "+payable -payable +own_stock -own_stock",
    "terms_move": "",
    "identification": "-to_identify +accrued +commission -discount_expense +sales -stock_cost +own_stock",
    "hand_back": "",
    "transfer": "",
    "stock_count": "",
    "loss_case": "-loss_expense +accrued +own_stock -own_stock +loss_expense",
    "advance": "-advance +advance +drawer -drawer +bank -bank +expense -expense",
    "charge": "-accrued +accrued +fees_charged -fees_charged",
    "savings": "-savings +savings +drawer -drawer +bank -bank",
    "payout_void": "+payable -drawer -bank",
    "pay_back": "-drawer +drawer -bank +bank -loss_expense +loss_expense +advance -advance +payable -payable",
    "exhibition_load": "-on_the_road +safe +drawer",
    "exhibition_arrival": "-drawer +on_the_road",
    "stand_ended": "-on_the_road +drawer +on_the_road -drawer",
    "exhibition_return": "-safe -drawer +drawer +on_the_road +over_short -over_short",
    "exhibition_cost": "-expense +expense -accrued +accrued +drawer -drawer +safe -safe +bank -bank",
    "foreign_return": "-to_identify +drawer +in_transit +bank",
    "return_matched": "+to_identify -to_identify -accrued -commission +commission +discount_expense -discount_expense"
    " -sales +stock_cost -own_stock -payment_cost +accrued +rounding -rounding -loss_expense +loss_expense",
    "customer_payment": "-drawer +drawer -in_transit +in_transit -bank +bank -tax_withheld +tax_withheld"
    " +receivable -receivable -payment_cost",
}
# An exchange is both at once; a void is a sale the other way round.
_POSTINGS["exchange"] = _POSTINGS["sale"] + " " + _POSTINGS["refund"]
# What never arrived was a loss, and is none any more when the goods come back.
_POSTINGS["void"] = _POSTINGS["sale"].translate(str.maketrans("+-", "-+")) + " +loss_expense"
POSTINGS: dict[str, frozenset[tuple[str, int]]] = {
    document: frozenset((word[1:], 1 if word[0] == "+" else -1) for word in words.split())
    for document, words in _POSTINGS.items()
}

_IN_HAND = ("shelf", "store_room", "stand")
#: Where goods lie that nothing happened to; what is damaged leaves quarantine by a case or for its artisan.
_SOUND = (*_IN_HAND, "set_aside")
#: Where the shop answers for goods.
_KEPT = (*_SOUND, "quarantine")


def _in_and_out(place: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """A lot leaves and another one, of the same goods, takes its place."""
    return (place, "ownership"), ("ownership", place)


#: Between which kinds of places goods may move.
_SOLD = frozenset((place, "with_customer") for place in _IN_HAND)
_BACK = frozenset(("with_customer", place) for place in (*_IN_HAND, "quarantine"))
_TAKEN_OVER = frozenset({("quarantine", "ownership"), ("ownership", "quarantine")})
ROUTES: dict[str, frozenset[tuple[str, str]]] = {
    "consignment_note": frozenset(("with_artisan", place) for place in _IN_HAND),
    "sale": _SOLD,
    "refund": _BACK | _TAKEN_OVER,
    "exchange": _SOLD | _BACK | _TAKEN_OVER,
    "void": frozenset(("with_customer", place) for place in _IN_HAND),
    "note_correction": frozenset(
        way for place in _IN_HAND for way in ((place, "with_artisan"), ("with_artisan", place), *_in_and_out(place))
    )
    | frozenset({("missing", "with_artisan")}),
    "terms_move": frozenset(way for place in _SOUND for way in _in_and_out(place)),
    "identification": _SOLD,
    "hand_back": frozenset((place, "with_artisan") for place in _KEPT),
    "transfer": frozenset((here, there) for here in _SOUND for there in _KEPT if here != there),
    "stock_count": frozenset(way for place in _KEPT for way in ((place, "missing"), ("missing", place))),
    "loss_case": frozenset(("missing", place) for place in _KEPT)
    | frozenset((where, place) for where in ("quarantine", "lost") for place in _IN_HAND)
    | frozenset({("missing", "lost"), ("missing", "ownership"), ("ownership", "lost"), ("quarantine", "with_artisan")})
    | frozenset({("quarantine", "lost"), *_TAKEN_OVER}),
    "exhibition_load": frozenset({("shelf", "road"), ("store_room", "road")}),
    "exhibition_arrival": frozenset({("road", "stand")}),
    "exhibition_return": frozenset(
        (where, place)
        for where in ("stand", "road", "quarantine", "missing")
        for place in ("shelf", "store_room", "quarantine", "missing")
        if where != place or where == "quarantine"
    )
    | frozenset((where, place) for where in ("shelf", "missing") for place in ("stand", "road"))
    | frozenset({("stand", "road"), ("quarantine", "road")}),
    "return_matched": _BACK | _TAKEN_OVER,
}


class Override(NamedTuple):
    """A rate of its own within an agreement: of an item or a category, at a kind of place or anywhere."""

    item: bytes | None
    category: str
    place: str | None
    scheme: str
    rate: int
    fixed: int

    def weight(self, lot: LotTerms, place: str) -> int:
        """How specific it is, the item before the category and both before the place; 0 where it is not about this."""
        fits = self.item in (None, lot.item) and self.category in ("", lot.category) and self.place in (None, place)
        return (4 * (self.item is not None) + 2 * bool(self.category) + (self.place is not None)) if fits else 0


class LotTerms(NamedTuple):
    """A lot with the terms it came in under; ``owner`` is None for the shop's own."""

    owner: bytes | None
    cost: int
    net_price: int | None
    scheme: str | None
    rate: int
    fixed: int
    bearer: str
    item: bytes | None = None
    category: str = ""
    overrides: tuple[Override, ...] = ()

    def at(self, place: str) -> tuple[str | None, int, int]:
        """Scheme, rate and fixed amount that hold where it is sold."""
        best = max(self.overrides, key=lambda each: each.weight(self, place), default=None)
        if best is None or not best.weight(self, place):
            return self.scheme, self.rate, self.fixed
        return best.scheme, best.rate, best.fixed


def overrides(connection: Any) -> dict[bytes, tuple[Override, ...]]:
    """The rates of their own, by agreement."""
    found: dict[bytes, tuple[Override, ...]] = {}
    for agreement, *said in connection.execute(
        "SELECT agreement_id, item_id, category, place_kind, scheme, coalesce(rate, 0), coalesce(fixed, 0) "
        "FROM agreement_rate ORDER BY agreement_id, number"
    ):
        found[agreement] = (*found.get(agreement, ()), Override(*said))
    return found


def lots_with_terms(connection: Any) -> dict[bytes, LotTerms]:
    """Every lot with what it came in under."""
    own = overrides(connection)
    return {
        lot: LotTerms(*said)._replace(overrides=own.get(agreement, ()))
        for lot, agreement, *said in connection.execute(
            "SELECT lot.id, agreement_id, owner_id, coalesce(cost, 0), net_price, scheme, coalesce(rate, 0), "
            "coalesce(fixed, 0), coalesce(discount_bearer, 'shop'), item_id, category FROM lot "
            "LEFT JOIN agreement ON agreement.id = agreement_id"
        )
    }


#: A kind of account, and the party, the device or the way of paying that one of them belongs to.
Whose = tuple[str, bytes | str | None]


class Facts:
    """Small tables, read once."""

    def __init__(self, connection: Any, clearing: bytes) -> None:
        self.clearing = clearing
        self.lots = lots_with_terms(connection)
        self.accounts: dict[bytes, str] = dict(connection.execute("SELECT id, kind FROM account"))
        #: Whose or of what it is, of the accounts that are one of many.
        self.whose: dict[bytes, Whose] = {
            account: (kind, {"in_transit": method, "drawer": device}.get(kind, party))
            for account, kind, party, device, method in connection.execute(
                "SELECT id, kind, party_id, device_id, method FROM account "
                "WHERE kind IN ('accrued', 'receivable', 'in_transit', 'drawer')"
            )
        }
        self.places: dict[bytes, str] = dict(connection.execute("SELECT id, kind FROM place"))
        self.methods: dict[str, str] = dict(connection.execute("SELECT code, account FROM payment_method"))


def share_due(lot: LotTerms, price: int, quantity: int, discount: int, place: str = "shelf") -> int:
    """The artisan's share by the splitting formula of ARCHITECTURE.md, once more and in whole numbers.

    ``discount`` is what of it is borne as agreed, ``place`` the kind of place that it was sold at.
    """
    if lot.owner is None or lot.scheme in (None, "outright"):
        return 0
    scheme, rate, fixed = lot.at(place) if lot.overrides else (lot.scheme, lot.rate, lot.fixed)
    if scheme == "commission_percent":
        each = price - (price * rate + 5_000) // 10_000
    elif scheme == "net_price":
        each = lot.net_price or 0
    else:
        each = max(price - fixed, 0)
    at_list = each * quantity
    if not discount or lot.bearer == "shop":
        return at_list
    if lot.bearer == "artisan":
        return max(at_list - discount, 0)
    listed = price * quantity
    return (2 * at_list * (listed - discount) + listed) // (2 * listed) if listed else 0

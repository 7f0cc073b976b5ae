"""What somebody did, in a sentence: the same on the screen and in a list that is read aloud."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.speech import N_, _, ngettext
from sentra_pos.core.words import format_number, format_rupiah
from sentra_pos.ledger.draft import Line
from sentra_pos.ledger.kinds import DocumentKind, EventKind, LineKind
from sentra_pos.payments.checks import ARRIVED
from sentra_pos.people.permissions import Permission, permission_label
from sentra_pos.reports.activity_facts import Activity, Kind, amount_in, discounts_of
from sentra_pos.reports.activity_goods import transfer_sentence
from sentra_pos.reports.activity_savings import savings_amount, savings_sentence
from sentra_pos.reports.activity_settings import settings_sentence
from sentra_pos.reports.activity_undone import undone_sentence

_SOLD = (LineKind.GOODS, LineKind.SERVICE)
#: Lines of goods that say how many.
_WITH_COUNT = (
    *(*_SOLD, LineKind.HANDED_BACK, LineKind.TRANSFERRED, LineKind.COUNTED, LineKind.CASE),
    *(LineKind.LOADED, LineKind.ARRIVED),
)

# ------------------------------------------------------------------------------------------------------------ amounts


def amount_of(each: Activity) -> Rupiah | None:
    """The money that it was about, as its sentence means it; None where there was none."""
    asked = _AMOUNTS.get(each.kind)
    return None if asked is None else asked(each)


def taken_off(lines: tuple[Line, ...]) -> Rupiah:
    """What somebody took off at the till; a promotion's part is nobody's doing."""
    by_hand = (part for part in discounts_of(lines) if part.get("origin") != "promotion")
    return sum_rupiah(Rupiah(int(part["amount"])) for part in by_hand)


def difference_of(each: Activity) -> Rupiah:
    """Counted less expected at a closing; below zero, money is short."""
    counted = _sum(each.lines[:1], LineKind.COUNTED_CASH) or ZERO
    return counted - (amount_in(each.details, "expected") or ZERO)


def _sum(lines: tuple[Line, ...], kind: LineKind) -> Rupiah | None:
    amounts = [line.amount for line in lines if line.kind is kind]
    return sum_rupiah(amounts) if amounts else None


def _of_tenders(lines: tuple[Line, ...]) -> Rupiah | None:
    """What changed hands: of a correction's two tenders, what went one way."""
    amounts = [line.amount for line in lines if line.kind is LineKind.TENDER and line.amount > ZERO]
    return max(amounts) if amounts else None


def _prices(each: Activity) -> tuple[Rupiah | None, Rupiah | None]:
    """The old and the new one."""
    if each.lines:
        line = each.lines[0]
        old = amount_in(line.details, "old") or amount_in(line.details, "before")
        return old, line.price or line.amount
    return amount_in(each.details, "old"), amount_in(each.details, "new")


def _of_lines(kind: LineKind) -> Callable[[Activity], Rupiah | None]:
    return lambda each: _sum(each.lines, kind)


_AMOUNTS: Mapping[Kind, Callable[[Activity], Rupiah | None]] = {
    DocumentKind.SALE: lambda each: taken_off(each.lines) or None,
    DocumentKind.REFUND: _of_lines(LineKind.TENDER),
    DocumentKind.VOID: _of_lines(LineKind.TENDER),
    DocumentKind.EXCHANGE: _of_lines(LineKind.TENDER),
    DocumentKind.PAYOUT: _of_lines(LineKind.TENDER),
    DocumentKind.TILL_OPENING: _of_lines(LineKind.COUNTED_CASH),
    DocumentKind.RECOUNT: _of_lines(LineKind.COUNTED_CASH),
    DocumentKind.TILL_CLOSING: difference_of,
    DocumentKind.CASH_MOVEMENT: _of_lines(LineKind.CASH_MOVED),
    DocumentKind.SETTLEMENT: _of_lines(LineKind.BALANCE),
    DocumentKind.PAYMENT_CHANGE: lambda each: _of_tenders(each.lines),
    DocumentKind.BANK_RECEIPT: _of_lines(LineKind.RECEIVED),
    DocumentKind.CUSTOMER_PAYMENT: _of_lines(LineKind.CUSTOMER),
    DocumentKind.PAYMENT_CHECK: _of_lines(LineKind.CHECKED),
    DocumentKind.PRICE_CHANGE: lambda each: _prices(each)[1],
    DocumentKind.LOSS_CASE: _of_lines(LineKind.CASE),
    DocumentKind.ADVANCE: _of_lines(LineKind.LENT),
    DocumentKind.CHARGE: _of_lines(LineKind.FEE),
    DocumentKind.SAVINGS: savings_amount,
    DocumentKind.PAY_BACK: lambda each: sum_rupiah(line.amount for line in each.lines),
    DocumentKind.EXHIBITION_COST: _of_lines(LineKind.COST),
    DocumentKind.FOREIGN_RETURN: _of_lines(LineKind.TENDER),
    EventKind.COUNT_SHOWN: lambda each: amount_in(each.details, "counted"),
    EventKind.CART_DROPPED: lambda each: amount_in(each.details, "amount") or amount_in(each.details, "total"),
}


def _said(amount: Rupiah | None) -> str:
    return "–" if amount is None else format_rupiah(amount)


# ---------------------------------------------------------------------------------------------------------- sentences

_PLAIN: Mapping[Kind, str] = {
    DocumentKind.REFUND: N_("Gave {amount} back for {about}"),
    DocumentKind.EXCHANGE: N_("Exchanged goods of {about}"),
    DocumentKind.VOID: N_("Voided the sale {about}"),
    DocumentKind.PAYMENT_CHANGE: N_("Corrected how {about} was paid"),
    DocumentKind.BANK_RECEIPT: N_("Recorded {amount} received by the bank"),
    DocumentKind.TILL_OPENING: N_("Opened the till with {amount}"),
    DocumentKind.RECOUNT: N_("Counted the closed till {about} again: {amount}"),
    DocumentKind.CONSIGNMENT_NOTE: N_("Took in goods from {subject}"),
    DocumentKind.OPENING_BALANCES: N_("Recorded the opening balances"),
    DocumentKind.SETTLEMENT: N_("Locked the settlement of {subject}: {amount}"),
    DocumentKind.PAYOUT: N_("Paid {amount} to {subject}"),
    DocumentKind.NOTE_CORRECTION: N_("Corrected the note {about}"),
    DocumentKind.TERMS_MOVE: N_("Moved goods of {subject} to new terms"),
    DocumentKind.IDENTIFICATION: N_("Said whose goods were sold on {about}"),
    DocumentKind.HAND_BACK: N_("Gave goods back to {subject}"),
    DocumentKind.STOCK_COUNT: N_("Counted the stock"),
    DocumentKind.LOSS_CASE: N_("Decided about lost or damaged goods of {subject}"),
    DocumentKind.ADVANCE: N_("Gave {subject} an advance of {amount}"),
    DocumentKind.CHARGE: N_("Charged {amount} to artisans"),
    DocumentKind.PAYOUT_VOID: N_("Voided the payout {about}"),
    DocumentKind.PAY_BACK: N_("Took back {amount} that {subject} owed"),
    DocumentKind.EXHIBITION_LOAD: N_("Loaded goods for an exhibition"),
    DocumentKind.EXHIBITION_ARRIVAL: N_("Took over the goods at the stand"),
    DocumentKind.STAND_ENDED: N_("Ended a stand"),
    DocumentKind.EXHIBITION_RETURN: N_("Took an exhibition's goods and cash back"),
    DocumentKind.EXHIBITION_COST: N_("Recorded {amount} of an exhibition's costs"),
    DocumentKind.FOREIGN_RETURN: N_("Took back goods that were sold elsewhere, for {amount}"),
    DocumentKind.RETURN_MATCHED: N_("Found the sale of goods that had been taken back"),
    EventKind.DEVICE_ENROLLED: N_("Admitted a laptop"),
    EventKind.DEVICE_REVOKED: N_("Barred a laptop"),
    EventKind.PACK_WRITTEN: N_("Wrote the file for a stand's laptop"),
    EventKind.PACK_OPENED: N_("Opened the shop's file at the stand"),
    EventKind.HOMECOMING_WRITTEN: N_("Wrote the file for the way home"),
    EventKind.HOMECOMING_ADDED: N_("Added a stand's documents to the book"),
    EventKind.HOMECOMING_REFUSED: N_("Refused a file from a stand"),
    EventKind.LATE_DECIDED: N_("Decided about documents that came too late"),
    EventKind.MARKDOWN_PROPOSED: N_("Proposed a lower price"),
    EventKind.MARKDOWN_ANSWERED: N_("Recorded the answer to a proposed price"),
    EventKind.COUNT_STARTED: N_("Began to count the stock"),
    EventKind.COUNT_DROPPED: N_("Gave up a stock count"),
    EventKind.ZONE_ENDED: N_("Ended the zone {name} of a stock count"),
    EventKind.ZONE_OPENED: N_("Opened the zone {name} of a stock count again"),
    EventKind.CASE_NOTED: N_("Noted something about lost or damaged goods"),
    EventKind.RECOVERY_PLANNED: N_("Changed how a debt is paid back"),
    EventKind.RUN_CHANGED: N_("Went on with the settlement day"),
    EventKind.ARTISAN_LOGIN: N_("{subject} opened the artisans' counter"),
    EventKind.ARTISAN_LOGIN_REFUSED: N_("A wrong PIN for {subject} at the artisans' counter"),
    EventKind.ARTISAN_PIN_CHANGED: N_("Changed the PIN of {subject}"),
    EventKind.OBJECTION_RAISED: N_("{subject} objected to a line"),
    EventKind.OBJECTION_ANSWERED: N_("Answered an objection of {subject}"),
    EventKind.RECORDS_EXPORTED: N_("Wrote records to a file"),
    EventKind.STORE_CREATED: N_("Founded the shop in this program"),
    EventKind.DRAWER_OPENED: N_("Opened the drawer without a sale"),
    EventKind.BACKUP: N_("Made a backup"),
    EventKind.RESTORE: N_("Restored a backup"),
    EventKind.STOCK_IMPORTED: N_("Imported a list of goods"),
    EventKind.AGREEMENT_RECORDED: N_("Recorded an agreement"),
    EventKind.SHIFT_REPORT: N_("Looked at the shift's figures"),
    EventKind.CART_DROPPED: N_("Emptied a cart without selling it"),
}
_MOVEMENTS = {
    "paid_in": N_("Paid {amount} into the drawer"),
    "paid_out": N_("Paid {amount} out of the drawer"),
    "to_safe": N_("Took {amount} from the drawer to the safe"),
    "from_safe": N_("Took {amount} from the safe to the drawer"),
    "drawer_to_bank": N_("Took {amount} from the drawer to the bank"),
    "safe_to_bank": N_("Took {amount} from the safe to the bank"),
}


def sentence_of(each: Activity) -> str:
    """What was done, without who and when; every kind has a sentence."""
    undone = undone_sentence(each, amount_of(each))
    if undone or each.kind in _SPECIAL:
        return undone or _SPECIAL[each.kind](each)
    said = {"amount": _said(amount_of(each)), "about": each.about or "–", "subject": each.subject or "–"}
    return _(_PLAIN[each.kind]).format(**said, name=each.details.get("name", "–"))


def _sale(each: Activity) -> str:
    off = taken_off(each.lines)
    if off:
        return _("Took {amount} off the sale {code}").format(amount=format_rupiah(off), code=each.code)
    if any("raised" in line.details for line in each.lines):
        return _("Sold {code} above the price on the tag").format(code=each.code)
    return _("Sold {code}").format(code=each.code)


def _closing(each: Activity) -> str:
    difference = difference_of(each)
    if not difference:
        return _("Closed the till; the cash was right")
    amount = format_rupiah(abs_of(difference))
    if difference < ZERO:
        return _("Closed the till; {amount} was short").format(amount=amount)
    return _("Closed the till; {amount} was over").format(amount=amount)


def abs_of(amount: Rupiah) -> Rupiah:
    """The sum without its sign, where the words say which way."""
    return -amount if amount < ZERO else amount


def _movement(each: Activity) -> str:
    words = _MOVEMENTS.get(str(each.details.get("movement")), N_("Moved {amount} of cash"))
    return _(words).format(amount=_said(amount_of(each)))


def _paid_back(each: Activity) -> str:
    forgiven = any(line.kind is LineKind.FORGIVEN for line in each.lines)
    words = N_("Let {amount} go that {subject} owed") if forgiven else _PLAIN[each.kind]
    return _(words).format(amount=_said(amount_of(each)), subject=each.subject or "–")


def _checked(each: Activity) -> str:
    amount, about = _said(amount_of(each)), each.about or "–"
    if each.lines and all(line.details.get(ARRIVED) for line in each.lines):
        return _("Saw that {amount} arrived, paid for {about}").format(amount=amount, about=about)
    return _("Noted that {amount} did not arrive, paid for {about}").format(amount=amount, about=about)


def _customer(each: Activity) -> str:
    amount = amount_of(each) or ZERO
    said, name = format_rupiah(abs_of(amount)), each.subject or "–"
    if amount < ZERO:
        return _("Gave {amount} back to {name} from their account").format(amount=said, name=name)
    return _("Took {amount} from {name} for their account").format(amount=said, name=name)


def _promotion(each: Activity) -> str:
    name = each.details.get("name") or "–"
    if each.details.get("what") == "ended":
        return _("Ended the promotion {name}").format(name=name)
    return _("Entered the promotion {name}").format(name=name)


def _price(each: Activity) -> str:
    if len(each.lines) > 1:
        count = len(each.lines)
        return ngettext("Changed {count} price", "Changed {count} prices", count).format(count=format_number(count))
    old, new = _prices(each)
    name = each.subject or (each.lines[0].text if each.lines else "") or "–"
    return _("Changed the price of {name} from {old} to {new}").format(name=name, old=_said(old), new=_said(new))


def _count_shown(each: Activity) -> str:
    return _("Counted {counted} and then saw that {expected} was expected").format(
        counted=_said(amount_in(each.details, "counted")), expected=_said(amount_in(each.details, "expected"))
    )


def _login(each: Activity) -> str:
    if not each.details.get("approving"):
        return _("Logged in")
    what = _permissions(each) or "–"
    return _("Approved for {name}: {what}").format(name=each.subject or "–", what=what)


def _login_refused(each: Activity) -> str:
    failures = int(each.details.get("failures", 1))
    words = ngettext("Wrong PIN, the first one", "Wrong PIN, {count} in a row", failures).format(count=failures)
    if not each.details.get("approving"):
        return words
    return _("{wrong}, to approve for {name}").format(wrong=words, name=each.subject or "–")


def _refused(each: Activity) -> str:
    return _("Was not allowed to {what}").format(what=_permissions(each) or "–")


def _permissions(each: Activity) -> str:
    named = each.details.get("permissions") or [each.details.get("permission", "")]
    known = {permission.value: permission for permission in Permission}
    return ", ".join(permission_label(known[name]) if name in known else str(name) for name in named)


def _reprint(each: Activity) -> str:
    return _("Printed again: {paper}").format(paper=each.details.get("paper") or each.about or "–")


def _drop_off(each: Activity) -> str:
    if each.about:
        return _("Let what was left with {about} go home again").format(about=each.about)
    return _("Gave {subject} a receipt for goods left here").format(subject=each.subject or "–")


_PLANS = {
    "planned": N_("Planned the exhibition {name}"),
    "changed": N_("Changed the plan of the exhibition {name}"),
    "stand_added": N_("Added a stand to the exhibition {name}"),
    "called_off": N_("Called off the exhibition {name}"),
}


def _planned(each: Activity) -> str:
    words = _PLANS.get(str(each.details.get("what")), _PLANS["planned"])
    return _(words).format(name=each.details.get("name") or "–")


_SPECIAL: Mapping[Kind, Callable[[Activity], str]] = {
    DocumentKind.DROP_OFF: _drop_off,
    DocumentKind.SALE: _sale,
    DocumentKind.TILL_CLOSING: _closing,
    DocumentKind.CASH_MOVEMENT: _movement,
    DocumentKind.PAY_BACK: _paid_back,
    DocumentKind.SAVINGS: savings_sentence,
    DocumentKind.PAYMENT_CHECK: _checked,
    DocumentKind.CUSTOMER_PAYMENT: _customer,
    DocumentKind.PRICE_CHANGE: _price,
    DocumentKind.TRANSFER: transfer_sentence,
    EventKind.PROMOTION_CHANGED: _promotion,
    EventKind.EXHIBITION_PLANNED: _planned,
    EventKind.COUNT_SHOWN: _count_shown,
    EventKind.LOGIN: _login,
    EventKind.LOGIN_REFUSED: _login_refused,
    EventKind.PERMISSION_REFUSED: _refused,
    EventKind.REPRINT: _reprint,
    EventKind.SETTINGS_CHANGED: settings_sentence,
}


def line_sentence(line: Line, methods: Mapping[str, str]) -> str:
    """One line of the document, for the detail; empty for those that only carry figures."""
    if line.kind in _WITH_COUNT and line.quantity is not None:
        words = f"{format_number(line.quantity.units)} × {line.text}"
        if line.discount:
            return _("{goods}, {amount} off").format(goods=words, amount=format_rupiah(line.discount))
        return words
    if line.kind is LineKind.NEW_PRICE and line.price is not None:
        old = _said(amount_in(line.details, "old"))
        return _("{name}: from {old} to {new}").format(name=line.text, old=old, new=format_rupiah(line.price))
    if line.kind in (LineKind.TENDER, LineKind.CHECKED, LineKind.RECEIVED) and line.method:
        return f"{methods.get(line.method, line.method)}: {format_rupiah(line.amount)}"
    return line.text

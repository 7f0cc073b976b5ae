"""What derivations, lines and balances say, in words: the same on screens and papers."""

from __future__ import annotations

from dataclasses import dataclass

from sentra_pos.consignment.facts import DiscountBearer, Scheme
from sentra_pos.consignment.rate_wording import why_words
from sentra_pos.consignment.rules import Agreement, bearer_words, describe
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.speech import N_, _, ngettext
from sentra_pos.core.words import format_date, format_number, format_percent, format_rupiah
from sentra_pos.counting.case_queries import Decided
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind
from sentra_pos.people.facts import PayoutMethod, payout_label
from sentra_pos.settlement.discount_borne import Borne
from sentra_pos.settlement.explain import Derivation, LotPart, Reason
from sentra_pos.settlement.loss_steps import loss_steps
from sentra_pos.settlement.queries import OwedLine
from sentra_pos.settlement.statement import Brought, TakenOff


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of a derivation. The steps' amounts, without the ``result``, add up to the result."""

    text: str
    detail: str = ""
    amount: Rupiah | None = None
    result: bool = False


_BEARERS = {
    DiscountBearer.SHOP: N_("Discount of {discount}, borne by the shop"),
    DiscountBearer.ARTISAN: N_("Discount of {discount}, borne by the artisan"),
    DiscountBearer.SHARED: N_("Discount of {discount}, shared"),
}
_OPENED = {
    AccountKind.ACCRUED: N_("Sold before this program began, not yet settled"),
    AccountKind.PAYABLE: N_("Owed from before this program began"),
    AccountKind.ADVANCE: N_("Advance from before this program began"),
    AccountKind.SAVINGS: N_("Savings from before this program began"),
}


_WHY = {
    LineKind.PAYMENT_COST: N_("The agreement says who bears what a payment costs."),
    LineKind.COMPENSATION: N_("It came back damaged, and the shop bears it."),
    LineKind.CASE: N_("The agreement says who bears a loss, and what the goods are worth then."),
    LineKind.FEE: N_("Agreed with the artisan; a shared cost is split to the rupiah."),
    LineKind.PAID_BACK: N_("The artisan paid it to the shop, for what was owed to it."),
    LineKind.FORGIVEN: N_("The shop bears it."),
}


def borne_words(borne: Borne) -> str:
    """Whose money a line's discount was; with amounts, where it was not one's alone."""
    whose = [bearer for bearer in DiscountBearer if bearer in borne]
    if len(whose) == 1:
        return bearer_words(whose[0])
    return ", ".join(f"{bearer_words(bearer)} {format_rupiah(borne[bearer])}" for bearer in whose)


def line_words(line: OwedLine) -> str:
    """What a line of a settlement is called, with the exhibition that it was sold at.

    What is no sale of goods is named as what it is.
    """
    said = _plain_line_words(line)
    return _("{what} (at {place})").format(what=said, place=line.place) if line.place else said


def _plain_line_words(line: OwedLine) -> str:
    extra = _extra_words(line.what, line.code, line.text, line.share)
    if extra:
        return extra
    if line.back:
        return _("Returned: {name}").format(name=line.text)
    if line.kind is DocumentKind.OPENING_BALANCES:
        return _(_OPENED[AccountKind.ACCRUED])
    return line.text


def brought_words(part: Brought) -> str:
    """What became payable without having been sold on consignment."""
    if part.kind is DocumentKind.CONSIGNMENT_NOTE:
        return _("Bought outright: {count} × {name}").format(count=format_number(part.quantity.units), name=part.text)
    if part.kind is DocumentKind.PAY_BACK:
        return _extra_words(part.what, part.code, part.text, part.amount, undone=part.undone)
    if part.kind is DocumentKind.PAYOUT_VOID:
        return _("A payout that was voided")
    return _(_OPENED[AccountKind.PAYABLE])


_TAKEN_OFF = {
    "advance": N_("Advance taken off"),
    "materials": N_("Materials taken off"),
    "savings": N_("Put into savings"),
}


def taken_off_words(part: TakenOff) -> str:
    """What a settlement took off, and what it was for."""
    return _off_words(part.what, " ".join(said for said in (part.text, f"({part.code})" if part.code else "") if said))


def _off_words(what: str, text: str) -> str:
    said = _(_TAKEN_OFF.get(what, _TAKEN_OFF["advance"]))
    return f"{said}{' ' if text.startswith('(') else ': '}{text}" if text else said


def pieces_words(pieces: int) -> str:
    """So many pieces."""
    return ngettext("{count} piece", "{count} pieces", pieces).format(count=format_number(pieces))


def agreement_words(agreement: Agreement | None) -> str:
    """The terms with their version and the day since when they hold."""
    if agreement is None:
        return _("No agreement on record")
    return _("Version {version}: {terms}, since {date}").format(
        version=agreement.version, terms=describe(agreement), date=format_date(agreement.valid_from)
    )


def reason_words(reason: Reason) -> str:
    """What moved an account, in a few words."""
    said = _extra_words(reason.line_kind, reason.code, reason.text, reason.amount, undone=reason.undone)
    return said or _moved_words(reason)


def _extra_words(what: LineKind, code: str, name: str, amount: Rupiah, *, undone: bool = False) -> str:
    """What is neither sold nor returned and still changes what an artisan is owed; "" for anything else."""
    if what is LineKind.PAYMENT_COST:
        return _("Cost of the payment on {code}").format(code=code)
    if what is LineKind.COMPENSATION:
        return _("Compensation for damage: {name}").format(name=name)
    if what is LineKind.CASE:
        return _("Compensation for what was lost or damaged: {name}").format(name=name)
    if what is LineKind.FEE:
        # What was charged by mistake comes back.
        words = _("Fee taken back: {name}") if amount > ZERO else _("Fee: {name}")
        return words.format(name=name)
    if what in _BACK:
        return _((_BACK_UNDONE if undone else _BACK)[what]).format(name=name).rstrip(": ")
    return ""


_BACK = {
    LineKind.PAID_BACK: N_("Paid back: {name}"),
    LineKind.FORGIVEN: N_("Let go by the shop: {name}"),
}
_BACK_UNDONE = {
    LineKind.PAID_BACK: N_("Owed again, paid back by mistake: {name}"),
    LineKind.FORGIVEN: N_("Owed again, let go by mistake: {name}"),
}


_MOVED = {
    DocumentKind.ADVANCE: N_("Advance: {name}"),
    DocumentKind.PAYOUT_VOID: N_("A payout was voided: {name}"),
    DocumentKind.NOTE_CORRECTION: N_("A note was corrected: {name}"),
    DocumentKind.IDENTIFICATION: N_("Found to be this artisan's: {name}"),
}
#: By whether they grew, and whether it took another document back.
_SAVINGS = {
    (False, False): N_("Savings paid back: {name}"),
    (True, False): N_("Savings paid in: {name}"),
    (True, True): N_("Savings put back that were paid by mistake: {name}"),
    (False, True): N_("Savings given back that were paid in by mistake: {name}"),
}


def _moved_words(reason: Reason) -> str:
    match reason.kind:
        case DocumentKind.SETTLEMENT if reason.line_kind in (LineKind.DEDUCTION, LineKind.SAVED):
            return _off_words(reason.what, reason.text)
        case DocumentKind.SETTLEMENT:
            return _("Settled: {name}").format(name=reason.text or _(_OPENED[AccountKind.ACCRUED]))
        case DocumentKind.PAYOUT:
            return _("Paid: {method}").format(method=payout_label(PayoutMethod(reason.method)))
        case DocumentKind.REFUND | DocumentKind.VOID | DocumentKind.RETURN_MATCHED:
            return _("Returned: {name}").format(name=reason.text)
        case DocumentKind.OPENING_BALANCES:
            return _("Balance from before this program began")
        case DocumentKind.CONSIGNMENT_NOTE:
            return _("Bought outright: {name}").format(name=reason.text)
    return _plain_moved_words(reason.kind, reason.text, reason.amount, undone=reason.undone) or reason.text


def _plain_moved_words(kind: DocumentKind, name: str, amount: Rupiah, *, undone: bool) -> str:
    """What a document of few words did; "" for any other."""
    words = _MOVED.get(kind)
    if kind is DocumentKind.SAVINGS:
        words = _SAVINGS[amount > ZERO, undone]
    elif kind is DocumentKind.ADVANCE and undone:
        words = N_("Advance taken back: {name}")
    return "" if words is None else _(words).format(name=name).rstrip(": ")


def derivation_steps(derivation: Derivation) -> tuple[Step, ...]:
    """The whole way from the price to the artisan's share, in sentences."""
    if derivation.line_kind is LineKind.SETTLED and derivation.mirrors is not None:
        return derivation_steps(derivation.mirrors)
    if derivation.back and derivation.mirrors is not None:
        return _refund_steps(derivation, derivation.mirrors)
    if derivation.parts:
        return (*_sale_steps(derivation), _result(derivation))
    if derivation.loss is not None:
        return (*_loss_steps(derivation, derivation.loss), _result(derivation))
    return (_other_step(derivation), _result(derivation))


def _loss_steps(line: Derivation, loss: Decided) -> tuple[Step, ...]:
    where = _("{code} of {date}, recorded by {name}").format(
        code=line.code, date=format_date(line.business_date), name=line.actor
    )
    return tuple(Step(text=text, detail=detail, amount=amount) for text, detail, amount in loss_steps(loss, where))


def _part_steps(part: LotPart, price: Rupiah, where: str, *, back: bool = False) -> tuple[Step, ...]:
    def signed(amount: Rupiah) -> Rupiah:
        return -amount if back else amount

    steps = [
        Step(
            text=f"{format_number(part.quantity.units)} × {format_rupiah(price)}",
            detail=where,
            amount=signed(part.list_amount),
        ),
        Step(
            text=_commission_words(part),
            detail=_agreed_words(part),
            amount=signed(part.share_at_list - part.list_amount),
        ),
    ]
    agreed = part.discount - part.shop_discount
    if agreed:
        steps.append(
            Step(
                text=_(_BEARERS[part.bearer]).format(discount=format_rupiah(agreed)),
                detail=_discount_words(part, part.bearer, _("As the agreement says.")),
                amount=signed(part.share - part.share_at_list),
            )
        )
    if part.shop_discount:
        steps.append(
            Step(
                text=_(_BEARERS[DiscountBearer.SHOP]).format(discount=format_rupiah(part.shop_discount)),
                detail=_discount_words(part, DiscountBearer.SHOP, _("Decided at the till.")),
                amount=ZERO,
            )
        )
    return tuple(steps)


def _sale_steps(sale: Derivation) -> tuple[Step, ...]:
    where = _("{name}, receipt {code} of {date}, cashier {cashier}").format(
        name=sale.text, code=sale.code, date=format_date(sale.business_date), cashier=sale.actor
    )
    where = _at_place(where, sale)
    return tuple(step for part in sale.parts for step in _part_steps(part, sale.price, where))


def _at_place(where: str, sale: Derivation) -> str:
    return _("{what}, sold at {place}").format(what=where, place=sale.place) if sale.place else where


def _agreed_words(part: LotPart) -> str:
    note = _("Note {note} of {date}").format(note=part.note, date=format_date(part.note_date))
    if part.agreement is None:
        return note
    terms = _("agreement version {version}, in force since {date}").format(
        version=part.agreement.version, date=format_date(part.agreement.valid_from)
    )
    if part.moves:
        note = _("{note}, moved to new terms by {moves}").format(note=note, moves=", ".join(reversed(part.moves)))
    if part.applied is not None and part.applied.by is not None:
        terms = f"{terms}; {why_words(part.agreement, part.applied, part.item)}"
    return f"{note}, {terms}"


def _commission_words(part: LotPart) -> str:
    terms = part.applied or part.agreement
    if terms is None:
        return _("The shop's part")
    if terms.scheme is Scheme.NET_PRICE:
        return _("The artisan gets the net price, the rest is the shop's")
    if terms.scheme is Scheme.COMMISSION_FIXED and terms.fixed is not None:
        return _("Commission {amount} per piece").format(amount=format_rupiah(terms.fixed))
    if terms.rate is not None:
        return _("Commission {rate} of the price").format(rate=format_percent(terms.rate))
    return _("The shop's part")


def _discount_words(part: LotPart, bearer: DiscountBearer, said: str) -> str:
    paid = format_rupiah(part.list_amount - part.discount)
    effect = {
        DiscountBearer.SHOP: _("The customer paid {paid}; the artisan's share stays."),
        DiscountBearer.ARTISAN: _("The customer paid {paid}; the share is less by the discount, never below zero."),
        DiscountBearer.SHARED: _("The customer paid {paid}; share and commission shrink alike."),
    }[bearer]
    return f"{said} {effect.format(paid=paid)}"


def _refund_steps(refund: Derivation, sale: Derivation) -> tuple[Step, ...]:
    where = _("{name}: {back} of {sold} came back, receipt {code} of {date}, cashier {cashier}").format(
        name=refund.text,
        back=format_number(refund.quantity.units),
        sold=format_number(sale.quantity.units),
        code=refund.code,
        date=format_date(refund.business_date),
        cashier=refund.actor,
    )
    where = _at_place(where, sale)
    memo = Step(
        text=_("Mirrors the sale {code} of {date}").format(code=sale.code, date=format_date(sale.business_date)),
        detail=". ".join(part for part in (_taken_words(sale), refund.reason) if part),
    )
    parts = (step for part in refund.parts for step in _part_steps(part, refund.price, where, back=True))
    return (memo, *parts, _result(refund))


def _taken_words(line: Derivation) -> str:
    if not line.settled_in:
        return _("Its share of {amount} is not settled yet").format(amount=format_rupiah(line.amount))
    return _("Its share of {amount} was settled in {code}").format(
        amount=format_rupiah(line.amount), code=line.settled_in
    )


def _other_step(line: Derivation) -> Step:
    where = _("{code} of {date}, recorded by {name}").format(
        code=line.code, date=format_date(line.business_date), name=line.actor
    )
    undone = bool(line.undoes)
    extra = _extra_words(line.line_kind, line.about or line.code, line.text, line.amount, undone=undone)
    if extra:
        why = _taken_back_words(line) or _why_words(line)
        return Step(text=extra, detail=f"{where}. {why}", amount=line.amount)
    match line.kind:
        case DocumentKind.OPENING_BALANCES:
            return Step(text=_(_OPENED[AccountKind(line.about)]), detail=where, amount=line.amount)
        case DocumentKind.CONSIGNMENT_NOTE:
            text = _("Bought outright: {count} × {name}").format(
                count=format_number(line.quantity.units), name=line.text
            )
            return Step(text=text, detail=where, amount=line.amount)
        case DocumentKind.PAYOUT:
            text = _("Paid on {code}: {method}").format(code=line.about, method=payout_label(PayoutMethod(line.method)))
            reference = _("Reference {reference}").format(reference=line.reference) if line.reference else ""
            said = (where, reference, taken_words(line.to))
            return Step(text=text, detail=". ".join(part for part in said if part), amount=line.amount)
        case DocumentKind.SETTLEMENT:
            return Step(text=_off_words(line.about_what, line.text), detail=where, amount=line.amount)
    why = _taken_back_words(line) or line.reason
    name = line.text or ("" if line.undoes else line.about)
    text = _plain_moved_words(line.kind, name, line.amount, undone=bool(line.undoes)) or line.text
    return Step(text=text, detail=f"{where}. {why}" if why else where, amount=line.amount)


def taken_words(name: str) -> str:
    """Who took the money of a payout; "" where the artisan did."""
    return _("Taken by {name}").format(name=name) if name else ""


def _why_words(line: Derivation) -> str:
    why = _(_WHY[line.line_kind])
    return f"{why} {line.reason}" if line.line_kind is LineKind.FORGIVEN else why


def _taken_back_words(line: Derivation) -> str:
    """Which document it takes back as a whole, and why; "" for one that takes nothing back."""
    if not line.undoes:
        return ""
    said = _("Takes {code} back").format(code=line.undoes)
    return f"{said}. {line.reason}" if line.reason else said


def _result(line: Derivation) -> Step:
    detail = _("Settled in {code}").format(code=line.settled_in) if line.settled_in else ""
    if line.parts:
        return Step(text=_("Artisan's share"), detail=detail, amount=line.amount, result=True)
    return Step(text=_("Amount"), detail=detail, amount=line.amount, result=True)

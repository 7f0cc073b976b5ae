"""The agreement (*perjanjian titip jual*) on paper: parties, rates, who bears what, when goods go back; two signatures.

Beside it the paper of goods that were moved to other terms (*berita acara*), which their artisan signs too.
"""

from __future__ import annotations

from sentra_pos.consignment.agreement_queries import AgreementToSign
from sentra_pos.consignment.change_price import consent_label
from sentra_pos.consignment.facts import Scheme
from sentra_pos.consignment.rate_wording import about_words, precedence_words
from sentra_pos.consignment.rates import Rate, RateRule
from sentra_pos.consignment.rules import Agreement, describe, rate_words
from sentra_pos.consignment.terms_queries import MovedLine, TermsMove
from sentra_pos.consignment.terms_wording import as_entry, scheme_words, terms_pairs
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_date, format_number, format_short_date
from sentra_pos.people.facts import PayoutMethod, payout_label
from sentra_pos.printing.page import (
    Facts,
    Gap,
    Heading,
    PageBlock,
    Paper,
    PaperSize,
    Paragraph,
    Particulars,
    SignatureBox,
    Signatures,
    Table,
    TableColumn,
    TableRow,
    Together,
    TotalRow,
    Totals,
)


def agreement_paper(signed: AgreementToSign, *, shop: str, shop_lines: tuple[str, ...] = (), place: str = "") -> Paper:
    """Two copies on A4, one for each hand, with the frame for the Rp10.000 duty stamp."""
    terms = signed.agreement
    title = _("Consignment agreement")
    number = _("{code} version {version}").format(code=signed.party_code, version=terms.version)
    return Paper(
        title=f"{title} {number}",
        size=PaperSize.A4,
        copies=(_("For the artisan"), _("For the shop")),
        footer=f"{number} · {signed.party_name}",
        blocks=(
            Heading(shop=shop, shop_lines=shop_lines, title=title, number=number),
            *_parties(signed, shop, shop_lines),
            *_rates(signed),
            Together((Paragraph(_("What else was agreed"), bold=True), Facts(terms_pairs(terms)[1:], columns=2))),
            # Whoever signs on a second page sees some of what is signed.
            Together((*_clauses(signed), Paragraph(_closing(terms)), _signatures(signed, shop, place))),
            Gap(6),
            *_goods(signed),
        ),
    )


def _parties(signed: AgreementToSign, shop: str, shop_lines: tuple[str, ...]) -> tuple[PageBlock, ...]:
    who = ", ".join(part for part in (signed.party_name, signed.contact_name, signed.address, signed.phone) if part)
    return (
        Particulars(
            (
                (_("The shop"), ", ".join((shop, *shop_lines))),
                (_("The artisan"), who),
                (_("Holds from"), format_date(signed.agreement.valid_from)),
                (_("In general"), scheme_words(signed.agreement)),
            )
        ),
        Paragraph(
            _(
                "The artisan entrusts the goods on the attached list and on later consignment notes to the shop, which"
                " sells them for the artisan. They stay the artisan's until they are sold and paid for."
            )
        ),
    )


def _rates(signed: AgreementToSign) -> tuple[PageBlock, ...]:
    terms = signed.agreement
    if not terms.rates:
        return ()
    order = list(RateRule)
    rows = tuple(
        TableRow(
            cells=(
                as_entry(about_words(rate, "" if rate.item is None else signed.items.get(rate.item, ""))),
                as_entry(_kept(rate)),
            )
        )
        for rate in sorted(terms.rates, key=lambda rate: order.index(rate.rule))
    )
    columns = (
        TableColumn(heading=_("For"), share=3),
        TableColumn(heading=_("The shop keeps"), share=2),
    )
    table = Table(columns=columns, rows=rows, title=_("Rates of their own"))
    return (table, Paragraph(precedence_words(), muted=True))


def _kept(rate: Rate) -> str:
    if rate.scheme is Scheme.NET_PRICE:
        return _("what is above the net price")
    return rate_words(rate.scheme, rate.rate, rate.fixed)


def _clauses(signed: AgreementToSign) -> tuple[PageBlock, ...]:
    paid = payout_label(signed.payout_method)
    if signed.payout_method is PayoutMethod.TRANSFER and signed.bank_account:
        paid = f"{paid}, {signed.bank_account}"
    clauses = [_("Paid by: {way}.").format(way=paid)]
    if signed.agreement.remark:
        clauses.append(_("Besides: {remark}").format(remark=signed.agreement.remark))
    return tuple(Paragraph(clause) for clause in clauses)


def _goods(signed: AgreementToSign) -> tuple[PageBlock, ...]:
    if not signed.goods:
        return (
            Paragraph(_("No goods are under this version yet; each consignment note adds to the list."), muted=True),
        )
    columns = (
        TableColumn(heading=_("Item"), share=4),
        TableColumn(heading=_("Size"), share=2),
        TableColumn(heading=_("Count"), figures=True),
        TableColumn(heading=_("Selling price"), figures=True),
        TableColumn(heading=_("For the artisan"), figures=True),
    )
    rows = tuple(
        TableRow(
            cells=(
                each.name,
                each.size,
                format_number(each.quantity.units),
                format_number(each.price.amount),
                format_number(each.share.amount),
            ),
            note=each.code,
        )
        for each in signed.goods
    )
    pieces = sum(each.quantity.units for each in signed.goods)
    total = TotalRow(label=_("Pieces"), amount=format_number(pieces), strong=True)
    return (Table(columns=columns, rows=rows, title=_("Attached: goods under this agreement")), Totals((total,)))


def _closing(terms: Agreement) -> str:
    sentence = _("Made in two copies of equal force. It holds for goods taken in from {date} on, until a new version.")
    return sentence.format(date=format_date(terms.valid_from))


def _signatures(signed: AgreementToSign, shop: str, place: str) -> Signatures:
    day = format_date(signed.agreement.valid_from)
    return Signatures(
        (
            SignatureBox(role=_("The artisan"), name=signed.contact_name or signed.party_name, meterai=True),
            SignatureBox(role=shop, name=signed.recorded_by),
        ),
        place_and_date=f"{place}, {day}" if place else day,
    )


def terms_move_paper(moved: TermsMove, *, shop: str, shop_lines: tuple[str, ...] = ()) -> Paper:
    """What goods were moved, from which terms to which, and what that changes for one piece; both sign."""
    title = _("Goods under new terms")
    return Paper(
        title=f"{title} {moved.code}",
        size=PaperSize.A5,
        copies=(_("For the artisan"), _("For the shop")),
        footer=f"{moved.code} · {moved.party_name}",
        blocks=(
            Heading(shop=shop, shop_lines=shop_lines, title=title, number=moved.code),
            Facts(_move_facts(moved), columns=2),
            *(Paragraph(_terms_sentence(_("Old terms"), each)) for each in moved.before),
            Paragraph(_terms_sentence(_("New terms"), moved.after), bold=True),
            _moved_table(moved),
            Together(
                (
                    Paragraph(_("What was sold before keeps the terms it was sold under."), muted=True),
                    Signatures(
                        (
                            SignatureBox(role=_("The artisan"), name=moved.party_name),
                            SignatureBox(role=shop, name=moved.recorded_by),
                        ),
                        place_and_date=format_date(moved.business_date),
                    ),
                )
            ),
        ),
    )


def _move_facts(moved: TermsMove) -> tuple[tuple[str, str], ...]:
    facts = [
        (_("Artisan"), f"{moved.party_code} {moved.party_name}"),
        (_("Date"), format_date(moved.business_date)),
        (_("Consent"), consent_label(moved.consent)),
    ]
    if moved.reason:
        facts.append((_("Remark"), moved.reason))
    return tuple(facts)


def _terms_sentence(label: str, terms: Agreement) -> str:
    sentence = _("{label} (version {version}, from {date}): {terms}.")
    return sentence.format(
        label=label, version=terms.version, date=format_date(terms.valid_from), terms=describe(terms)
    )


def _came(line: MovedLine) -> str:
    return _("here since {date}").format(date=format_short_date(line.arrived))


def _moved_table(moved: TermsMove) -> Table:
    columns = (
        TableColumn(heading=_("Item")),
        TableColumn(heading=_("Count"), figures=True),
        TableColumn(heading=_("Selling price"), figures=True),
        TableColumn(heading=_("Artisan, old"), figures=True),
        TableColumn(heading=_("Artisan, new"), figures=True),
    )
    rows = tuple(
        TableRow(
            cells=(
                line.name,
                format_number(line.quantity.units),
                format_number(line.price.amount),
                format_number(line.share_before.amount),
                format_number(line.share.amount),
            ),
            note=" · ".join(part for part in (line.code, line.size, _came(line)) if part),
        )
        for line in moved.lines
    )
    return Table(columns=columns, rows=rows)

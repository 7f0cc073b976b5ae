"""Terms as pairs of label and words, and as the clauses of a paper: the same everywhere they are read."""

from __future__ import annotations

from sentra_pos.consignment.facts import (
    Liability,
    Scheme,
    Valuation,
    bearer_label,
    cost_bearer_label,
    scheme_label,
)
from sentra_pos.consignment.payday import rhythm_words
from sentra_pos.consignment.rules import Agreement, rate_words
from sentra_pos.core.speech import N_, _, ngettext
from sentra_pos.core.words import format_number, format_percent

_VALUES = {
    Valuation.PRICE: N_("at the selling price"),
    Valuation.NET: N_("at the artisan's share of the price"),
}


def as_entry(words: str) -> str:
    """With a capital, as an entry of a list begins, whatever sentence the words are used in elsewhere."""
    return words[:1].upper() + words[1:]


def days_words(days: int) -> str:
    """So many days."""
    return ngettext("{count} day", "{count} days", days).format(count=format_number(days))


def loss_words(agreement: Agreement) -> str:
    """Who bears loss and damage, and what goods are worth then."""
    value = _(_VALUES[agreement.valuation])
    match agreement.liability:
        case Liability.SHARED:
            share = format_percent(agreement.liability_shop_percent)
            return _("shared, the shop bears {share}, {value}").format(share=share, value=value)
        case Liability.ARTISAN:
            return _("the artisan, {value}").format(value=value)
    return _("the shop, {value}").format(value=value)


def scheme_words(agreement: Agreement) -> str:
    """The general scheme with its figure."""
    if agreement.scheme in (Scheme.COMMISSION_PERCENT, Scheme.COMMISSION_FIXED):
        figure = rate_words(agreement.scheme, agreement.rate, agreement.fixed)
        return _("{scheme}: {figure}").format(scheme=scheme_label(agreement.scheme), figure=figure)
    return scheme_label(agreement.scheme)


def terms_pairs(agreement: Agreement) -> tuple[tuple[str, str], ...]:
    """Everything that was agreed but the rates of their own; goods bought outright leave nothing to agree."""
    pairs = [(_("In general"), scheme_words(agreement))]
    if agreement.scheme is Scheme.OUTRIGHT:
        return tuple(pairs)
    term = agreement.return_term_days
    pairs += [
        (_("Discounts are borne by"), bearer_label(agreement.discount_bearer)),
        (_("Payment costs are borne by"), cost_bearer_label(agreement.payment_cost_bearer)),
        (
            _("Prices are changed"),
            _("only with the artisan's consent") if agreement.price_consent else _("by the shop"),
        ),
        (_("Loss or damage is borne by"), loss_words(agreement)),
        (_("Unsold goods go back"), _("no term") if term is None else _("after {days}").format(days=days_words(term))),
        (
            _("A sale waits before it is settled"),
            days_words(agreement.hold_days) if agreement.hold_days else _("not at all"),
        ),
        (_("Settled"), rhythm_words(agreement)),
    ]
    return tuple((name, as_entry(fact)) for name, fact in pairs)

"""What a rate is for and why it holds, in words: the same on screens, papers and derivations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sentra_pos.consignment.rates import AppliedRate, Rate, RateRule, covering
from sentra_pos.consignment.rules import Agreement, rate_for, rate_words
from sentra_pos.core.ids import ItemId
from sentra_pos.core.speech import N_, _
from sentra_pos.ledger.kinds import PlaceKind

_PLACES = {
    PlaceKind.SHELF: N_("in the shop"),
    PlaceKind.STAND: N_("at an exhibition"),
}
_RULES = {
    RateRule.ITEM_AT_PLACE: N_("one item at one kind of place"),
    RateRule.ITEM: N_("one item"),
    RateRule.CATEGORY_AT_PLACE: N_("one category at one kind of place"),
    RateRule.CATEGORY: N_("one category"),
    RateRule.PLACE: N_("one kind of place"),
    RateRule.GENERAL: N_("the general terms"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One step of the order of precedence for certain goods: what is agreed there, if anything; only one holds."""

    rule: RateRule
    text: str
    says: str
    holds: bool


def place_words(place: PlaceKind | None) -> str:
    """Where a rate holds."""
    return _("anywhere") if place is None else _(_PLACES[place])


def rule_label(rule: RateRule) -> str:
    """What such a rate is for."""
    return _(_RULES[rule])


def about_words(rate: Rate, item_name: str = "") -> str:
    """What this rate is for: category Selendang, at an exhibition."""
    goods = ""
    if rate.item is not None:
        goods = _("item {name}").format(name=item_name or "…")
    elif rate.category:
        goods = _("category {name}").format(name=rate.category)
    if rate.place is None:
        return goods
    return f"{goods}, {place_words(rate.place)}" if goods else place_words(rate.place)


def precedence_words() -> str:
    """The order in which rates go before each other, in one sentence."""
    order = ", ".join(rule_label(rule) for rule in RateRule)
    return _("What is agreed most closely holds, in this order: {order}.").format(order=order)


def why_words(agreement: Agreement, applied: AppliedRate, item_name: str = "") -> str:
    """Which rule gave the rate, and what it goes before: category Selendang: 12% (goes before 15% in general)."""
    figure = rate_words(applied.scheme, applied.rate, applied.fixed)
    general = rate_words(agreement.scheme, agreement.rate, agreement.fixed)
    if applied.by is None:
        return _("the general terms: {rate}").format(rate=figure)
    return _("{about}: {rate} (goes before the general {general})").format(
        about=about_words(applied.by, item_name), rate=figure, general=general
    )


def ladder(agreement: Agreement, item: ItemId | None, category: str, place: PlaceKind) -> tuple[Rung, ...]:
    """The whole order of precedence for these goods, the most specific first; exactly one rung holds."""
    applied = rate_for(agreement, item, category, place)
    found: Mapping[RateRule, Rate] = {rate.rule: rate for rate in covering(agreement.rates, item, category, place)}
    rungs = []
    for rule in RateRule:
        rate = found.get(rule)
        says = "" if rate is None else rate_words(rate.scheme, rate.rate, rate.fixed)
        if rule is RateRule.GENERAL:
            says = rate_words(agreement.scheme, agreement.rate, agreement.fixed)
        rungs.append(Rung(rule=rule, text=rule_label(rule), says=says, holds=rule is applied.why))
    return tuple(rungs)

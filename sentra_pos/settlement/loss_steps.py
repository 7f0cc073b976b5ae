"""How a compensation came about, in sentences: the lot, what it is worth by the agreement, who bears how much."""

from __future__ import annotations

from sentra_pos.consignment.facts import Valuation
from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_date, format_number, format_percent, format_rupiah
from sentra_pos.counting.case_queries import Decided
from sentra_pos.counting.wording import case_label, outcome_label


def loss_steps(loss: Decided, where: str) -> tuple[tuple[str, str, Rupiah], ...]:
    """Text, detail and amount of each step; the amounts add up to what was paid."""
    worth = loss.value.times(loss.quantity)
    pieces = f"{format_number(loss.quantity.units)} × {format_rupiah(loss.value)}"
    lot = _("Note {note} of {date}").format(note=loss.note, date=format_date(loss.note_date))
    by_price = loss.valuation is Valuation.PRICE
    valued = _("worth its selling price") if by_price else _("worth the artisan's share of its price")
    terms = _("agreement version {version}: {valued}").format(version=loss.terms, valued=valued)
    what = _("{case}: {name}").format(case=case_label(loss.kind), name=loss.name)
    agreed = _("The agreement says: {agreed}.").format(agreed=outcome_label(loss.agreed))
    decided = _("Decided: {outcome}.").format(outcome=outcome_label(loss.outcome))
    why = [agreed] if loss.agreed is loss.outcome else [agreed, decided]
    why += [loss.reason] if loss.reason else []
    return (
        (pieces, f"{what}. {lot}, {terms}. {where}", worth),
        (
            _("The shop bears {percent}").format(percent=format_percent(loss.percent)),
            " ".join(why),
            loss.paid - worth,
        ),
    )

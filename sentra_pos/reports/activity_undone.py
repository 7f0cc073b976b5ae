"""Sentences of documents that take another back as a whole under the same kind, their lines below zero."""

from __future__ import annotations

from collections.abc import Mapping

from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.speech import N_, _
from sentra_pos.core.words import format_rupiah
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.reports.activity_facts import Activity, Kind

_UNDONE: Mapping[Kind, str] = {
    DocumentKind.EXHIBITION_COST: N_("Took {amount} of an exhibition's costs back"),
    DocumentKind.ADVANCE: N_("Took back the advance {about} of {subject}: {amount}"),
    DocumentKind.CHARGE: N_("Took back the fees {about}: {amount}"),
    DocumentKind.PAY_BACK: N_("Took back what {subject} paid of a debt by {about}: {amount}"),
}
_LET_GO = N_("Took back that {about} let {amount} go that {subject} owed")


def undone_sentence(each: Activity, amount: Rupiah | None) -> str:
    """What was taken back; "" for a document that takes nothing back."""
    if amount is None or amount >= ZERO or each.kind not in _UNDONE:
        return ""
    said = format_rupiah(-amount)
    let_go = any(line.kind is LineKind.FORGIVEN for line in each.lines)
    words = _LET_GO if let_go else _UNDONE[each.kind]
    return _(words).format(amount=said, about=each.about or "–", subject=each.subject or "–")

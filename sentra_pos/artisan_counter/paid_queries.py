"""How a payout came to the artisan: on which settlement, by which way, into whose hands, and what took it back."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from sentra_pos.artisan_counter.errors import NotYours
from sentra_pos.artisan_counter.facts import ArtisanSession
from sentra_pos.artisan_counter.money_queries import MyPayout, payouts, why_line
from sentra_pos.artisan_counter.objection_queries import payout_words
from sentra_pos.artisan_counter.wording import voided_words
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import ZERO
from sentra_pos.settlement.figures import Explanation, Part


def why_paid(session: Session, who: ArtisanSession, document: DocumentId, line: int) -> Explanation:
    """A payout as what came to the artisan, opening its settlement; a voided one adds up to nothing. Raises NotYours.

    ``why_line`` says it as what is owed less since.
    """
    paid = next((each for each in payouts(session, who) if (each.document, each.line) == (document, line)), None)
    if paid is None:
        raise NotYours
    said = why_line(session, who, document, line).parts[0]
    handed_over = replace(said, amount=paid.amount, running=paid.amount, settlement=paid.settlement_id)
    title = f"{payout_words(paid.amount)} · {paid.code}"
    if paid.void is None:
        return Explanation(title=title, total=paid.amount, parts=(handed_over,))
    parts = (handed_over, _taken_back(session, who, paid, paid.void))
    return Explanation(title=title, total=ZERO, parts=parts)


def _taken_back(session: Session, who: ArtisanSession, paid: MyPayout, void: DocumentId) -> Part:
    detail = why_line(session, who, void, 1).parts[0].detail
    return Part(text=voided_words(paid), detail=detail, amount=-paid.amount, running=ZERO, document=void, line=1)

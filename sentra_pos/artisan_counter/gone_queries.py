"""What happened to pieces that were missing or damaged, and how it was decided who bears them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from sentra_pos.artisan_counter.facts import ArtisanSession
from sentra_pos.artisan_counter.goods_queries import MyMove, moves_on
from sentra_pos.artisan_counter.money_queries import why_line
from sentra_pos.artisan_counter.wording import fate_words
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import sum_rupiah
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_date, format_number
from sentra_pos.counting.case_queries import decided_case
from sentra_pos.counting.facts import Outcome
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.settlement.figures import Explanation, Part


def why_gone(session: Session, who: ArtisanSession, document: DocumentId, line: int) -> Explanation:
    """A decision with its derivation, nothing paid included; of anything else what happened. Raises NotYours."""
    moves = moves_on(session, who, document, line)
    first = moves[0]
    if first.kind is DocumentKind.LOSS_CASE and decided_case(session, document).outcome is not Outcome.BACK:
        return why_line(session, who, document, line)
    return Explanation(
        title=f"{first.name} · {first.code}",
        total=sum_rupiah(move.made_good for move in moves),
        parts=tuple(_happened(move) for move in moves),
    )


def _happened(move: MyMove) -> Part:
    goods = _("{count} × {name}").format(count=format_number(move.quantity.units), name=move.name)
    where = _("{code} of {date}").format(code=move.code, date=format_date(move.business_date))
    said = ". ".join(part for part in (goods, where, move.reason) if part)
    return Part(text=fate_words(move), detail=said)

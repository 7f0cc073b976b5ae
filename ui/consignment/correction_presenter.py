"""Correcting a posted note, without Qt: what is typed per line, and what of it is posted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol, cast

from sentra_pos.consignment.change_price import Consent, ConsentWay
from sentra_pos.consignment.correct_note import CorrectNote, LineCorrection, NoteCorrected, correct_note
from sentra_pos.consignment.errors import ConsentMissing, LineTrouble
from sentra_pos.consignment.note_errors import NoteNotThere
from sentra_pos.consignment.note_standing import StandingLine, StandingNote, note_as_it_stands
from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import Question, SentraError
from sentra_pos.core.ids import DocumentId, PartyId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.ledger.draft import ActedBy
from ui.kit.immediate import Runs


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRow:
    """A line as it stands, and what was typed of it so far."""

    line: StandingLine
    right: LineCorrection | None = None

    @property
    def count(self) -> Quantity:
        """What is right."""
        said = None if self.right is None else self.right.quantity
        return self.line.brought if said is None else said

    @property
    def price(self) -> Rupiah:
        """What is right."""
        return (self.right.price if self.right is not None else None) or self.line.price


class CorrectionView(Protocol):
    """What the presenter asks of the sheet."""

    def show_rows(self, rows: tuple[CorrectionRow, ...]) -> None: ...

    def tell_trouble(self, trouble: SentraError) -> None: ...

    def mark_line(self, place: int, sentence: str) -> None:
        """Trouble with a line, counted from 0."""

    def ask(self, question: Question) -> None:
        """Yes answers with ``post`` and the question's key."""

    def ask_consent(self, trouble: ConsentMissing, *, again: bool) -> None:
        """``post`` with the way it was given. Not ``again``: whose consent it takes is known only now."""

    def forget_consent(self) -> None:
        """It was given to other prices."""

    def posted(self, corrected: NoteCorrected) -> None: ...

    def posting_ended(self) -> None:
        """After whatever came of it, a fault too."""


class CorrectionPresenter:
    """One a correction; its document's id is minted here, so that posting twice posts once."""

    def __init__(self, runner: Runs, by: ActedBy, clock: Clock, note: DocumentId, view: CorrectionView) -> None:
        self._runner, self._by, self._note, self._view = runner, by, note, view
        self._id = DocumentId(new_id(clock))
        self._confirmed: frozenset[str] = frozenset()
        self._to_ask: tuple[PartyId, ...] = ()
        self.rows: tuple[CorrectionRow, ...] = ()

    def load(self) -> None:
        """Read the note as it stands."""

        def ask(session: Any) -> StandingNote | None:
            return note_as_it_stands(session, self._note, self._by.device)

        def came(note: StandingNote | None) -> None:
            if note is None:
                self._view.tell_trouble(NoteNotThere())
                return
            self.rows = tuple(CorrectionRow(line=line) for line in note.lines)
            self._view.show_rows(self.rows)

        self._runner.read(ask, came, origin=self._view)

    def put(self, place: int, right: LineCorrection) -> None:
        """What is right of a line; nothing said means that it stands as it is."""
        line = self.rows[place].line
        kept = right if _says_something(line, right) else None
        self._set(place, CorrectionRow(line=line, right=kept))

    def never_ours(self, place: int) -> None:
        """The whole line was a mistake; a second time: it was not."""
        row = self.rows[place]
        away = None if row.count == NONE else LineCorrection(line=row.line.number, quantity=NONE)
        self._set(place, CorrectionRow(line=row.line, right=away))

    def _set(self, place: int, row: CorrectionRow) -> None:
        # A yes was said of the lines as they were.
        self._confirmed = frozenset()
        if self._to_ask:
            self._to_ask = ()
            self._view.forget_consent()
        self.rows = (*self.rows[:place], row, *self.rows[place + 1 :])
        self._view.show_rows(self.rows)

    def post(self, reason: str, confirmed: str = "", agreed: ConsentWay | None = None) -> None:
        """Post what was typed; ``confirmed`` is the key of a question that was answered with yes.

        ``agreed`` is how those whose consent it takes gave it.
        """
        if confirmed:
            self._confirmed |= {confirmed}
        command = CorrectNote(
            id=self._id,
            by=self._by,
            note=self._note,
            lines=tuple(row.right for row in self.rows if row.right is not None),
            reason=reason,
            confirmed=self._confirmed,
            consents=() if agreed is None else tuple(Consent(party=party, way=agreed) for party in self._to_ask),
        )
        self._runner.write(
            correct_note,
            command,
            self._view.posted,
            self._failed,
            ended=self._view.posting_ended,
            origin=self._view,
        )

    def _failed(self, trouble: SentraError) -> None:
        number = trouble.fields.get("line")
        places = [place for place, row in enumerate(self.rows) if row.line.number == number]
        if isinstance(trouble, Question):
            self._view.ask(trouble)
        elif isinstance(trouble, ConsentMissing):
            again = bool(self._to_ask)
            missing = cast("tuple[PartyId, ...]", trouble.fields["parties"])
            self._to_ask = (*self._to_ask, *(party for party in missing if party not in self._to_ask))
            self._view.ask_consent(trouble, again=again)
        elif isinstance(trouble, LineTrouble) and places:
            self._view.mark_line(places[0], str(trouble))
        else:
            self._view.tell_trouble(trouble)


def _says_something(line: StandingLine, right: LineCorrection) -> bool:
    pairs = (
        (right.quantity, line.brought),
        (right.price, line.price),
        (right.net_price, line.net_price),
        (right.cost, line.cost),
        (right.remark, line.remark),
    )
    return any(said is not None and said != known for said, known in pairs)

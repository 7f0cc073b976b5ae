"""Writing a consignment note, without Qt: lines are chosen, made, repeated, and posted together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Protocol

from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.catalogue.put_photo import photo_as_jpeg
from sentra_pos.catalogue.queries import ItemCard, MotifRecord, item_by_code, motifs
from sentra_pos.catalogue.search import search_items
from sentra_pos.catalogue.suggest_motif import suggest_motifs
from sentra_pos.consignment.bring_goods import BringGoods, bring_goods
from sentra_pos.consignment.drop_off_papers import left_and_noted
from sentra_pos.consignment.drop_off_queries import DropOff
from sentra_pos.consignment.errors import LineTrouble
from sentra_pos.consignment.lists.records import GoodsRow
from sentra_pos.consignment.note_queries import came_in_on
from sentra_pos.consignment.rules import Agreement
from sentra_pos.consignment.take_in import Declined, NoteTaken, TakeIn
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.errors import Question, SentraError
from sentra_pos.core.ids import DocumentId, ItemId, new_id
from sentra_pos.core.money import Rupiah, sum_rupiah
from sentra_pos.core.quantity import ONE, Quantity
from sentra_pos.core.speech import _
from sentra_pos.core.typed_text import shown
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.queries import Artisan
from sentra_pos.stock.places import shelf_of
from ui.consignment.note_lines import (
    LineField,
    LineInput,
    NoteDraftLine,
    NoteRow,
    as_new_item,
    as_photo,
    as_take_in,
    line_of,
    share_of,
    trouble_in,
)
from ui.kit.immediate import Runs

_MOST_FOUND = 150


class NoteView(Protocol):
    """What the presenter asks of the sheet."""

    def show_lines(self, lines: tuple[NoteRow, ...], pieces: Quantity, value: Rupiah, share: Rupiah) -> None: ...

    def show_left(self, sentence: str) -> None:
        """How the note stands to the receipt for what had been left here."""

    def show_photo(self, picture: bytes | None) -> None:
        """Of the line in the form."""

    def show_found(self, cards: tuple[ItemCard, ...]) -> None: ...

    def fill_form(self, said: LineInput) -> None: ...

    def mark_line(self, line: int, sentence: str) -> None:
        """Trouble with a line, counted from 0."""

    def tell(self, sentence: str) -> None: ...

    def tell_trouble(self, trouble: SentraError) -> None: ...

    def ask(self, question: Question) -> None:
        """Yes answers with ``post`` and the question's key."""

    def posted(self, taken: NoteTaken) -> None: ...

    def posting_ended(self) -> None:
        """After whatever came of it, a fault too."""


class NotePresenter:
    """One a note; its document's id is minted here, so that posting twice posts once."""

    def __init__(
        self,
        runner: Runs,
        by: ActedBy,
        clock: Clock,
        artisan: Artisan,
        agreement: Agreement,
        view: NoteView,
        drop_off: DropOff | None = None,
    ) -> None:
        self._runner, self._by, self._clock, self._view = runner, by, clock, view
        self.artisan, self.agreement, self.drop_off = artisan, agreement, drop_off
        self._id = DocumentId(new_id(clock))
        self._confirmed: frozenset[str] = frozenset()
        self._motifs: tuple[MotifRecord, ...] = ()
        self._editing: int | None = None
        self._posting = False
        self.lines: tuple[NoteDraftLine, ...] = ()
        self.declined: tuple[Declined, ...] = ()

    def begin(self) -> None:
        """Load what the form suggests from."""
        self._runner.read(motifs, self._keep_motifs, origin=self._view)
        self._show()

    def _keep_motifs(self, known: tuple[MotifRecord, ...]) -> None:
        self._motifs = known

    # ------------------------------------------------------------------------------------------------ finding items

    def search(self, typed: str) -> None:
        """The artisan's own goods that the words mean; an empty text shows the note again."""
        if not typed.strip():
            self._view.show_found(())
            return

        def ask(session: Any) -> tuple[ItemCard, ...]:
            shelf = shelf_of(session, self._by.device)
            found = search_items(session, typed, _MOST_FOUND, place=shelf)
            return tuple(card for card in found if self._brings(card))

        self._runner.read(ask, self._view.show_found, origin=self._view, latest="note search")

    def _brings(self, card: ItemCard) -> bool:
        return card.kind is not ItemKind.SERVICE and card.maker in (None, self.artisan.id)

    def scan(self, code: str) -> None:
        """A tag was scanned."""

        def ask(session: Any) -> ItemCard | None:
            return item_by_code(session, code, shelf_of(session, self._by.device))

        def came(card: ItemCard | None) -> None:
            if card is None:
                self._view.tell(_("Nobody knows the code {code}. Make a new item.").format(code=shown(code)))
            elif not self._brings(card):
                maker = card.maker_name or _("the shop")
                self._view.tell(_("{item} belongs to {maker}.").format(item=card.name, maker=maker))
            else:
                self.choose(card)

        self._runner.read(ask, came, origin=self._view)

    def choose(self, card: ItemCard) -> None:
        """Begin a line with an item of the catalogue."""
        self._editing = None
        if card.kind is not ItemKind.UNIQUE:
            self._view.fill_form(LineInput(card=card, price=card.price))
            return

        def ask(session: Any) -> str:
            return came_in_on(session, (card.id,)).get(card.id, "")

        def came(note: str) -> None:
            if note:
                sentence = _(
                    "{item} is one of a kind and came in on note {note} already. Make a new item for another piece."
                )
                self._view.tell(sentence.format(item=card.name, note=note))
            else:
                self._view.fill_form(LineInput(card=card, price=card.price))

        self._runner.read(ask, came, origin=self._view, latest="note item")

    def make_new(self, name: str = "") -> None:
        """Begin a line with an item that is not in the catalogue; what one line said goes for the next one, too."""
        self._editing = None
        last = next((line.said for line in reversed(self.lines) if line.is_new), None)
        if last is None:
            self._view.fill_form(LineInput(name=name))
        else:
            self._view.fill_form(
                replace(last, name=name, motif="", price=None, due=None, remark="", count=ONE, photo=None, listed=None)
            )

    def read_photo(self, picture: bytes) -> None:
        """Make the picture ready to be kept; what is none is refused at once, not when the note is posted."""

        def came(ready: bytes) -> None:
            self._view.show_photo(ready)

        self._runner.apart(lambda: photo_as_jpeg(picture), came, self._view.tell_trouble, origin=self._view)

    def motifs_like(self, typed: str) -> tuple[str, ...]:
        """What a motif's name may mean."""
        return suggest_motifs(typed, self._motifs)

    def share_of(self, said: LineInput) -> Rupiah | None:
        """What the artisan gets for one, as far as it can be said."""
        return share_of(self.agreement, said)

    # ------------------------------------------------------------------------------------------------------- lines

    def put(self, said: LineInput) -> dict[LineField, str]:
        """Add the line, or change the one being edited; what is wrong with it is answered and nothing is done."""
        trouble = trouble_in(said, self.agreement)
        if trouble:
            return trouble
        editing = self._editing
        if editing is not None and (said.card is None) == self.lines[editing].is_new:
            before = self.lines[editing]
            line = line_of(before.item, replace(said, listed=before.said.listed), self.agreement)
            self.lines = (*self.lines[:editing], line, *self.lines[editing + 1 :])
        else:
            self.lines = (*self.lines, self._begun(said))
        self._editing = None
        self._show()
        return {}

    def put_all(self, said: Iterable[LineInput]) -> None:
        """Add the lines that a list says; what is wrong with them was told before."""
        self.lines = (*self.lines, *(self._begun(each) for each in said))
        self._editing = None
        self._show()

    def _begun(self, said: LineInput) -> NoteDraftLine:
        item = said.card.id if said.card is not None else ItemId(new_id(self._clock))
        return line_of(item, said, self.agreement)

    def listed(self) -> tuple[GoodsRow, ...]:
        """The rows of lists that are on the note."""
        return tuple(line.said.listed for line in self.lines if line.said.listed is not None)

    def edit(self, place: int) -> None:
        """Bring a line back into the form; what was declined is only taken off again."""
        if place >= len(self.lines):
            return
        self._editing = place
        self._view.fill_form(self.lines[place].said)

    def repeat(self, place: int) -> None:
        """A new line that begins as a copy: the next piece of the same kind, or another size."""
        if place >= len(self.lines):
            return
        # The next piece looks different, and the list did not say it.
        said = replace(self.lines[place].said, photo=None, listed=None)
        if said.card is not None and said.card.kind is ItemKind.UNIQUE:
            card = said.card
            said = replace(
                said,
                card=None,
                name=card.name,
                kind=card.kind,
                technique=card.technique,
                dye=card.dye,
                cloth=card.cloth,
                size=card.size,
                motif=card.motif,
            )
        self._editing = None
        self._view.fill_form(said)

    def remove(self, place: int) -> None:
        """Take a line off the note, of what is taken in or of what was declined below it."""
        rest = place - len(self.lines)
        if rest >= 0:
            self.declined = (*self.declined[:rest], *self.declined[rest + 1 :])
        else:
            self.lines = (*self.lines[:place], *self.lines[place + 1 :])
        self._editing = None
        self._show()

    def decline(self, declined: Declined) -> None:
        """Write down what is not taken in, and why."""
        self.declined = (*self.declined, declined)
        self._show()

    def _show(self) -> None:
        # A yes was said of the lines as they were.
        self._confirmed = frozenset()
        pieces = sum(line.count.units for line in self.lines)
        if self.drop_off is not None:
            refused = sum(each.quantity.units for each in self.declined)
            self._view.show_left(left_and_noted(self.drop_off.code, self.drop_off.pieces.units, pieces, refused))
        self._view.show_lines(
            (*self.lines, *self.declined),
            Quantity(pieces),
            sum_rupiah(line.value for line in self.lines),
            sum_rupiah(line.share.times(line.count) for line in self.lines),
        )

    # ----------------------------------------------------------------------------------------------------- posting

    def post(self, confirmed: str = "") -> None:
        """Post the note with its new items; ``confirmed`` is the key of a question that was answered with yes."""
        if self._posting:
            return
        if confirmed:
            self._confirmed |= {confirmed}
        command = BringGoods(
            note=TakeIn(
                id=self._id,
                by=self._by,
                party=self.artisan.id,
                business_date=business_today(self._clock),
                lines=tuple(as_take_in(line, self.agreement) for line in self.lines),
                declined=self.declined,
                drop_off=None if self.drop_off is None else self.drop_off.id,
                confirmed=self._confirmed,
            ),
            new_items=tuple(as_new_item(line, self._by, self.artisan.id) for line in self.lines if line.is_new),
            photos=tuple(
                as_photo(line, self._by) for line in self.lines if line.is_new and line.said.photo is not None
            ),
        )
        self._posting = True
        self._runner.write(bring_goods, command, self._view.posted, self._failed, ended=self._ended, origin=self._view)

    def _ended(self) -> None:
        self._posting = False
        self._view.posting_ended()

    def _failed(self, trouble: SentraError) -> None:
        self._posting = False
        line = trouble.fields.get("line")
        if isinstance(trouble, Question):
            self._view.ask(trouble)
        elif isinstance(trouble, LineTrouble) and isinstance(line, int):
            self._view.mark_line(line - 1, str(trouble))
        else:
            self._view.tell_trouble(trouble)

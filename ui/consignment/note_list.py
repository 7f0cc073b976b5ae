"""A list on its way into the note that is being written, without Qt: which rows become lines, and which stay out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sentra_pos.catalogue.facts import technique_label
from sentra_pos.consignment.lists.plan_note import LeftOut, ListedLine, plan_note
from sentra_pos.consignment.lists.records import GoodsRow
from sentra_pos.consignment.rules import Agreement
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_number, format_rupiah
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.queries import Artisan
from sentra_pos.stock.places import shelf_of
from ui.consignment.import_list import GoodsFile, open_goods_of
from ui.consignment.import_rows import Heap, PreviewRow, Questions, Review, heap_label, review_of
from ui.consignment.list_presenter import ListPresenter, ListView
from ui.consignment.note_lines import LineInput
from ui.kit.immediate import Runs


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteList:
    """The list compared with the shop and with the note, nothing put into it yet."""

    review: Review
    lines: tuple[LineInput, ...]


class NoteListPresenter(ListPresenter):
    """One a list; ``on_note`` says which rows the note has already from a list."""

    def __init__(
        self,
        runner: Runs,
        by: ActedBy,
        artisan: Artisan,
        agreement: Agreement,
        on_note: Callable[[], tuple[GoodsRow, ...]],
        view: ListView,
    ) -> None:
        super().__init__(runner, view)
        self._by, self._artisan, self._agreement, self._on_note = by, artisan, agreement, on_note
        self.lines: tuple[LineInput, ...] = ()

    def open_file(self, path: Path) -> None:
        self._understand(lambda: open_goods_of(path, self._artisan.name, self._progress))

    def _compare(self) -> None:
        read, by, on_note = self._read, self._by, self._on_note()
        artisan, agreement = self._artisan.id, self._agreement
        if not isinstance(read, GoodsFile):
            return

        def ask(session: Any) -> NoteList:
            shelf = shelf_of(session, by.device)
            planned = plan_note(session, read.said.rows, artisan, agreement, shelf=shelf, on_note=on_note)
            rows = tuple(_preview(each) for each in planned)
            lines = tuple(_as_input(each) for each in planned if isinstance(each, ListedLine))
            return NoteList(review=review_of(read, rows, Questions()), lines=lines)

        self._begin()
        self._runner.read(ask, self._planned, self._not_read, ended=self._ended, origin=self._list_view)

    def _planned(self, found: NoteList) -> None:
        self.lines = found.lines
        self._compared(found.review)

    def summary(self, review: Review) -> str:
        """What goes into the note, and how much of the list does not."""
        pieces = sum(line.count.units for line in self.lines if line.count is not None)
        lines = ngettext("{count} line", "{count} lines", len(self.lines)).format(count=format_number(len(self.lines)))
        of = ngettext("{count} piece", "{count} pieces", pieces).format(count=format_number(pieces))
        said = _("For the note: {lines}, {pieces}.").format(lines=lines, pieces=of)
        left_out = len({row.number for row in review.of(Heap.PROBLEM)})
        if left_out:
            sentence = ngettext(
                "{count} row is left out; its reason stands below it.",
                "{count} rows are left out; their reasons stand below them.",
                left_out,
            )
            said = f"{said} {sentence.format(count=format_number(left_out))}"
        return said


def note_heap_label(heap: Heap) -> str:
    """The heap's name on its chip, where a list becomes lines."""
    return {Heap.NEW: _("For the note"), Heap.PROBLEM: _("Left out")}.get(heap) or heap_label(heap)


def _as_input(line: ListedLine) -> LineInput:
    """What the form would say of it."""
    row = line.row
    if line.card is not None:
        return LineInput(card=line.card, count=row.count, price=line.price, due=line.due, remark=row.remark, listed=row)
    return LineInput(
        name=row.name,
        kind=row.kind,
        technique=row.technique,
        dye=row.dye,
        cloth=row.cloth,
        size=row.size.text,
        motif=row.motif,
        count=row.count,
        price=line.price,
        due=line.due,
        remark=row.remark,
        listed=row,
    )


def _preview(line: ListedLine | LeftOut) -> PreviewRow:
    row = line.row
    price = line.price if isinstance(line, ListedLine) else row.price
    return PreviewRow(
        number=row.row_number,
        heap=Heap.PROBLEM if isinstance(line, LeftOut) else Heap.NEW,
        name=row.name,
        facts=_facts(line) if isinstance(line, ListedLine) else "",
        count="" if row.count is None else format_number(row.count.units),
        price="" if price is None else format_number(price.amount),
        reason=line.reason if isinstance(line, LeftOut) else _other_price(line),
    )


def _facts(line: ListedLine) -> str:
    row, card = line.row, line.card
    if card is not None:
        facts: tuple[str, ...] = (_("existing item"), card.motif, card.size, card.code)
    else:
        facts = (_("new item"), row.motif, technique_label(row.technique), row.cloth, row.size.text)
    return " · ".join(fact for fact in facts if fact)


def _other_price(line: ListedLine) -> str:
    """Told before the question about it comes, when the note is posted."""
    if line.card is None or line.card.price == line.price:
        return ""
    sentence = _("{listed} in the list, {here} on the tag")
    return sentence.format(listed=format_rupiah(line.price), here=format_rupiah(line.card.price))

"""Bringing a shop's own lists in, without Qt: read, compare, ask once, import, tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from sentra_pos.consignment.lists.import_artisans import ArtisansImported, ImportArtisans, import_artisans
from sentra_pos.consignment.lists.import_goods import GoodsImported, ImportGoods, import_goods
from sentra_pos.consignment.lists.match_columns import ListKind
from sentra_pos.consignment.lists.plan_artisans import ArtisanState, Terms, plan_artisans
from sentra_pos.consignment.lists.plan_import import ImportAnswers, plan_import
from sentra_pos.consignment.queries import consignors
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.ids import PartyId
from sentra_pos.core.percent import Percent
from sentra_pos.ledger.draft import ActedBy
from ui.consignment.import_list import (
    ArtisansFile,
    GoodsFile,
    as_kind,
    open_list,
)
from ui.consignment.import_rows import (
    Heap,
    ImportSummary,
    PreviewRow,
    Questions,
    Review,
    artisan_rows,
    goods_rows,
    review_of,
)
from ui.consignment.list_presenter import ListPresenter, ListView
from ui.kit.immediate import Runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What the person said so far, for one file."""

    who: Mapping[str, PartyId] = field(default_factory=dict)
    shares: Mapping[PartyId, Percent] = field(default_factory=dict)
    terms: Mapping[int, Terms] = field(default_factory=dict)


class ImportView(ListView, Protocol):
    """What the presenter asks of the wizard."""

    def show_summary(self, summary: ImportSummary) -> None: ...


class ImportPresenter(ListPresenter):
    """One a wizard."""

    def __init__(self, runner: Runs, by: ActedBy, clock: Clock, view: ImportView) -> None:
        super().__init__(runner, view)
        self._by, self._clock, self._view = by, clock, view
        self._answers = Answers()

    # ------------------------------------------------------------------------------------------------------ reading

    def open_file(self, path: Path) -> None:
        self._answers = Answers()
        self._understand(lambda: open_list(path, self._progress))

    def take_for(self, kind: ListKind) -> None:
        """The person says what the list is about."""
        if self._read is not None and self._read.kind is not kind:
            table = self._read.table
            self._answers = Answers()
            self._understand(lambda: as_kind(table, kind, self._progress))

    # ---------------------------------------------------------------------------------------------------- comparing

    def _compare(self) -> None:
        read, today, answers = self._read, business_today(self._clock), self._answers
        if read is None:
            return

        def ask(session: Any) -> Review:
            if isinstance(read, GoodsFile):
                goods = plan_import(session, read.said, _goods_answers(answers), on_date=today)
                questions = Questions(who=goods.who, shares=goods.shares, everybody=consignors(session))
                return review_of(read, goods_rows(goods), questions)
            people = plan_artisans(session, read.said, answers.terms, on_date=today)
            questions = Questions(terms=people.of(ArtisanState.ASK))
            return review_of(read, artisan_rows(people), questions)

        self._begin()
        self._runner.read(ask, self._compared, self._not_read, ended=self._ended, origin=self._view)

    def answer(
        self,
        *,
        who: Mapping[str, PartyId] | None = None,
        shares: Mapping[PartyId, Percent] | None = None,
        terms: Mapping[int, Terms] | None = None,
    ) -> None:
        """Keep the answers and compare again: an answer may lead to the next question."""
        before = self._answers
        self._answers = replace(
            before,
            who={**before.who, **(who or {})},
            shares={**before.shares, **(shares or {})},
            terms={**before.terms, **(terms or {})},
        )
        self._compare()

    # ---------------------------------------------------------------------------------------------------- importing

    def import_now(self, *, only_what_is_right: bool = False) -> None:
        """All of it or nothing, unless only what is right was chosen."""
        read, today = self._read, business_today(self._clock)
        if read is None:
            return
        self._view.show_busy(can_stop=False)
        self._begin()
        if isinstance(read, GoodsFile):
            goods = ImportGoods(
                by=self._by,
                goods=read.said,
                answers=_goods_answers(self._answers),
                business_date=today,
                only_what_is_right=only_what_is_right,
            )
            self._runner.write(
                import_goods, goods, self._goods_in, self._not_read, ended=self._ended, origin=self._view
            )
            return
        people = ImportArtisans(
            by=self._by,
            artisans=read.said,
            valid_from=today,
            terms=self._answers.terms,
            only_what_is_right=only_what_is_right,
        )
        self._runner.write(
            import_artisans, people, self._artisans_in, self._not_read, ended=self._ended, origin=self._view
        )

    def _goods_in(self, imported: GoodsImported) -> None:
        assert isinstance(self._read, GoodsFile)
        review = review_of(self._read, goods_rows(imported.plan), Questions())
        notes = tuple(note.code for note in imported.notes)
        self._show_summary(_summary(review, imported.items, imported.pieces.units, notes))

    def _artisans_in(self, imported: ArtisansImported) -> None:
        assert isinstance(self._read, ArtisansFile)
        review = review_of(self._read, artisan_rows(imported.plan), Questions())
        self._show_summary(_summary(review, len(imported.added), 0, ()))

    def _show_summary(self, summary: ImportSummary) -> None:
        self._answered = True
        self._view.show_summary(summary)

    def begin_again(self) -> None:
        self._answers = Answers()
        super().begin_again()


def _goods_answers(answers: Answers) -> ImportAnswers:
    return ImportAnswers(who=answers.who, shares=answers.shares)


def _summary(review: Review, added: int, pieces: int, notes: tuple[str, ...]) -> ImportSummary:
    left_out: tuple[PreviewRow, ...] = (*review.of(Heap.PROBLEM), *review.of(Heap.ASK))
    return ImportSummary(
        kind=review.kind,
        added=added,
        pieces=pieces,
        notes=notes,
        unchanged=len(review.of(Heap.HERE)),
        differing=review.of(Heap.DIFFERS),
        left_out=tuple(sorted(left_out, key=lambda row: row.number)),
    )

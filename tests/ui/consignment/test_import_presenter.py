"""The import without a window: what is asked, what comes in, and what a second time does."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from sentra_pos.consignment.facts import Scheme
from sentra_pos.consignment.lists.match_columns import ListKind
from sentra_pos.consignment.lists.plan_artisans import Terms
from sentra_pos.consignment.queries import agreements_in_force, consignors
from sentra_pos.core.clock import business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.percent import Percent
from sentra_pos.ledger.queries import documents_posted
from sentra_pos.shop import Shop
from tests.factories import Founded
from tests.ui.back_room import LISTS
from ui.consignment.import_presenter import ImportPresenter
from ui.consignment.import_rows import Heap, ImportSummary, Review
from ui.kit.immediate import ActBroke, ImmediateRunner


class Wizard:
    """Remembers what it was told to show."""

    def __init__(self) -> None:
        self.reviews: list[Review] = []
        self.summaries: list[ImportSummary] = []
        self.troubles: list[str] = []
        self.stops_at_once = False
        self.page = ""
        self.presenter: ImportPresenter | None = None

    def show_choosing(self) -> None:
        self.reviews.clear()
        self.page = "choosing"

    def show_busy(self, *, can_stop: bool) -> None:
        self.page = "busy"
        if self.stops_at_once and self.presenter is not None:
            self.presenter.stop()

    def progress(self, done: int, of: int) -> None:
        assert done <= of

    def show_review(self, review: Review) -> None:
        self.reviews.append(review)
        self.page = "review"

    def show_summary(self, summary: ImportSummary) -> None:
        self.summaries.append(summary)
        self.page = "summary"

    def tell_trouble(self, trouble: SentraError) -> None:
        self.troubles.append(str(trouble))

    @property
    def review(self) -> Review:
        return self.reviews[-1]

    @property
    def summary(self) -> ImportSummary:
        return self.summaries[-1]


def begin(shop: Shop, founded: Founded) -> tuple[ImportPresenter, Wizard]:
    wizard = Wizard()
    wizard.presenter = ImportPresenter(ImmediateRunner(shop), founded.by, shop.clock, wizard)
    return wizard.presenter, wizard


def with_artisans(shop: Shop, founded: Founded) -> tuple[ImportPresenter, Wizard]:
    presenter, wizard = begin(shop, founded)
    presenter.open_file(LISTS / "daftar-perajin.csv")
    presenter.import_now()
    return presenter, wizard


def a_list(tmp_path: Path, *rows: str, name: str = "daftar.csv") -> Path:
    file = tmp_path / name
    file.write_text("\n".join(rows), encoding="utf-8")
    return file


class BreakingDoors:
    """The shop's own doors until ``broken``; then every use of them is a fault, as a bug would be."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self.clock = shop.clock
        self.broken = False

    def reading(self) -> AbstractContextManager[Session]:
        return self._door(self._shop.reading)

    def writing(self) -> AbstractContextManager[Session]:
        return self._door(self._shop.writing)

    def _door(self, door: Callable[[], AbstractContextManager[Session]]) -> AbstractContextManager[Session]:
        if self.broken:
            raise ZeroDivisionError
        return door()


def test_a_fault_while_comparing_leaves_the_wizard_where_a_file_is_chosen(shop: Shop, founded: Founded) -> None:
    doors, wizard = BreakingDoors(shop), Wizard()
    presenter = ImportPresenter(ImmediateRunner(doors), founded.by, shop.clock, wizard)
    doors.broken = True
    with pytest.raises(ActBroke):
        presenter.open_file(LISTS / "daftar-perajin.csv")
    assert wizard.page == "choosing"


def test_a_fault_while_importing_leaves_the_wizard_at_the_review(shop: Shop, founded: Founded) -> None:
    doors, wizard = BreakingDoors(shop), Wizard()
    presenter = ImportPresenter(ImmediateRunner(doors), founded.by, shop.clock, wizard)
    presenter.open_file(LISTS / "daftar-perajin.csv")
    doors.broken = True
    with pytest.raises(ActBroke):
        presenter.import_now()
    assert wizard.page == "review"
    doors.broken = False
    presenter.import_now()
    assert (wizard.page, wizard.summary.added) == ("summary", 12)


def test_what_a_list_is_about_is_guessed_by_its_content(shop: Shop, founded: Founded) -> None:
    presenter, wizard = begin(shop, founded)
    for name in ("daftar-perajin.csv", "daftar-barang.xlsx"):
        presenter.open_file(LISTS / name)
    assert [review.kind for review in wizard.reviews] == [ListKind.ARTISANS, ListKind.GOODS]


def test_both_lists_come_in_and_a_second_time_nothing_changes(shop: Shop, founded: Founded) -> None:
    presenter, wizard = with_artisans(shop, founded)
    assert wizard.summary.added == 12
    presenter.open_file(LISTS / "daftar-barang.xlsx")
    assert [wanted.party.code for wanted in wizard.review.questions.shares] == ["P04", "P09", "P12"]
    presenter.answer(shares={wanted.party.id: Percent.whole(80) for wanted in wizard.review.questions.shares})
    assert wizard.review.is_right
    presenter.import_now()
    assert (wizard.summary.added, len(wizard.summary.notes)) == (49, 12)
    with shop.reading() as session:
        posted = documents_posted(session)
    for name in ("daftar-perajin.csv", "daftar-barang.xlsx"):
        presenter.open_file(LISTS / name)
        assert wizard.review.of(Heap.NEW) == ()
        presenter.import_now()
        assert wizard.summary.added == 0
    with shop.reading() as session:
        assert documents_posted(session) == posted


def test_all_or_nothing_refuses_and_only_what_is_right_tells_what_was_left(
    shop: Shop, founded: Founded, tmp_path: Path
) -> None:
    presenter, wizard = with_artisans(shop, founded)
    file = a_list(
        tmp_path,
        "Nama;Teknik;Jumlah;Harga Jual;Perajin",
        "Kain A;tulis;1;sepuluh;P01",
        "Kain B;cap;2;150.000;P06",
        "Jumlah;;3;;",
    )
    presenter.open_file(file)
    assert [row.number for row in wizard.review.of(Heap.PROBLEM)] == [2]
    assert [row.number for row in wizard.review.of(Heap.SKIPPED)] == [4]
    presenter.import_now()
    assert wizard.troubles
    assert len(wizard.summaries) == 1, "only the artisans"
    presenter.import_now(only_what_is_right=True)
    assert (wizard.summary.added, wizard.summary.pieces) == (1, 2)
    assert [row.number for row in wizard.summary.left_out] == [2]


def test_a_misspelt_artisan_is_asked_about_once(shop: Shop, founded: Founded, tmp_path: Path) -> None:
    presenter, wizard = with_artisans(shop, founded)
    file = a_list(tmp_path, "Nama;Jumlah;Harga;Perajin", "Kain A;1;500.000;Batik Lembayyung Conto")
    presenter.open_file(file)
    (asked,) = wizard.review.questions.who
    assert asked.suggestions[0].name == "Batik Lembayung Contoh"
    presenter.answer(who={asked.written: asked.suggestions[0].id})
    presenter.import_now()
    assert wizard.summary.added == 1
    presenter.open_file(file)
    assert wizard.review.questions.who == ()


def test_a_changed_count_is_told_and_not_added(shop: Shop, founded: Founded, tmp_path: Path) -> None:
    presenter, wizard = with_artisans(shop, founded)
    head = "Nama;Jumlah;Harga;Perajin"
    presenter.open_file(a_list(tmp_path, head, "Kain A;4;500.000;P01"))
    presenter.import_now()
    presenter.open_file(a_list(tmp_path, head, "Kain A;9;500.000;P01"))
    presenter.import_now()
    assert wizard.summary.added == 0
    (row,) = wizard.summary.differing
    assert row.reason


def test_a_column_that_is_moved_is_understood_anew(shop: Shop, founded: Founded, tmp_path: Path) -> None:
    presenter, wizard = with_artisans(shop, founded)
    presenter.open_file(a_list(tmp_path, "Nama;Jumlah;Angka;Perajin", "Kain A;4;500.000;P01"))
    assert wizard.review.of(Heap.NEW) == ()
    presenter.move_column(2, "price")
    assert [column.field for column in wizard.review.columns] == ["name", "count", "price", "artisan"]
    assert len(wizard.review.of(Heap.NEW)) == 1
    presenter.move_column(2, "")
    assert wizard.review.of(Heap.NEW) == ()


def test_terms_that_the_list_leaves_out_are_asked_for(shop: Shop, founded: Founded, tmp_path: Path) -> None:
    presenter, wizard = begin(shop, founded)
    presenter.open_file(a_list(tmp_path, "Nama Usaha;Skema;Telepon", "Sanggar Satu;;0811"))
    (planned,) = wizard.review.questions.terms
    presenter.answer(terms={planned.row.row_number: Terms(scheme=Scheme.COMMISSION_PERCENT, rate=Percent.whole(20))})
    presenter.import_now()
    with shop.reading() as session:
        (one,) = consignors(session)
        assert agreements_in_force(session, business_today(shop.clock))[one.id].rate == Percent.whole(20)


def test_reading_that_is_stopped_changes_nothing(shop: Shop, founded: Founded) -> None:
    presenter, wizard = begin(shop, founded)
    wizard.stops_at_once = True
    presenter.open_file(LISTS / "daftar-barang.xlsx")
    assert len(wizard.troubles) == 1
    assert wizard.reviews == []


def test_a_file_that_is_no_list_is_told_in_a_sentence(shop: Shop, founded: Founded, tmp_path: Path) -> None:
    presenter, wizard = begin(shop, founded)
    presenter.open_file(a_list(tmp_path, "%PDF-1.7", name="foto.pdf"))
    assert "foto.pdf" in wizard.troubles[0]

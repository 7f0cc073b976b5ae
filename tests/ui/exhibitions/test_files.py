"""Sticks: a laptop admitted by its number, a pack written whole or not at all, files that come home or are refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.db.migrate import migrate
from sentra_pos.exhibitions.enrolment import enrolment_file, laptops
from sentra_pos.exhibitions.pack_queries import loads_packed
from sentra_pos.exhibitions.quarantine import quarantined_files
from sentra_pos.tills.errors import DifferenceNeedsReason
from tests.exhibitions.fair import Fair
from tests.exhibitions.homecoming_day import Stand as AtTheStand
from tests.exhibitions.homeward import a_laptop_away
from tests.exhibitions.on_a_stick import Away, a_van_on_the_road
from tests.ui.exhibitions.conftest import context_of
from ui.exhibitions.admit_sheet import AdmitSheet
from ui.exhibitions.cash_sheet import CashHomeSheet
from ui.exhibitions.files import StickNotWritten, write_bytes
from ui.exhibitions.homecoming import ChosenFile, Homecoming
from ui.exhibitions.homecoming_sheet import HomecomingSheet
from ui.exhibitions.long_work import Progress, StoppedByHand
from ui.exhibitions.pack_sheet import PackSheet
from ui.exhibitions.presenter import ExhibitionsPresenter
from ui.exhibitions.rows import Stand
from ui.exhibitions.screen import ExhibitionsScreen
from ui.kit.dialog import Sheet

S = TypeVar("S", bound=Sheet)
pytestmark = pytest.mark.usefixtures("dressed")


@pytest.fixture
def laptop(tmp_path: Path) -> Store:
    file = tmp_path / "laptop" / "toko.sqlite3"
    file.parent.mkdir()
    migrate(file)
    return Store(file)


@pytest.fixture
def away(store: Store, laptop: Store, clock: FixedClock) -> Away:
    return a_van_on_the_road(store, laptop, clock)


def page_of(away: Away) -> tuple[ExhibitionsScreen, Stand]:
    screen = ExhibitionsScreen(context_of(away.fair))
    screen.show()
    screen.open(away.exhibition)
    chosen = screen.presenter.chosen()
    assert chosen is not None
    return screen, chosen


def test_a_laptop_is_admitted_only_when_somebody_compared_its_number(fair: Fair, laptop: Store, tmp_path: Path) -> None:
    with laptop.writing() as session:
        request = enrolment_file(session, "Laptop Biru", clock=fair.clock)
    file = tmp_path / "biru.daftar"
    file.write_bytes(request)
    screen = ExhibitionsScreen(context_of(fair))
    sheet = AdmitSheet(screen, screen.context)
    sheet.open()
    sheet.read_file(file)
    assert sheet.asked is not None
    assert sheet.number.text() == sheet.asked.fingerprint
    assert sheet.primary_button is not None
    assert not sheet.primary_button.isEnabled()
    sheet.confirm()
    with fair.store.reading() as session:
        assert laptops(session) == ()
    sheet.same.setChecked(True)
    sheet.name.setText("Laptop stiker biru")
    sheet.confirm()
    with fair.store.reading() as session:
        assert [each.name for each in laptops(session)] == ["Laptop stiker biru"]


def test_a_file_that_is_no_request_is_told_and_admits_nobody(fair: Fair, tmp_path: Path) -> None:
    file = tmp_path / "foto.jpg"
    file.write_bytes(b"no such thing")
    screen = ExhibitionsScreen(context_of(fair))
    sheet = AdmitSheet(screen, screen.context)
    sheet.open()
    sheet.read_file(file)
    assert sheet.asked is None
    assert not sheet._sending.banner.isHidden()
    sheet.read_file(tmp_path / "gone.daftar")
    assert "gone.daftar" in sheet._sending.banner.accessibleName()


def test_a_pack_is_on_the_stick_and_in_the_book_or_in_neither(away: Away, tmp_path: Path) -> None:
    screen, stand = page_of(away)
    sheet = PackSheet(screen, screen.context, "Pameran", stand)
    sheet.open()
    blocked = tmp_path / "a file"
    blocked.write_text("in the way", encoding="utf-8")
    sheet.write(blocked / "paket.pameran")
    assert not sheet._told.isHidden()
    with away.fair.store.reading() as session:
        assert loads_packed(session, [away.stand]) == {away.stand: 0}
    sheet.write(tmp_path / "paket.pameran")
    assert sheet.written is not None
    assert away.read((tmp_path / "paket.pameran").read_bytes()).stand.id == away.stand
    with away.fair.store.reading() as session:
        assert loads_packed(session, [away.stand]) == {away.stand: 1}
    assert not list(tmp_path.glob("*.part"))
    returned: list[object] = []
    sheet.returned.connect(returned.append)
    sheet.confirm()
    assert returned == [sheet.written]


def test_a_pack_that_is_stopped_leaves_nothing(away: Away, tmp_path: Path) -> None:
    screen, stand = page_of(away)
    sheet = PackSheet(screen, screen.context, "Pameran", stand)
    sheet.open()

    def stop_it() -> None:
        """As somebody would, while the sheet of its progress is open."""
        sheet._work._stop.set()

    sheet._work._stop.clear = stop_it  # type: ignore[method-assign]  # pressed before the work's first word
    sheet.write(tmp_path / "paket.pameran")
    assert sheet.written is None
    assert not (tmp_path / "paket.pameran").exists()


def written(away: Away, laptop: Store, folder: Path) -> tuple[Path, Path]:
    """A day at the stand, its file, and the file with a byte changed."""
    away.open(away.pack())
    there = AtTheStand(away=away, store=laptop)
    there.open()
    there.sell(away.fair.gallery.mrico, 2)
    there.close()
    good, spoilt = folder / "hari-1.pulang", folder / "rusak.pulang"
    good.write_bytes(there.file())
    content = bytearray(good.read_bytes())
    content[-9] ^= 0xFF
    spoilt.write_bytes(bytes(content))
    return good, spoilt


def test_a_file_is_looked_into_added_once_and_refused_where_it_is_spoilt(
    away: Away, laptop: Store, tmp_path: Path
) -> None:
    good, spoilt = written(away, laptop, tmp_path)
    screen, _stand = page_of(away)
    sheet = HomecomingSheet(screen, screen.context)
    sheet.open()
    sheet.presenter.choose([spoilt, good, tmp_path / "gone.pulang"])
    shown = sheet.files.current()
    assert shown is not None
    assert shown.path == good
    second, first, third = sheet.presenter.files
    assert first.preview is not None
    assert first.preview.to_come.sales == 1
    assert (bool(second.refused), "gone.pulang" in third.refused) == (True, True)
    sheet.confirm()
    assert sheet.presenter.files[1].brought is not None
    assert sheet.presenter.files[1].brought.added > 0
    sheet.presenter.choose([good])
    assert sheet.presenter.addable == ()
    QApplication.processEvents()
    screen.presenter.load()
    chosen = screen.presenter.chosen()
    assert chosen is not None
    assert sum(each.sold.units for each in chosen.details.goods) == 2


def test_a_laptop_whose_clock_is_ahead_is_told_of_before_its_day_is_added(
    away: Away, laptop: Store, tmp_path: Path, clock: FixedClock
) -> None:
    now = clock.now()
    clock.advance(timedelta(days=400))
    good, _spoilt = written(away, laptop, tmp_path)
    screen, _stand = page_of(away)
    sheet = HomecomingSheet(screen, screen.context)
    sheet.open()
    sheet.presenter.choose([good])
    assert "clock was ahead" not in " ".join(label.text() for label in sheet.findChildren(QLabel))
    clock.set(now)
    sheet.presenter.choose([good])
    assert "clock was ahead" in " ".join(label.text() for label in sheet.findChildren(QLabel))


def test_what_is_added_is_what_was_looked_at(away: Away, laptop: Store, tmp_path: Path) -> None:
    good, _spoilt = written(away, laptop, tmp_path)
    screen, _stand = page_of(away)
    sheet = HomecomingSheet(screen, screen.context)
    sheet.open()
    sheet.presenter.choose([good])
    there = AtTheStand(away=away, store=laptop)
    there.open()
    there.sell(away.fair.gallery.mrico)
    # Somebody takes the stick out, and puts it in again with the evening's file.
    good.write_bytes(there.file())

    sheet.confirm()

    (file,) = sheet.presenter.files
    assert (file.brought, file.preview and file.preview.to_come.sales) == (None, 2)
    sheet.confirm()
    (file,) = sheet.presenter.files
    assert file.brought is not None


def test_a_stick_that_is_gone_by_then_is_a_sentence_at_its_file(away: Away, laptop: Store, tmp_path: Path) -> None:
    good, _spoilt = written(away, laptop, tmp_path)
    screen, _stand = page_of(away)
    sheet = HomecomingSheet(screen, screen.context)
    sheet.open()
    sheet.presenter.choose([good])
    good.unlink()

    sheet.confirm()

    assert "hari-1.pulang" in sheet.presenter.files[0].refused


class StopsHalfway:
    """Long work at once; told to, it is stopped by hand after the first half."""

    stops = False

    def run(
        self,
        _title: str,
        work: Callable[[Progress], Any],
        done: Callable[[Any], object],
        _failed: Callable[[SentraError], object] | None = None,
    ) -> None:
        def told(count: int, of: int) -> None:
            if self.stops and count > of // 2:
                raise StoppedByHand

        done(work(told))


class Seen:
    """What the sheet would show."""

    def __init__(self) -> None:
        self.files: tuple[ChosenFile, ...] = ()
        self.changes = Changes()

    def show_files(self, files: tuple[ChosenFile, ...], _front: Path | None) -> None:
        self.files = files

    def brought(self, changes: Changes) -> None:
        self.changes = changes


def test_what_was_added_before_somebody_stopped_is_told(away: Away, laptop: Store, tmp_path: Path) -> None:
    good, _spoilt = written(away, laptop, tmp_path)
    there = AtTheStand(away=away, store=laptop)
    there.open()
    there.sell(away.fair.gallery.mrico)
    second = tmp_path / "hari-2.pulang"
    second.write_bytes(there.file())
    context = context_of(away.fair)
    work, view = StopsHalfway(), Seen()
    presenter = Homecoming(work, context.shop, context.by, view)
    presenter.choose([good, second])
    work.stops = True

    presenter.add()

    first, other = view.files
    assert first.brought is not None
    assert (other.brought, other.can_be_added, view.changes.sales) == (None, True, True)


def test_a_copy_of_a_laptop_is_named_and_kept_aside(away: Away, laptop: Store, tmp_path: Path) -> None:
    from sentra_pos.db.backup import backup_to

    good, _spoilt = written(away, laptop, tmp_path)
    copied = tmp_path / "salinan.sqlite3"
    backup_to(laptop, copied, away.fair.clock)
    for store, name in ((laptop, "satu"), (Store(copied), "dua")):
        there = AtTheStand(away=away, store=store)
        there.open()
        there.sell(away.fair.gallery.mrico)
        (tmp_path / f"{name}.pulang").write_bytes(there.file())
    screen, _stand = page_of(away)
    sheet = HomecomingSheet(screen, screen.context)
    sheet.open()
    sheet.presenter.choose([tmp_path / "satu.pulang"])
    sheet.confirm()
    sheet.presenter.choose([tmp_path / "dua.pulang", good])
    _one, two, old = sheet.presenter.files
    assert "copied" in two.refused
    assert not old.refused
    with away.fair.store.reading() as session:
        assert [each.sentence for each in quarantined_files(session)] == [two.refused]


def test_the_list_waits_for_nobodys_sums(away: Away) -> None:
    use_language("en")
    context = context_of(away.fair)

    class Listening:
        def __init__(self) -> None:
            self.lists: list[tuple[object, ...]] = []

        def show_list(self, listed: tuple[object, ...]) -> None:
            self.lists.append(listed)

        def tell(self, trouble: SentraError) -> None:
            raise trouble

    view = Listening()
    presenter = ExhibitionsPresenter(context.runner, context.shop, context.by, view)  # type: ignore[arg-type]  # only lists
    presenter.load()
    assert [[each.takings is None for each in listed] for listed in view.lists] == [[True], [False]]  # type: ignore[attr-defined]  # Listed


def test_a_difference_that_the_sheet_did_not_see_can_be_explained(store: Store, clock: FixedClock) -> None:
    """The book went on while the sheet was open: another file came home."""
    fair = a_laptop_away(store, clock)
    screen = ExhibitionsScreen(context_of(fair))
    screen.open(fair.exhibition)
    stand = screen.presenter.chosen()
    assert stand is not None
    sheet = CashHomeSheet(screen, screen.context, stand)
    sheet.open()
    assert sheet._why.isHidden()

    sheet._refused(DifferenceNeedsReason())

    assert not sheet._why.isHidden()


def test_a_folder_where_the_file_should_stand_is_told_and_no_half_stays_on_the_stick(tmp_path: Path) -> None:
    (tmp_path / "paket.pameran").mkdir()
    with pytest.raises(StickNotWritten, match=r"paket\.pameran"):
        write_bytes(b"goods", tmp_path / "paket.pameran")
    assert [file.name for file in tmp_path.iterdir()] == ["paket.pameran"]

"""Plays the main job on the real screens, from an empty store to the closed till, and keeps pictures and papers."""

from __future__ import annotations

import json
import logging
import re
import shutil
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, QUrl, Slot, qInstallMessageHandler
from PySide6.QtGui import QDesktopServices

from sentra_pos import __version__
from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import N_, _, language, use_language
from sentra_pos.doctor.examine import examine
from sentra_pos.shop import open_shop
from ui.app import App, make_application
from ui.tour import (
    steps_artisan,
    steps_consignment,
    steps_counter,
    steps_exhibition,
    steps_goods,
    steps_office,
    steps_opening,
    steps_selling,
    steps_settings,
    steps_settlement_day,
    steps_settling,
)
from ui.tour.hands import Hands, NotAsItShouldBe
from ui.tour.network_printer import NetworkPrinter
from ui.tour.tour import Tour

Step = Callable[[Tour], None]

#: The main job, in its order. A step's name in tour.json is its function's.
STEPS: Final[tuple[Step, ...]] = (
    steps_opening.first_start,
    steps_opening.import_artisans,
    steps_opening.import_goods,
    steps_opening.set_up_shop,
    steps_opening.set_up_printer,
    steps_opening.open_balances,
    steps_settings.set_up_qris,
    steps_settings.announce_promotion,
    steps_goods.take_in,
    steps_consignment.agree,
    steps_consignment.leave_goods,
    steps_consignment.note_what_was_left,
    steps_consignment.print_card,
    steps_selling.open_till,
    steps_selling.fill_cart,
    steps_selling.pay_cash,
    steps_selling.pay_by_qris,
    steps_counter.hold_cart,
    steps_counter.write_papers,
    steps_counter.take_back,
    steps_counter.exchange,
    steps_counter.void_sale,
    steps_counter.change_payment,
    steps_office.look_at_shift,
    steps_office.check_payments,
    steps_office.take_down_payment,
    steps_settings.look_by_night,
    steps_consignment.count_stock,
    steps_consignment.decide_case,
    steps_consignment.give_back,
    steps_settling.explain,
    steps_settling.lock_and_pay,
    steps_settlement_day.lend,
    steps_artisan.give_card,
    steps_artisan.come_to_look,
    steps_artisan.answer_objection,
    steps_settlement_day.settlement_day,
    steps_settlement_day.check_statement,
    steps_settling.close_till,
    steps_office.who_did_what,
    steps_exhibition.plan_exhibition,
    steps_exhibition.admit_laptop,
    steps_exhibition.load_for_exhibition,
    steps_exhibition.open_at_the_mall,
    steps_exhibition.sell_at_the_mall,
    steps_exhibition.bring_home,
    steps_exhibition.take_goods_home,
    steps_exhibition.look_at_result,
    steps_office.lock_till,
    steps_office.practise,
)
log = logging.getLogger("sentra_pos")
RECORD: Final = "tour.json"
_GOOD: Final = "as it should be"
_SHOP: Final = "shop"
_PAPERS: Final = (
    *("receipt.bin", "receipt.txt", "receipt.png", "note.pdf", "statement.pdf", "nota.pdf", "kuitansi.pdf"),
    *("agreement.pdf", "drop-off.pdf", "note-declined.pdf", "tags.pdf", "card.pdf", "difference-slip.pdf"),
    *("handed-back.pdf", "envelopes.pdf", "artisan-card.pdf"),
    *("loading-list.pdf", "delivery-note.pdf", "daily-recap.pdf", "exhibition-result.pdf"),
)
_PICTURE: Final = re.compile(r"\d\d-[a-z-]+\.png")


class FolderInUse(SentraError):
    """The tour clears only what a tour made."""

    message = N_("{folder} holds other things. Please name an empty folder, or one that an earlier tour made.")


class FolderNotWritable(SentraError):
    message = N_("{folder} cannot be written: {cause}. Please name another folder.")


def play(
    folder: Path, *, in_language: str | None = None, printer_address: str | None = None, steps: tuple[Step, ...] = STEPS
) -> int:
    """Play it all and keep it in ``folder``; the exit code: 0, or 1 after the first thing that is not as it should be.

    ``printer_address`` has the shop print elsewhere than to the tour's own printer. Raises FolderInUse and
    FolderNotWritable.
    """
    folder = folder.absolute()
    spoken = in_language or language()
    record: dict[str, Any] = {"program": f"sentra-pos {__version__}", "language": spoken, "steps": []}
    try:
        _make_room(folder)
        # From now on the folder is known as a tour's, even when the power goes.
        _write(folder, record)
    except OSError as error:
        raise FolderNotWritable(folder=folder, cause=error.strerror or type(error).__name__) from error
    started, others = time.monotonic(), set(threading.enumerate())
    try:
        _play(folder, record, printer_address, steps)
        _must_be_alone(others)
        record["outcome"] = _GOOD
    except (NotAsItShouldBe, SentraError) as trouble:
        record["outcome"] = str(trouble)
    finally:
        record["seconds"] = round(time.monotonic() - started, 1)
        _write(folder, record)
    return _tell(folder, record)


def _must_be_alone(others: set[threading.Thread]) -> None:
    """Every thread that the shop or its printer began has ended."""
    left = [thread.name for thread in threading.enumerate() if thread not in others and not _is_dummy(thread)]
    if left:
        raise NotAsItShouldBe(f"threads were left running: {', '.join(left)}")


def _is_dummy(thread: threading.Thread) -> bool:
    # Qt's own threads are listed so once Python code has run in them, also after their end.
    return isinstance(thread, threading._DummyThread)


def _tell(folder: Path, record: dict[str, Any]) -> int:
    steps = record["steps"]
    if record["outcome"] != _GOOD:
        at = steps[-1]["name"] if steps else "start"
        said = _("The tour stopped at {step}: {trouble}").format(step=at, trouble=record["outcome"])
        sys.stderr.write(f"{said}\n")
        return 1
    pictures = sum(len(step["pictures"]) for step in steps)
    said = _("The tour went as it should: {steps} steps, {pictures} pictures. They are in {folder}.")
    sys.stdout.write(said.format(steps=len(steps), pictures=pictures, folder=folder) + "\n")
    return 0


def _make_room(folder: Path) -> None:
    """An empty folder; what an earlier tour left is cleared away, anything else is refused."""
    folder.mkdir(parents=True, exist_ok=True)
    if not any(folder.iterdir()):
        return
    if not (folder / RECORD).is_file():
        raise FolderInUse(folder=folder)
    for name in (_SHOP, steps_exhibition.LAPTOP, steps_exhibition.STICK):
        shutil.rmtree(folder / name, ignore_errors=True)
    for file in folder.iterdir():
        if file.name in (RECORD, *_PAPERS) or _PICTURE.fullmatch(file.name):
            file.unlink()


def _write(folder: Path, record: dict[str, Any]) -> None:
    (folder / RECORD).write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


class _Opened(QObject):
    """Takes the PDFs that the screens hand to the computer's reader: a tour must not fill the desktop with them."""

    def __init__(self, papers: list[Path]) -> None:
        super().__init__()
        self._papers = papers
        QDesktopServices.setUrlHandler("file", self, "take")  # type: ignore[arg-type]  # the stub is wrong: bytes are refused

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self._papers.append(Path(url.toLocalFile()))

    def close(self) -> None:
        """Give the files back to the computer's own reader."""
        QDesktopServices.unsetUrlHandler("file")


def _play(folder: Path, record: dict[str, Any], printer_address: str | None, steps: tuple[Step, ...]) -> None:
    store = folder / _SHOP / "toko.sqlite3"
    # Qt without a display tells at every window what it cannot do there.
    told_before = qInstallMessageHandler(_note)
    application = make_application()
    printer = NetworkPrinter()
    excepthook = sys.excepthook
    try:
        app = App(application, open_shop(store))
        papers: list[Path] = []
        opened = _Opened(papers)
        try:
            use_language(record["language"])
            hands = Hands(app, folder)
            sys.excepthook = _into(hands.faults, excepthook)
            app.runner.unheard.connect(lambda trouble: hands.faults.append(f"nobody heard: {trouble}"))
            app.begin()
            tour = Tour(
                app=app,
                hands=hands,
                printer=printer,
                printer_address=printer_address or printer.address,
                folder=folder,
                language=record["language"],
                papers=papers,
            )
            for step in steps:
                _take(step, tour, record)
            hands.settle()
        finally:
            sys.excepthook = excepthook
            opened.close()
            Hands.leave()
            app.close()
    finally:
        printer.close()
        qInstallMessageHandler(told_before)
    _ask_doctor(store, record)


def _note(_kind: QtMsgType, _context: QMessageLogContext, message: str | None) -> None:
    log.info("Qt: %s", message)


def _into(
    faults: list[str], before: Callable[[type[BaseException], BaseException, TracebackType | None], object]
) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    def hook(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        faults.append(f"the program made a mistake: {kind.__name__}: {fault}")
        before(kind, fault, trace)

    return hook


def _take(step: Step, tour: Tour, record: dict[str, Any]) -> None:
    told: dict[str, Any] = {"name": step.__name__, "outcome": "", "seconds": 0.0, "pictures": [], "facts": {}}
    record["steps"].append(told)
    before, started = len(tour.hands.pictures), time.monotonic()
    tour.facts = told["facts"]
    try:
        step(tour)
        told["outcome"] = _GOOD
    except (NotAsItShouldBe, SentraError) as trouble:
        told["outcome"] = str(trouble)
        raise
    finally:
        told["seconds"] = round(time.monotonic() - started, 2)
        told["pictures"] = tour.hands.pictures[before:]


def _ask_doctor(store: Path, record: dict[str, Any]) -> None:
    findings = [finding.sentence for finding in examine(store)]
    record["doctor"] = {"silent": not findings, "findings": findings}
    if findings:
        raise NotAsItShouldBe(f"the doctor found: {findings[0]}")

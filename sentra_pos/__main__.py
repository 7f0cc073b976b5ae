"""The command line: the shop itself, and what is done without a window."""

from __future__ import annotations

import argparse
import gc
import io
import logging
import os
import sys
import tempfile
from collections.abc import Sequence
from logging.handlers import RotatingFileHandler
from pathlib import Path

from sentra_pos import __version__
from sentra_pos.core.clock import SystemClock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import LANGUAGES, _, use_language

#: What makes its own store would only seem to look at the one that was named.
_STORES_OF_THEIR_OWN = ("demo", "tour")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sentra-pos", description=_("Till, stock and consignment of a batik shop."))
    parser.add_argument("--version", action="version", version=f"sentra-pos {__version__}")
    parser.add_argument("--store", type=Path, metavar="PATH", help=_("the shop's store; without it, the usual one"))
    parser.add_argument("--language", choices=LANGUAGES, help=_("the language of what is printed here"))
    # The same after the command as before it; what is not said here stands as it was said there.
    where = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    where.add_argument("--store", type=Path, metavar="PATH", help=_("the shop's store; without it, the usual one"))
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    demo = commands.add_parser("demo", help=_("open a demo shop in a store of its own"))
    demo.add_argument("folder", nargs="?", type=Path, help=_("where to make it; without it, a temporary folder"))
    commands.add_parser(
        "practice", parents=[where], help=_("practise in a copy of the shop that is thrown away afterwards")
    )
    tour = commands.add_parser("tour", help=_("play the main job on the real screens and keep pictures of it"))
    tour.add_argument("folder", type=Path)
    doctor = commands.add_parser(
        "doctor", parents=[where], help=_("check every promise of the store; silent when all is well")
    )
    doctor.add_argument("--json", action="store_true", help=_("always print one JSON object"))
    doctor.add_argument("--quick", action="store_true")
    backup = commands.add_parser("backup", parents=[where], help=_("write a checked backup"))
    backup.add_argument("file", type=Path)
    verify = commands.add_parser("verify", parents=[where], help=_("hold a settlement's paper against the book"))
    verify.add_argument("code", nargs="+", help=_("what its QR code says, or its number and the code below it"))
    restore = commands.add_parser("restore", parents=[where], help=_("put a backup in the place of the store"))
    restore.add_argument("file", type=Path)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what was asked; the exit code is 0 when it was done, 1 when it was refused in a sentence."""
    if getattr(sys, "frozen", False):
        # The one-folder app starts itself again for a press of its own; that one has nothing to ask of the arguments.
        import multiprocessing

        multiprocessing.freeze_support()
    _never_stop_at_a_letter()
    parser = _parser()
    asked = parser.parse_args(arguments)
    if asked.command in _STORES_OF_THEIR_OWN and asked.store is not None:
        parser.error(
            _("--store means nothing to “{command}”, which makes a store of its own in its FOLDER").format(
                command=asked.command
            )
        )
    if asked.language:
        use_language(asked.language)
    try:
        return _do(asked)
    except SentraError as trouble:
        print(trouble, file=sys.stderr)
        return 1


def _never_stop_at_a_letter() -> None:
    """What is redirected is in the code page of the place, on Windows; a letter that it lacks is then escaped."""
    for stream in (sys.stdout, sys.stderr):
        # None in an app without a console, and in a test whatever catches the output.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _do(asked: argparse.Namespace) -> int:
    if asked.command == "doctor":
        return _doctor(_store(asked), as_json=asked.json, quick=asked.quick)
    if asked.command == "backup":
        return _backup(_store(asked), asked.file)
    if asked.command == "restore":
        return _restore(_store(asked), asked.file)
    if asked.command == "verify":
        return _verify(_store(asked), " ".join(asked.code))
    if asked.command == "tour":
        return _tour(asked.folder)
    if asked.command == "demo":
        return _demo(asked.folder)
    if asked.command == "practice":
        return _practice(_store(asked))
    return _open(_store(asked))


def _store(asked: argparse.Namespace) -> Path:
    from sentra_pos.db.location import default_store_path

    return asked.store if asked.store is not None else default_store_path()


def _has_display() -> bool:
    """Whether a window can be shown; only a Unix without a desktop cannot."""
    if sys.platform in ("win32", "darwin"):
        return True
    offscreen = os.environ.get("QT_QPA_PLATFORM", "").startswith(("offscreen", "minimal"))
    return not offscreen and bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _log_to(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(folder / "sentra-pos.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(threadName)s %(message)s"))
    logger = logging.getLogger("sentra_pos")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)


def _open(store: Path) -> int:
    if not _has_display():
        print(_("There is no display here. Try “tour FOLDER”: it plays the shop without one."), file=sys.stderr)
        return 1
    # A hundred thousand objects are about to be made to stay: looking for garbage among them is time lost.
    gc.disable()
    from ui.app import run

    try:
        _log_to(store.absolute().parent)
    except OSError as error:
        print(_("The folder of the store cannot be written: {error}").format(error=error), file=sys.stderr)
    return run(store)


def _practice(store: Path) -> int:
    if not _has_display():
        print(_("There is no display here. Try “tour FOLDER”: it plays the shop without one."), file=sys.stderr)
        return 1
    from sentra_pos.practice import practice_store
    from ui.app import run

    with practice_store(store, SystemClock()) as copy:
        return run(copy)


def _demo(folder: Path | None) -> int:
    where = folder or Path(tempfile.mkdtemp(prefix="sentra-pos-demo-"))
    if not _has_display():
        print(_("There is no display here, so the tour is played instead."))
        return _tour(where)
    from sentra_pos.demo import DEMO_PIN, build_demo
    from ui.app import run

    store = where / "toko.sqlite3"
    build_demo(store, SystemClock())
    print(_("The demo shop is in {store}. Its owner's PIN is {pin}.").format(store=store, pin=DEMO_PIN), flush=True)
    return run(store)


def _tour(folder: Path) -> int:
    from ui.tour.play import play

    if not _has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return int(play(folder))


def _doctor(store: Path, *, as_json: bool, quick: bool) -> int:
    from sentra_pos.doctor.examine import examine, report

    findings = examine(store, quick=quick)
    said = report(findings, as_json=as_json)
    if said:
        print(said)
    return 1 if findings else 0


def _verify(store: Path, code: str) -> int:
    from sentra_pos.db.engine import Store
    from sentra_pos.settlement.verify import verify

    if not store.is_file():
        print(_("There is no store at {file}.").format(file=store), file=sys.stderr)
        return 1
    # Only looked at: also beside a till that has it open.
    opened = Store(store)
    try:
        with opened.reading() as session:
            verdict = verify(session, code)
    finally:
        opened.close()
    for sentence in verdict.differs or (verdict.sentence,):
        print(sentence)
    return 0 if verdict.genuine else 1


def _backup(store: Path, file: Path) -> int:
    from sentra_pos.db.backup import copy_checked
    from sentra_pos.shop import sentences_of_doctor

    made = copy_checked(store, file, SystemClock(), check=sentences_of_doctor)
    print(_("A good backup was written to {file}.").format(file=made.file))
    return 0


def _restore(store: Path, file: Path) -> int:
    from sentra_pos.ledger.restore import restore
    from sentra_pos.shop import sentences_of_doctor

    restored = restore(file, store, SystemClock(), check=sentences_of_doctor)
    print(_("The store is now as the backup was: {store}.").format(store=restored.store))
    if restored.kept is not None:
        print(_("What stood there before is kept: {file}.").format(file=restored.kept))
    return 0


if __name__ == "__main__":
    sys.exit(main())

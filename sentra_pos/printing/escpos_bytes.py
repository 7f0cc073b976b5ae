"""The grid as ESC/POS bytes, made with python-escpos as an encoder only: one fresh ``Dummy`` a job."""

from __future__ import annotations

import logging
import os
import tempfile
import threading
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import platformdirs
from PIL import Image

from sentra_pos.printing.layout import BarcodeLine, CutLine, Grid, Line, PictureLine, QrLine, Size, TextLine
from sentra_pos.printing.picture import BAR_HEIGHT, bar_dots, dithered, draw_line, qr_picture, to_dots
from sentra_pos.printing.profiles import Profile, QrMode, TextMode
from sentra_pos.printing.qr_modules import QUIET, qr_scale

ESC: Final = b"\x1b"
#: Xprinter-class clones wake up in Chinese mode; this leaves it, and only after ESC @ does it hold.
_CHINESE_OFF: Final = b"\x1c\x2e"
#: Between the print head and the tear bar or the knife.
_FEED_TO_EDGE: Final = ESC + b"d\x04"

_PICKLE_FOLDER: Final = "ESCPOS_CAPABILITIES_PICKLE_DIR"
_importing = threading.Lock()


def receipt_bytes(grid: Grid, profile: Profile) -> bytes:
    """The whole job; the same grid and profile always give the same bytes."""
    printer = _fresh_printer(profile)
    if profile.text_mode is TextMode.RASTER:
        for line in grid.lines:
            _drawn(printer, line, grid.columns, profile)
    else:
        for line in grid.lines:
            _line(printer, line, grid.columns, profile)
    if not any(isinstance(line, CutLine) for line in grid.lines):
        printer._raw(_FEED_TO_EDGE)
    return bytes(printer.output)


def drawer_bytes(profile: Profile) -> bytes:
    """The pulse that opens the drawer, nothing else: it must not move paper."""
    printer = _dummy(profile)
    printer.cashdraw([27, 112, 0 if profile.drawer_pin == 2 else 1, profile.drawer_on, profile.drawer_off])
    return bytes(printer.output)


def _fresh_printer(profile: Profile) -> Any:
    printer = _dummy(profile)
    printer.hw("INIT")
    printer._raw(_CHINESE_OFF + ESC + b"t" + bytes([profile.code_page]))
    if profile.font_b:
        printer._raw(ESC + b"M\x01")
    return printer


def _line(printer: Any, line: Line, columns: int, profile: Profile) -> None:
    match line:
        case TextLine(drawn=False):
            _text(printer, line)
        case QrLine() if profile.qr_mode is QrMode.NATIVE:
            _native_qr(printer, line.data, profile)
        case BarcodeLine():
            _barcode(printer, line.digits, profile)
        case _:
            _drawn(printer, line, columns, profile)


def _text(printer: Any, line: TextLine) -> None:
    larger = line.size is not Size.NORMAL
    if line.bold:
        printer.set(bold=True)
    if larger:
        printer.set(double_width=line.size is Size.DOUBLE, double_height=True)
    printer.textln(line.text)
    if larger:
        printer.set(normal_textsize=True)
    if line.bold:
        printer.set(bold=False)


def _native_qr(printer: Any, data: str, profile: Profile) -> None:
    from escpos.constants import QR_ECLEVEL_M

    scale = qr_scale(data, profile.dots)
    quiet = ESC + b"J" + bytes([QUIET * scale])
    printer._raw(quiet)
    printer.set(align="center")
    printer.qr(data, ec=QR_ECLEVEL_M, size=scale, native=True)
    printer.set(align="left")
    printer._raw(quiet)


def _barcode(printer: Any, digits: str, profile: Profile) -> None:
    # Thirteen digits: the printer checks the last one and prints all of them.
    printer.barcode(digits, "EAN13", height=BAR_HEIGHT, width=bar_dots(profile.dots), pos="BELOW", function_type="A")
    printer.set(align="left")


def _drawn(printer: Any, line: Line, columns: int, profile: Profile) -> None:
    match line:
        case CutLine(stays=True):
            pass
        case CutLine():
            printer.cut()
        case PictureLine():
            _picture(printer, dithered(line.png, profile.dots), profile)
        case QrLine():
            _picture(printer, to_dots(qr_picture(line.data, profile.dots)), profile)
        case _:
            _picture(printer, to_dots(draw_line(line, columns, profile)), profile)


def _picture(printer: Any, picture: Image.Image, profile: Profile) -> None:
    # Already as wide as the paper: python-escpos' own centring prints a black block on tall pictures.
    printer.image(picture, impl="bitImageRaster", fragment_height=profile.fragment_height, center=False)


def _dummy(profile: Profile) -> Any:
    """A fresh encoder: its memory of the code page survives ESC @, so none is used twice (python-escpos #729)."""
    library = _encoder()
    abilities = _abilities(profile)
    kind = type("SentraProfile", (library.profile,), {"profile_data": abilities})
    return library.dummy(
        profile=kind(columns=profile.columns, features=abilities["features"]),
        magic_encode_args={"disabled": True, "encoding": "CP437"},
    )


@dataclass(frozen=True, slots=True)
class _Encoder:
    dummy: Any
    profile: Any


def _encoder() -> _Encoder:
    with _importing:
        return _import_quietly()


@lru_cache(maxsize=1)
def _import_quietly() -> _Encoder:
    """python-escpos, loaded at the first job: it parses 96 kB of YAML unless it finds its own pickle of it.

    The pickle's folder is the user's own, never a shared one. The import also puts a handler on the root logger and
    the library chats on standard output; both are taken back.
    """
    handlers = list(logging.root.handlers)
    try:
        found = _import_with_pickle_in(platformdirs.user_cache_path("sentra-pos", appauthor=False) / "escpos")
    except Exception:  # a folder that cannot be written, a pickle half written: begin anew elsewhere
        found = _import_with_pickle_in(Path(tempfile.mkdtemp(prefix="sentra-pos-")))
    finally:
        for handler in [each for each in logging.root.handlers if each not in handlers]:
            logging.root.removeHandler(handler)
    return found


def _import_with_pickle_in(folder: Path) -> _Encoder:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    before = os.environ.get(_PICKLE_FOLDER)
    os.environ[_PICKLE_FOLDER] = str(folder)
    try:
        # Late on purpose, see above.
        from escpos import escpos as chatty
        from escpos.capabilities import Profile as LibraryProfile
        from escpos.printer import Dummy
    except Exception:
        for pickled in folder.glob("*.pickle"):
            pickled.unlink(missing_ok=True)
        raise
    finally:
        if before is None:
            os.environ.pop(_PICKLE_FOLDER, None)
        else:
            os.environ[_PICKLE_FOLDER] = before
    chatty.print = _silent
    return _Encoder(dummy=Dummy, profile=LibraryProfile)


def _silent(*_words: object, **_options: object) -> None:
    """What the library's module calls instead of ``print``."""


def _abilities(profile: Profile) -> dict[str, Any]:
    return {
        "name": profile.name,
        "vendor": "Generic",
        "notes": "",
        "codePages": {str(profile.code_page): "CP437"},
        "colors": {"0": "black"},
        "fonts": {
            "0": {"name": "Font A", "columns": profile.columns},
            "1": {"name": "Font B", "columns": profile.columns},
        },
        "features": {
            "barcodeA": True,
            "barcodeB": False,
            "bitImageColumn": True,
            "bitImageRaster": True,
            "graphics": False,
            "highDensity": True,
            "paperFullCut": profile.cut,
            "paperPartCut": False,
            "pulseBel": False,
            "pulseStandard": True,
            "qrCode": profile.qr_mode is QrMode.NATIVE,
            "starCommands": False,
        },
        "media": {"dpi": 203, "width": {"mm": profile.paper_mm, "pixels": profile.dots}},
    }

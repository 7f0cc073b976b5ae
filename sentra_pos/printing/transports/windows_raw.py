"""Windows print queues: raw bytes through the spooler (winspool.drv) by ctypes.

"Sent" means that the spooler took the job; it knows no better. USB printers go this way, too: libusb would take the
printer away from Windows.
"""

from __future__ import annotations

import ctypes
from typing import Any, Final

from sentra_pos.printing.errors import NotOnThisSystem, PrinterGone, PrinterNotReachable
from sentra_pos.printing.transports.transport import CHUNK, Condition, Delivery, Printout, Progress

#: PRINTER_INFO_2.Status flags of winspool.h.
_PAPER_OUT: Final = 0x00000010
_DOOR_OPEN: Final = 0x00400000
_OFFLINE: Final = 0x00000080
_TROUBLED: Final = 0x00000001 | 0x00000002 | 0x00000008 | 0x00001000 | 0x00100000


class _DocInfo(ctypes.Structure):
    _fields_ = (
        ("pDocName", ctypes.c_wchar_p),
        ("pOutputFile", ctypes.c_wchar_p),
        ("pDatatype", ctypes.c_wchar_p),
    )


class _PrinterInfo6(ctypes.Structure):
    """PRINTER_INFO_6: the status alone."""

    _fields_ = (("dwStatus", ctypes.c_uint32),)


_ARGUMENTS: Final = {
    "OpenPrinterW": (ctypes.c_wchar_p, ctypes.POINTER(ctypes.c_void_p), ctypes.c_void_p),
    "ClosePrinter": (ctypes.c_void_p,),
    "StartDocPrinterW": (ctypes.c_void_p, ctypes.c_uint32, ctypes.POINTER(_DocInfo)),
    "EndDocPrinter": (ctypes.c_void_p,),
    "WritePrinter": (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint32, ctypes.POINTER(ctypes.c_uint32)),
    "GetPrinterW": (
        *(ctypes.c_void_p, ctypes.c_uint32, ctypes.POINTER(_PrinterInfo6)),
        *(ctypes.c_uint32, ctypes.POINTER(ctypes.c_uint32)),
    ),
}


def _spooler() -> Any:
    library = getattr(ctypes, "WinDLL", None)
    if library is None:
        raise NotOnThisSystem
    spooler = library("winspool.drv", use_last_error=True)
    # Undeclared, a handle would go over as a C int and lose its upper half on 64-bit Windows.
    for name, arguments in _ARGUMENTS.items():
        function = getattr(spooler, name)
        function.argtypes, function.restype = arguments, ctypes.c_int
    return spooler


class WindowsQueue:
    """A printer by its name in Windows."""

    def __init__(self, name: str) -> None:
        self._name = name

    def send(self, printout: Printout, on_progress: Progress) -> Delivery:
        spooler = _spooler()
        handle = self._open(spooler)
        try:
            document = _DocInfo(printout.title, None, "RAW")
            if not spooler.StartDocPrinterW(handle, 1, ctypes.byref(document)):
                raise PrinterNotReachable(address=self._name)
            on_progress(0)
            self._write(spooler, handle, printout.payload, on_progress)
            if not spooler.EndDocPrinter(handle):
                raise PrinterGone(bytes_sent=len(printout.payload))
        finally:
            spooler.ClosePrinter(handle)
        return Delivery.SENT

    def condition(self) -> Condition:
        try:
            spooler = _spooler()
            handle = self._open(spooler)
        except (NotOnThisSystem, PrinterNotReachable):
            return Condition.NOT_REACHABLE
        info, needed = _PrinterInfo6(), ctypes.c_uint32()
        try:
            told = spooler.GetPrinterW(handle, 6, ctypes.byref(info), ctypes.sizeof(info), ctypes.byref(needed))
        finally:
            spooler.ClosePrinter(handle)
        return _condition(int(info.dwStatus)) if told else Condition.UNKNOWN

    def _open(self, spooler: Any) -> ctypes.c_void_p:
        handle = ctypes.c_void_p()
        if not spooler.OpenPrinterW(self._name, ctypes.byref(handle), None):
            raise PrinterNotReachable(address=self._name)
        return handle

    @staticmethod
    def _write(spooler: Any, handle: ctypes.c_void_p, payload: bytes, on_progress: Progress) -> None:
        sent, written = 0, ctypes.c_uint32()
        while sent < len(payload):
            chunk = payload[sent : sent + CHUNK]
            took = spooler.WritePrinter(handle, chunk, len(chunk), ctypes.byref(written))
            if not took or written.value == 0:
                # The document is not ended: what Windows does with its part is not known.
                raise PrinterGone(bytes_sent=max(sent, 1))
            sent += written.value
            on_progress(sent)


def _condition(status: int) -> Condition:
    for flag, condition in (
        (_PAPER_OUT, Condition.PAPER_OUT),
        (_DOOR_OPEN, Condition.COVER_OPEN),
        (_OFFLINE, Condition.NOT_REACHABLE),
        (_TROUBLED, Condition.NOT_READY),
    ):
        if status & flag:
            return condition
    return Condition.READY

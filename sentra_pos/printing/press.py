"""Many papers in a row, made in processes of their own: a till that writes a settlement day goes on scanning."""

from __future__ import annotations

import ctypes
import logging
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any, Final, Protocol, TypeVar

from sentra_pos.core.practice import practise, practising
from sentra_pos.core.speech import language, use_language

T = TypeVar("T")
log = logging.getLogger("sentra_pos")

#: So many are made here before a process of its own has even started.
FEW: Final = 8
#: Each reads and draws, and takes some 80 MB: two are what a till of 4 GB can spare, and one is what one core can do.
PROCESSES: Final = min(2, os.cpu_count() or 1)
_BELOW_NORMAL_PRIORITY_CLASS: Final = 0x4000
_LAST_OF_ALL: Final = 19


class Press(Protocol):
    """Gives a paper to the press; asking for the answer waits for it."""

    def __call__(self, apart: Callable[[], T], here: Callable[[], T]) -> Callable[[], T]:
        """``apart`` goes to another process, so it is a function of a module; ``here`` is asked where none can be."""


@contextmanager
def press(papers: int) -> Iterator[Press]:
    """A press for about so many papers, until the block is left; they are made here where no process can be started."""
    if papers <= FEW:
        yield _here
        return
    with ProcessPoolExecutor(
        max_workers=PROCESSES,
        # Never a fork: other threads hold locks that the child would wait for.
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_begin,
        initargs=(language(), practising()),
    ) as pool:
        try:
            yield _Apart(pool)
        finally:
            # Whoever stops does not wait for what was only ahead.
            pool.shutdown(cancel_futures=True)


def _begin(speaks: str, is_practice: bool) -> None:
    _let_the_till_go_first()
    use_language(speaks)
    practise(is_practice)


def _let_the_till_go_first() -> str | None:
    """Gives why it may not: said there, where there is a log. Raises nothing, or there would be no press at all."""
    try:
        if sys.platform == "win32":
            kernel = ctypes.WinDLL("kernel32", use_last_error=True)
            return None if go_below_normal(kernel) else str(ctypes.WinError(ctypes.get_last_error()))
        os.nice(_LAST_OF_ALL)
    except OSError as error:
        return str(error)
    return None


def go_below_normal(kernel: Any) -> bool:
    """Ask kernel32 to put this process behind the others; False when it refused."""
    # Undeclared, the pseudo-handle -1 would come and go as a C int and lose its upper half on 64-bit Windows.
    kernel.GetCurrentProcess.argtypes, kernel.GetCurrentProcess.restype = (), ctypes.c_void_p
    kernel.SetPriorityClass.argtypes = (ctypes.c_void_p, ctypes.c_uint32)
    kernel.SetPriorityClass.restype = ctypes.c_int
    return bool(kernel.SetPriorityClass(kernel.GetCurrentProcess(), _BELOW_NORMAL_PRIORITY_CLASS))


def _say_refusal(asked: Future[str | None]) -> None:
    # A press that broke meanwhile is told of by the papers; one that was stopped at once was not asked.
    if not asked.cancelled() and asked.exception() is None and asked.result():
        log.warning("the press works as fast as the till: %s", asked.result())


def _here(apart: Callable[[], T], here: Callable[[], T]) -> Callable[[], T]:
    return here


class _Apart:
    """Papers from another process, until one breaks; from then on they are made here, which is said once."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self._pool = pool
        self._is_broken = False
        try:
            # Each process did so when it began; that it may not, one of them says here.
            pool.submit(_let_the_till_go_first).add_done_callback(_say_refusal)
        except (BrokenProcessPool, OSError) as error:
            self._give_up(error)

    def __call__(self, apart: Callable[[], T], here: Callable[[], T]) -> Callable[[], T]:
        if self._is_broken:
            return here
        try:
            made: Future[T] = self._pool.submit(apart)
        except (BrokenProcessPool, OSError) as error:
            self._give_up(error)
            return here

        def answer() -> T:
            try:
                return made.result()
            except BrokenProcessPool as error:
                self._give_up(error)
                return here()

        return answer

    def _give_up(self, error: Exception) -> None:
        if not self._is_broken:
            self._is_broken = True
            log.warning("the press broke, papers are made here: %s", error)

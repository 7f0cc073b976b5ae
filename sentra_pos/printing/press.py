"""Many papers in a row, made in a process of their own: a till that writes a settlement day goes on scanning."""

from __future__ import annotations

import logging
import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Final

from sentra_pos.core.practice import practise, practising
from sentra_pos.core.speech import language, use_language
from sentra_pos.printing.page import Paper, render_paper

log = logging.getLogger("sentra_pos")

#: So many are made here before a process of its own has even started.
FEW: Final = 8

#: Gives a paper to the press; asking for the answer waits for its PDF.
Print = Callable[[Paper], Callable[[], bytes]]


@contextmanager
def press(papers: int) -> Iterator[Print]:
    """A press for about so many papers, until the block is left; they are made here where no process can be started."""
    if papers <= FEW:
        yield _here
        return
    with ProcessPoolExecutor(
        max_workers=1,
        # Never a fork: other threads hold locks that the child would wait for.
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_begin,
        initargs=(language(), practising()),
    ) as pool:
        yield lambda paper: _apart(pool, paper)


def _begin(speaks: str, is_practice: bool) -> None:
    use_language(speaks)
    practise(is_practice)


def _here(paper: Paper) -> Callable[[], bytes]:
    made = render_paper(paper)
    return lambda: made


def _apart(pool: ProcessPoolExecutor, paper: Paper) -> Callable[[], bytes]:
    try:
        made: Future[bytes] = pool.submit(render_paper, paper)
    except (BrokenProcessPool, OSError) as error:
        log.warning("no press of its own: %s", error)
        return _here(paper)

    def answer() -> bytes:
        try:
            return made.result()
        except BrokenProcessPool as error:
            log.warning("the press broke: %s", error)
            return render_paper(paper)

    return answer

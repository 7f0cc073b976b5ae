"""A pile of papers made beside this process is the pile that would have been made here."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import time
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sentra_pos.core.errors import SentraError
from sentra_pos.core.practice import practise
from sentra_pos.core.speech import use_language
from sentra_pos.printing.page import Heading, Paper, Paragraph, render_paper
from sentra_pos.printing.press import FEW, PROCESSES, _let_the_till_go_first, _say_refusal, go_below_normal, press


def paper(number: int) -> Paper:
    return Paper(
        title=f"L1-{number:06}", blocks=(Heading(shop="Galeri", title="Perhitungan"), Paragraph(f"No. {number}"))
    )


@pytest.mark.parametrize("speaks", ["id", "en"])
def test_many_are_made_apart_and_are_what_they_would_be_here(speaks: str) -> None:
    use_language(speaks)
    practise(True)
    try:
        pile = [paper(number) for number in range(FEW + 2)]
        with press(len(pile)) as make:
            made = [answer() for answer in [make(partial(render_paper, each), _never) for each in pile]]
        assert made == [render_paper(each) for each in pile]
    finally:
        practise(False)


def test_a_press_that_dies_loses_no_paper_and_says_it_once(caplog: pytest.LogCaptureFixture) -> None:
    one, other, last = (partial(render_paper, paper(number)) for number in (1, 2, 3))
    with press(FEW + 1) as make:
        first = make(one, _never)()
        for process in multiprocessing.active_children():
            process.terminate()
            process.join()
        second, third = make(other, other)(), make(last, last)()
    assert (first, second, third) == (one(), other(), last())
    assert len(caplog.records) == 1


def test_what_is_wrong_with_a_paper_is_said_here() -> None:
    with press(FEW + 1) as make:
        answer = make(partial(_spoil, "L1-000007"), _never)
        with pytest.raises(UnknownCode) as refusal:
            answer()
    assert refusal.value.fields == {"code": "L1-000007"}


class UnknownCode(SentraError):
    message = "{code} is not known here."


def _spoil(code: str) -> bytes:
    raise UnknownCode(code=code)


def _never() -> bytes:
    raise AssertionError("the press has a process of its own")


posix = pytest.mark.skipif(os.name != "posix", reason="in place of Windows' library, and of its priorities")
#: Wider than a C int, as handles may be.
THIS_PROCESS = 0x1234_5678_9ABC


@posix
@pytest.mark.parametrize("answer", [1, 0])
def test_windows_is_asked_with_a_whole_handle_and_its_answer_counts(answer: int) -> None:
    asked: list[tuple[int | None, int]] = []

    def set_priority(process: int | None, priority: int) -> int:
        asked.append((process, priority))
        return answer

    this_process = ctypes.CFUNCTYPE(ctypes.c_void_p)(lambda: THIS_PROCESS)
    set_class = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_uint32)(set_priority)
    kernel = SimpleNamespace(GetCurrentProcess=undeclared(this_process), SetPriorityClass=undeclared(set_class))
    assert go_below_normal(kernel) is bool(answer)
    assert asked == [(THIS_PROCESS, 0x4000)]


def undeclared(function: Any) -> Any:
    """The function as a library gives it: nothing known of what it takes and gives."""
    address = ctypes.cast(function, ctypes.c_void_p).value
    assert address is not None
    return ctypes.CDLL(None)._FuncPtr(address)


@posix
def test_a_press_that_goes_behind_the_till_says_nothing_of_it(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with press(FEW + 1) as make:
        asked = [make(partial(_nice_among, tmp_path, PROCESSES), _never) for _each in range(PROCESSES)]
        assert [nice() for nice in asked] == [19] * PROCESSES
    assert not caplog.records


def _nice_among(folder: Path, all_of_them: int) -> int:
    """Where this process stands, once each of them has said that it is there: one alone could answer for all."""
    (folder / str(os.getpid())).touch()
    deadline = time.monotonic() + 20
    while len(list(folder.iterdir())) < all_of_them:
        assert time.monotonic() < deadline, "not all of the press came"
    return os.nice(0)


@posix
def test_who_may_not_go_behind_the_till_prints_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_by: int) -> int:
        raise PermissionError("not here")

    monkeypatch.setattr(os, "nice", refuse)
    assert _let_the_till_go_first() == "not here"


def test_a_press_that_is_stopped_before_it_was_asked_says_nothing(caplog: pytest.LogCaptureFixture) -> None:
    asked: Future[str | None] = Future()
    asked.add_done_callback(_say_refusal)
    asked.cancel()
    assert not caplog.records

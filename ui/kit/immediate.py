"""How a presenter asks for work: the runner's interface without Qt, and one that works at once for tests."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from enum import Enum
from typing import Any, Protocol, TypeVar

from sentra_pos.core.changes import NOTHING, Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError

C = TypeVar("C")
R = TypeVar("R")
C_contra = TypeVar("C_contra", contravariant=True)
R_co = TypeVar("R_co", covariant=True)


class Act(Protocol[C_contra, R_co]):
    """A verb of the shop: the command it takes is checked where it is sent."""

    def __call__(self, session: Any, command: C_contra, /, *, clock: Clock) -> R_co: ...


class Doors(Protocol):
    """What a runner needs of the shop."""

    @property
    def clock(self) -> Clock: ...

    def writing(self) -> AbstractContextManager[Any]: ...

    def reading(self) -> AbstractContextManager[Any]: ...


class Outcome(Enum):
    """Whether what was asked is in the store, when a fault came between."""

    NOT_SAVED = "not saved"
    SAVED = "saved"
    UNKNOWN = "unknown"


class ActBroke(Exception):
    """A fault of the program during an act or query; ``outcome`` says what became of it, ``__cause__`` what it was."""

    def __init__(self, what: str, outcome: Outcome) -> None:
        super().__init__(f"{what}: {outcome.value}")
        self.what = what
        self.outcome = outcome


class Runs(Protocol):
    """Runs acts and queries; results come back on the thread that asked.

    ``done`` gets the result after the commit, ``failed`` the expected trouble, ``ended`` is called after either and
    also after a fault, so a screen can stop looking busy. A fault goes to ``sys.excepthook`` as ActBroke.
    """

    def write(
        self,
        act: Act[C, R],
        command: C,
        done: Callable[[R], object] | None = None,
        failed: Callable[[SentraError], object] | None = None,
        *,
        ended: Callable[[], object] | None = None,
        origin: object = None,
    ) -> None:
        """``act(session, command, clock=…)`` in one transaction."""
        ...

    def read(
        self,
        query: Callable[[Any], R],
        done: Callable[[R], object] | None = None,
        failed: Callable[[SentraError], object] | None = None,
        *,
        ended: Callable[[], object] | None = None,
        origin: object = None,
        latest: str = "",
    ) -> None:
        """``query(session)`` over one consistent view; of those with the same ``latest`` only the last answers."""
        ...

    def apart(
        self,
        work: Callable[[], R],
        done: Callable[[R], object] | None = None,
        failed: Callable[[SentraError], object] | None = None,
        *,
        ended: Callable[[], object] | None = None,
        origin: object = None,
        latest: str = "",
    ) -> None:
        """Long work, or work with doors of its own (a backup, a PDF, a PIN check), on a thread of its own.

        Of works with the same ``latest`` only the last answers, and those that still waited are not begun.
        """
        ...


def run_act(shop: Doors, act: Act[C, R], command: C) -> R:
    """One act in one transaction. Raises SentraError as it came, anything else as ActBroke with the outcome."""
    outcome = Outcome.NOT_SAVED
    try:
        with shop.writing() as session:
            result = act(session, command, clock=shop.clock)
            outcome = Outcome.UNKNOWN
        return result
    except SentraError:
        raise
    except Exception as error:
        raise ActBroke(name_of(act), outcome) from error


def run_query(shop: Doors, query: Callable[[Any], R]) -> R:
    """One question. Raises SentraError as it came, anything else as ActBroke."""
    try:
        with shop.reading() as session:
            return query(session)
    except SentraError:
        raise
    except Exception as error:
        raise ActBroke(name_of(query), Outcome.NOT_SAVED) from error


def run_apart(work: Callable[[], R]) -> R:
    """Work with doors of its own. Raises SentraError as it came, anything else as ActBroke, outcome unknown."""
    try:
        return work()
    except SentraError:
        raise
    except Exception as error:
        raise ActBroke(name_of(work), Outcome.UNKNOWN) from error


def name_of(work: Callable[..., object]) -> str:
    """What to call the work in a log."""
    return getattr(work, "__name__", type(work).__name__)


def changes_of(result: object) -> Changes:
    """What an act says it changed."""
    changes = getattr(result, "changes", NOTHING)
    return changes if isinstance(changes, Changes) else NOTHING


def tell_of_fault(error: BaseException) -> None:
    """Hand a fault to whoever watches over the program (log file and dialog)."""
    sys.excepthook(type(error), error, error.__traceback__)


class ImmediateRunner:
    """Runs everything at once, in the caller's thread; a fault is raised, so that a test sees it."""

    def __init__(self, shop: Doors) -> None:
        self._shop = shop
        #: Every (changes, origin) that the real runner would have signalled.
        self.changes: list[tuple[Changes, object]] = []

    def write(
        self,
        act: Act[C, R],
        command: C,
        done: Callable[[R], object] | None = None,
        failed: Callable[[SentraError], object] | None = None,
        *,
        ended: Callable[[], object] | None = None,
        origin: object = None,
    ) -> None:
        result = self._run(lambda: run_act(self._shop, act, command), done, failed, ended)
        changes = changes_of(result)
        if changes != NOTHING:
            self.changes.append((changes, origin))

    def read(
        self,
        query: Callable[[Any], R],
        done: Callable[[R], object] | None = None,
        failed: Callable[[SentraError], object] | None = None,
        *,
        ended: Callable[[], object] | None = None,
        origin: object = None,
        latest: str = "",
    ) -> None:
        self._run(lambda: run_query(self._shop, query), done, failed, ended)

    def apart(
        self,
        work: Callable[[], R],
        done: Callable[[R], object] | None = None,
        failed: Callable[[SentraError], object] | None = None,
        *,
        ended: Callable[[], object] | None = None,
        origin: object = None,
        latest: str = "",
    ) -> None:
        self._run(lambda: run_apart(work), done, failed, ended)

    def _run(
        self,
        work: Callable[[], R],
        done: Callable[[R], object] | None,
        failed: Callable[[SentraError], object] | None,
        ended: Callable[[], object] | None,
    ) -> R | None:
        result: R | None = None
        try:
            result = work()
        except SentraError as error:
            if failed is None:
                raise
            failed(error)
        else:
            if done is not None:
                done(result)
        finally:
            if ended is not None:
                ended()
        return result

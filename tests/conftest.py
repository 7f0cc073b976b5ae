"""What every test stands on: no display, no user's folders, repeatable examples, no thread left behind."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from sentra_pos.core.clock import FixedClock
from sentra_pos.db.engine import Store
from sentra_pos.db.migrate import migrate

# Set before anything imports Qt. Someone who wants to see the windows names a platform: QT_QPA_PLATFORM=xcb.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

THREAD_PATIENCE_SECONDS = 2.0

LONGEST = (
    "tests/ui/tour/test_tour.py",
    "tests/ui/test_every_screen.py",
    "tests/ui/test_a_long_day.py",
    "tests/ledger/",
    "tests/doctor/",
)

# "ci", the default, gives the same examples at every run; "quick" is for the second, Qt-less run of the same tests.
settings.register_profile(
    "ci",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=60,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("quick", settings.get_profile("ci"), max_examples=10)
settings.register_profile(
    "soak", settings.get_profile("ci"), derandomize=False, max_examples=2_000, stateful_step_count=100
)
settings.load_profile("ci")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--soak`."""
    parser.addoption(
        "--soak", action="store_true", help="run the long tests too, and all others with their big numbers"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Take the big hypothesis profile under `--soak`, and lift the time limit that suits small numbers."""
    if config.getoption("--soak"):
        settings.load_profile("soak")
        config.option.timeout = 0


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with the longest files; leave out what is marked `soak`, unless it was asked for."""
    # A worker takes a whole file (`--dist loadfile`), so that what a file shares is made once; none is left alone
    # at the end with one that takes a minute.
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))
    if config.getoption("--soak"):
        # A limit of a test's own is for its small numbers, too.
        for item in items:
            item.add_marker(pytest.mark.timeout(0), append=False)
        return
    long_ones = [item for item in items if item.get_closest_marker("soak")]
    if long_ones:
        config.hook.pytest_deselected(items=long_ones)
        items[:] = [item for item in items if item not in long_ones]


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """All that is imported now stays; the garbage collector need not walk through it again and again."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_collection_finish() -> None:
    """Nor need it later, while it collects what the tests leave, and that seldom: a run has memory to spare."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000)


@pytest.fixture(scope="session")
def soak(pytestconfig: pytest.Config) -> bool:
    """Whether the big numbers were asked for."""
    return bool(pytestconfig.getoption("--soak"))


@pytest.fixture(scope="session")
def how_many(soak: bool) -> Callable[[int, int], int]:
    """`how_many(20, 200)` is the first number in an ordinary run and the second under `--soak`."""

    def choose(ordinarily: int, when_soaking: int) -> int:
        return when_soaking if soak else ordinarily

    return choose


@pytest.fixture
def clock() -> FixedClock:
    """A Sunday morning in the shop, ten o'clock; it stands still until a test moves it."""
    return FixedClock(datetime(2026, 11, 22, 3, 0, tzinfo=UTC))


@pytest.fixture(scope="session")
def empty_store_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store as first migrated, closed; copy it, never open it."""
    file = tmp_path_factory.mktemp("template") / "shop.db"
    migrate(file)
    return file


@pytest.fixture
def store(tmp_path: Path, empty_store_file: Path) -> Iterator[Store]:
    """A fresh store of its own, without a shop in it yet (see `factories.found_a_shop`)."""
    store = Store(Path(shutil.copy(empty_store_file, tmp_path / "shop.db")))
    yield store
    store.close()


@pytest.fixture(scope="session", autouse=True)
def _own_user_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep a forgotten default path out of the real user's data, settings and cache."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DOCUMENTS_DIR"):
            patch.setenv(name, str(tmp_path_factory.mktemp(name.lower())))
        yield


@pytest.fixture(autouse=True)
def _indonesian_again() -> Iterator[None]:
    """Leave the next test the language that the shop speaks by default."""
    yield
    speech = sys.modules.get("sentra_pos.core.speech")
    if speech is not None:
        speech.use_language("id")


@pytest.fixture(autouse=True)
def _no_thread_left_behind() -> Iterator[None]:
    """Fail the test whose threads outlive it: their work would fall into some other test."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + THREAD_PATIENCE_SECONDS
    for thread in _started_since(before):
        thread.join(max(0.0, deadline - time.monotonic()))
    left = [thread.name for thread in _started_since(before)]
    assert not left, f"threads left running: {', '.join(left)}"


def _started_since(before: set[threading.Thread]) -> list[threading.Thread]:
    # A thread that Qt started shows up as a dummy once Python code has run in it, and stays listed after its end.
    return [
        thread
        for thread in threading.enumerate()
        if thread not in before and thread.is_alive() and not isinstance(thread, threading._DummyThread)
    ]

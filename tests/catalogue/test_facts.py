"""Labels are honest."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sentra_pos.catalogue.facts import Technique, technique_label
from sentra_pos.core.speech import LANGUAGES, language, use_language


@pytest.fixture(params=LANGUAGES)
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    before = language()
    use_language(str(request.param))
    yield str(request.param)
    use_language(before)


def test_printed_cloth_says_that_it_is_not_batik(spoken: str) -> None:
    label = technique_label(Technique.TIRUAN).casefold()
    assert "bukan batik" in label or "not batik" in label
    assert "printing" in label
    assert not Technique.TIRUAN.is_batik


@pytest.mark.parametrize("technique", [Technique.LAINNYA, Technique.NONE])
def test_what_is_no_batik_never_borrows_the_word(spoken: str, technique: Technique) -> None:
    assert "batik" not in technique_label(technique).casefold()
    assert not technique.is_batik


@pytest.mark.parametrize("technique", [Technique.TULIS, Technique.CAP, Technique.KOMBINASI])
def test_the_three_kinds_of_batik_are_called_so(spoken: str, technique: Technique) -> None:
    assert "batik" in technique_label(technique).casefold()
    assert technique.is_batik

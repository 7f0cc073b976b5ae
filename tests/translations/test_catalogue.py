"""Every word that the program can say has its Indonesian, and nothing else is in the catalogue."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator

from tests.translations.catalogue import COMPILED, ROOT, compiled, known, said_by_the_code, texts, translations

_MARKS = {"_", "N_", "ngettext"}


def _fields(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}


def test_the_catalogue_holds_what_the_code_says_and_nothing_else() -> None:
    said = {texts(message) for message in said_by_the_code() if message.id}
    kept = {texts(message) for message in known() if message.id}

    assert said - kept == set(), "run: python -m tests.translations.catalogue"
    assert kept - said == set(), "run: python -m tests.translations.catalogue"


def _marked() -> Iterator[str]:
    """Every word in a mark, as Python itself reads the sources."""
    for package in ("sentra_pos", "ui"):
        for file in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _MARKS:
                    for each in node.args:
                        if isinstance(each, ast.Constant) and isinstance(each.value, str):
                            yield each.value


def test_no_word_hides_where_the_catalogue_is_not_looked_for() -> None:
    # The extraction reads no message inside an f-string: such a word would stay English without anybody noticing.
    said = {text for message in said_by_the_code() if message.id for text in texts(message)}

    assert set(_marked()) - said == set(), "say it outside the f-string"


def test_every_message_is_translated() -> None:
    untranslated = [texts(message)[0] for message in known() if message.id and not all(translations(message))]

    assert untranslated == []


def test_a_translation_fills_in_the_same_fields() -> None:
    wrong = [
        texts(message)[0]
        for message in known()
        if message.id and any(_fields(said) != _fields(texts(message)[-1]) for said in translations(message))
    ]

    assert wrong == []


def test_the_compiled_catalogue_is_that_of_the_text() -> None:
    assert COMPILED.read_bytes() == compiled(known())


def test_printing_is_never_called_batik() -> None:
    from sentra_pos.catalogue.facts import Technique, technique_label

    assert "bukan batik" in technique_label(Technique.TIRUAN)

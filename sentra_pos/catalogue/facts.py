"""What can be said of a piece of batik: its technique, its dye, and how it is kept in stock."""

from __future__ import annotations

from enum import StrEnum

from sentra_pos.core.speech import N_, _


class Technique(StrEnum):
    """How the motif came onto the cloth. The values are stored: never rename one."""

    TULIS = "tulis"
    CAP = "cap"
    KOMBINASI = "kombinasi"
    TIRUAN = "tiruan"
    LAINNYA = "lainnya"
    NONE = "none"

    @property
    def is_batik(self) -> bool:
        """Whether the word batik may stand alone on its label: only hot wax counts (SNI 0239)."""
        return self in _BATIK


class Dye(StrEnum):
    """Where the colour comes from. The values are stored: never rename one."""

    NATURAL = "natural"
    SYNTHETIC = "synthetic"
    MIXED = "mixed"
    NONE = "none"


class ItemKind(StrEnum):
    """How an item is kept in stock. The values are stored: never rename one."""

    UNIQUE = "unique"
    COUNTED = "counted"
    SERVICE = "service"


_BATIK = frozenset({Technique.TULIS, Technique.CAP, Technique.KOMBINASI})

# Printed cloth is "tiruan batik" by SNI 8184: its label says so in every language, and what is
# made in another way (ecoprint, jumputan, painted) never borrows the word either.
_TECHNIQUE_LABELS = {
    Technique.TULIS: N_("Batik Tulis (hand-drawn)"),
    Technique.CAP: N_("Batik Cap (stamped)"),
    Technique.KOMBINASI: N_("Combination Batik (Tulis and Cap)"),
    Technique.TIRUAN: N_("Cloth with batik motif (printing), not batik"),
    Technique.LAINNYA: N_("Other technique"),
    Technique.NONE: "",
}

# What people type to find it, in the shop's own words.
_TECHNIQUE_WORDS = {
    Technique.TULIS: "batik tulis",
    Technique.CAP: "batik cap",
    Technique.KOMBINASI: "batik kombinasi tulis cap",
    Technique.TIRUAN: "printing tiruan",
    Technique.LAINNYA: "",
    Technique.NONE: "",
}

_DYE_LABELS = {
    Dye.NATURAL: N_("Natural dye"),
    Dye.SYNTHETIC: N_("Synthetic dye"),
    Dye.MIXED: N_("Natural and synthetic dye"),
    Dye.NONE: "",
}

_KIND_LABELS = {
    ItemKind.UNIQUE: N_("One of a kind"),
    ItemKind.COUNTED: N_("Counted goods"),
    ItemKind.SERVICE: N_("Service"),
}


def technique_label(technique: Technique) -> str:
    """The honest words for a tag or receipt; empty where there is no technique to name."""
    return _(_TECHNIQUE_LABELS[technique])


def technique_words(technique: Technique) -> str:
    """The words by which the search finds it, whatever language is shown."""
    return _TECHNIQUE_WORDS[technique]


def dye_label(dye: Dye) -> str:
    """The words for a tag or receipt; empty where there is no dye to name."""
    return _(_DYE_LABELS[dye])


def kind_label(kind: ItemKind) -> str:
    """The words a screen shows for how an item is kept."""
    return _(_KIND_LABELS[kind])

"""Decisions about items over plain values: which category a thing belongs to, what a name must be."""

from __future__ import annotations

from sentra_pos.catalogue.facts import ItemKind, Technique
from sentra_pos.core.errors import SentraError
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.speech import N_
from sentra_pos.core.spelling import fold, one_line

# The shop's own words: they are data, shown as they are in every language.
BATIK_TULIS = "Batik tulis"
BATIK_CAP = "Batik cap"
BATIK_KOMBINASI = "Batik kombinasi"
PRINTED_CLOTH = "Kain motif (printing)"
OTHER_CLOTH = "Kain lainnya"
GARMENTS = "Busana"
SOUVENIRS = "Oleh-oleh"
FOOTWEAR = "Alas kaki"
HOME = "Rumah tangga"
CLASSES = "Kelas membatik"

#: In the order in which the grid shows them.
CATEGORIES = (
    BATIK_TULIS,
    BATIK_CAP,
    BATIK_KOMBINASI,
    PRINTED_CLOTH,
    OTHER_CLOTH,
    GARMENTS,
    SOUVENIRS,
    FOOTWEAR,
    HOME,
    CLASSES,
)

_BY_TECHNIQUE = {
    Technique.TULIS: BATIK_TULIS,
    Technique.CAP: BATIK_CAP,
    Technique.KOMBINASI: BATIK_KOMBINASI,
    Technique.TIRUAN: PRINTED_CLOTH,
    Technique.LAINNYA: OTHER_CLOTH,
    Technique.NONE: SOUVENIRS,
}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FOOTWEAR = _words("sandal sandals sepatu selop slop shoe shoes")
_SOUVENIRS = _words(
    "tas tote totebag pouch dompet kipas gantungan bros kalung gelang anting liontin masker bookmark pembatas boneka"
    " magnet scrunchie bando ikat pin stiker kartu bag wallet fan keychain brooch necklace bracelet souvenir suvenir"
    " udeng blangkon topi sapu saputangan"
)
_HOME = _words(
    "taplak bantal sarung sprei seprei tirai gorden tatakan tisu serbet keset lampu hiasan mug cushion tablecloth"
    " curtain napkin"
)
_GARMENTS = _words(
    "kemeja blus blouse baju gamis dress daster outer kimono rok celana jaket rompi vest tunik kebaya kaos kaus"
    " jas blazer hem shirt skirt jacket piyama setelan"
)
# A sarong is cloth to wear, a cushion's sarung is not: the words around decide.
_NOT_HOME = frozenset({"kain", "tenun"})


class ItemNameMissing(SentraError):
    message = N_("The name is missing. Please write what the goods are called.")


class PriceMissing(SentraError):
    message = N_("The price must be more than nothing. Please write it in whole rupiah, such as 165.000.")


class LabelNotHonest(SentraError):
    """Printed cloth is no batik (SNI 8184), and nothing made in another way borrows the word for its technique."""

    message = N_("“{name}” is not made with hot wax, so it cannot be called {word}. Please change the name.")


def category_of(technique: Technique, name: str, kind: ItemKind) -> str:
    """The category to propose; what the thing is goes before how its cloth was made."""
    if kind is ItemKind.SERVICE:
        return CLASSES
    words = set(fold(name).split())
    if words & _FOOTWEAR:
        return FOOTWEAR
    home = words & _HOME
    if home and not (home == {"sarung"} and not words & {"bantal", "guling", "kursi"}) and not words & _NOT_HOME:
        return HOME
    if words & _SOUVENIRS:
        return SOUVENIRS
    if words & _GARMENTS:
        return GARMENTS
    return _BY_TECHNIQUE[technique]


def item_name(text: str, technique: Technique) -> str:
    """The name as it is kept. Raises ItemNameMissing, or LabelNotHonest when a name claims a technique of hot wax."""
    name = one_line(text)
    folded = fold(name)
    if not folded:
        raise ItemNameMissing
    if technique in (Technique.TIRUAN, Technique.LAINNYA):
        for claim in ("batik tulis", "batik cap", "batik kombinasi"):
            if f" {claim} " in f" {folded} ":
                raise LabelNotHonest(name=name, word=claim)
    return name


_SIZES = ("xxs", "xs", "s", "m", "l", "xl", "xxl", "xxxl")


def size_order(size: str) -> tuple[int, int, str]:
    """Sorts S, M, L as they are worn, then measures by their first number, then whatever else by name."""
    folded = fold(size)
    if folded in _SIZES:
        return 0, _SIZES.index(folded), ""
    number = folded.split()[0] if folded else ""
    if number.isascii() and number.isdigit():
        return 1, int(number), folded
    return 2, 0, folded


def item_price(price: Rupiah) -> Rupiah:
    """The same price. Raises PriceMissing for nothing or less."""
    if price <= ZERO:
        raise PriceMissing
    return price

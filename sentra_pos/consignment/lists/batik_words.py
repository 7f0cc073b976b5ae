"""The words shops use for technique, dye, size and terms, folded into the values the program keeps."""

from __future__ import annotations

import re
from decimal import Decimal

from sentra_pos.catalogue.facts import Dye, Technique
from sentra_pos.consignment.facts import DiscountBearer, Scheme
from sentra_pos.consignment.lists.records import Size
from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import N_
from sentra_pos.core.spelling import fold
from sentra_pos.core.typed_text import shown
from sentra_pos.people.facts import PayoutMethod


class TechniqueUnknown(SentraError):
    message = N_("“{text}” is no technique; write tulis, cap, kombinasi, tiruan, lainnya or jasa.")


class DyeUnknown(SentraError):
    message = N_("“{text}” is no kind of dye; write alam, sintetis or campuran, or leave the cell empty.")


class SchemeUnknown(SentraError):
    message = N_("“{text}” is no scheme; write komisi %, harga titip, komisi Rp or beli putus.")


class BearerUnknown(SentraError):
    message = N_("“{text}” does not say who bears discounts; write toko, perajin or bersama.")


class PayoutUnknown(SentraError):
    message = N_("“{text}” is no way of paying; write tunai or transfer.")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NOTHING = frozenset({"", "tidak ada", "tanpa", "none", "n a", "nihil", "kosong"})
_FILLING = _words(
    "batik teknik malam dan and dengan kain handmade drawn hand made dyed warna pewarna zat bahan dye"
    " halus kasar klasik asli murni full kontemporer modern"
)
_TULIS = _words("tulis canting tangan handdrawn")
_CAP = _words("cap stempel stamp stamped")
_BOTH = _words("kombinasi combination combined captulis tuliscap")
_PRINTED = _words("tiruan printing print printed sablon cetak tekstil imitasi imitation screen")
_OTHER = _words(
    "lainnya lain other others ecoprint eco ecoprinting jumputan jumput shibori sibori ikat celup tie lukis colet"
    " painted pounding steam bordir tenun sulam"
)
_SERVICE = _words("jasa layanan service pelatihan workshop lokakarya")


def is_service_word(text: str) -> bool:
    """Whether the technique column says that this is no goods at all."""
    return bool(_SERVICE & set(fold(text).split()))


def read_technique(text: str) -> Technique:
    """Printing wins over every other word beside it: what is partly printed is never called batik.

    Raises TechniqueUnknown.
    """
    folded = fold(text)
    words = set(folded.split()) - _FILLING
    if folded in _NOTHING or (words and words <= _SERVICE):
        return Technique.NONE
    if not words or not words <= _TULIS | _CAP | _BOTH | _PRINTED | _OTHER:
        raise TechniqueUnknown(text=shown(text))
    if words & _PRINTED and "eco" not in words:
        return Technique.TIRUAN
    if words & _OTHER:
        return Technique.LAINNYA
    if words & _BOTH or (words & _TULIS and words & _CAP):
        return Technique.KOMBINASI
    return Technique.TULIS if words & _TULIS else Technique.CAP


_NAMED_PRINTED = re.compile(r"\b(?:printing|printed|tiruan|sablon)\b")
_NAMED_NOT_PRINTED = re.compile(r"\b(?:bukan|non|tanpa|not|anti) (?:batik |kain )?(?:printing|printed|tiruan|sablon)\b")


def says_printed(name: str) -> bool:
    """Whether a name itself says that the cloth is printed (``bukan printing`` says the opposite)."""
    return bool(_NAMED_PRINTED.search(_NAMED_NOT_PRINTED.sub(" ", fold(name))))


_NATURAL = _words("alam alami natural indigo nila")
_SYNTHETIC = _words(
    "sintetis sintetik synthetic kimia remasol remazol naftol naphtol indigosol rapid reaktif indanthren"
)
_MIXED = _words("campuran campur mixed mix")


def read_dye(text: str) -> Dye:
    """Raises DyeUnknown, for instance on the name of a colour."""
    folded = fold(text)
    words = set(folded.split()) - _FILLING
    if folded in _NOTHING:
        return Dye.NONE
    if not words or not words <= _NATURAL | _SYNTHETIC | _MIXED:
        raise DyeUnknown(text=shown(text))
    if words & _MIXED or (words & _NATURAL and words & _SYNTHETIC):
        return Dye.MIXED
    return Dye.NATURAL if words & _NATURAL else Dye.SYNTHETIC


_MEASURE = re.compile(
    r"(?P<length>[0-9]{1,4}(?:[.,][0-9]{1,2})?) ?(?P<unit>cm|m)?"
    r"(?: ?[x×*] ?(?P<width>[0-9]{1,4}(?:[.,][0-9]{1,2})?) ?(?P<last>cm|m|meter)?)?"
)


def read_size(text: str) -> Size:
    """Every text is a size; ``250x115``, ``2,5 x 1,15 m`` and ``6 cm`` are measures too."""
    match = _MEASURE.fullmatch(text.casefold().strip())
    if match is None or not (match["width"] or match["unit"]):
        return Size(text=text)
    in_metres = (match["last"] or match["unit"] or "cm").startswith("m")
    length = _centimetres(match["length"], in_metres=in_metres)
    width = _centimetres(match["width"], in_metres=in_metres) if match["width"] else None
    if not length or (match["width"] and not width):
        return Size(text=text)
    return Size(text=text, length_cm=length, width_cm=width)


def _centimetres(number: str, *, in_metres: bool) -> int | None:
    exact = Decimal(number.replace(",", ".")) * (100 if in_metres else 1)
    return int(exact) if exact == int(exact) else None


_ONLY_ONE = re.compile(
    r"\b(?:1|satu) (?:lembar|potong|buah|helai|biji|pcs) (?:saja|only)\b"
    r"|\bsatu ?satunya\b|\bunik\b|\bunique\b|\bone of a kind\b|\bonly one\b"
)


def says_only_one(remark: str) -> bool:
    """Whether a remark says that there is one such piece and no other."""
    return bool(_ONLY_ONE.search(fold(remark)))


_SCHEMES = {
    Scheme.COMMISSION_PERCENT: ("komisi %", "komisi persen", "persen", "%", "commission %", "commission percent"),
    Scheme.NET_PRICE: ("harga titip", "harga titipan", "titip", "harga bersih", "net price", "net"),
    Scheme.COMMISSION_FIXED: ("komisi rp", "komisi rupiah", "komisi tetap", "commission rp", "fixed commission"),
    Scheme.OUTRIGHT: ("beli putus", "putus", "beli", "dibeli", "outright", "bought outright"),
}
_SCHEME_WORDS = {word: scheme for scheme, words in _SCHEMES.items() for word in (*words, scheme.value)}


def read_scheme(text: str) -> Scheme:
    """Raises SchemeUnknown; a bare ``komisi`` is unknown too, for it may be percent or rupiah."""
    scheme = _SCHEME_WORDS.get(" ".join(re.findall(r"[\w]+|%", text.casefold())))
    if scheme is None:
        raise SchemeUnknown(text=shown(text))
    return scheme


_BEARERS = {
    DiscountBearer.SHOP: ("toko", "galeri", "sentra", "koperasi", "shop", "store"),
    DiscountBearer.ARTISAN: ("perajin", "pengrajin", "penitip", "artisan", "maker"),
    DiscountBearer.SHARED: ("bersama", "berdua", "dibagi", "patungan", "shared", "both"),
}
_BEARER_WORDS = {word: bearer for bearer, words in _BEARERS.items() for word in words}


def read_bearer(text: str) -> DiscountBearer:
    """Raises BearerUnknown."""
    bearer = _BEARER_WORDS.get(fold(text))
    if bearer is None:
        raise BearerUnknown(text=shown(text))
    return bearer


_PAYOUTS = {
    PayoutMethod.CASH: ("tunai", "cash", "kas", "uang tunai"),
    PayoutMethod.TRANSFER: ("transfer", "tf", "bank", "rekening", "transfer bank"),
}
_PAYOUT_WORDS = {word: method for method, words in _PAYOUTS.items() for word in words}


def read_payout(text: str) -> PayoutMethod:
    """Raises PayoutUnknown."""
    method = _PAYOUT_WORDS.get(fold(text))
    if method is None:
        raise PayoutUnknown(text=shown(text))
    return method

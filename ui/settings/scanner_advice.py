"""What to say of a scan that was tried: whether the till understands it, and what would help."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sentra_pos.change_scanner import GAP_MS, LEAST, Scanner, Suffix
from sentra_pos.core.speech import _
from ui.desk import heard_as
from ui.kit.scan_rules import ENTER, TAB, Burst, body_of, is_scan, keeps_time, least_gap_for
from ui.kit.scanned_text import codes_in, is_ean13

_EAN13 = 13
_STEP_MS = 5
_ENDS = {Suffix.EITHER: (ENTER, TAB), Suffix.ENTER: (ENTER,), Suffix.TAB: (TAB,)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """``better``: settings with which the same scan would be understood; None where none are needed or none help."""

    codes: tuple[str, ...]
    sentences: tuple[str, ...]
    better: Scanner | None = None

    @property
    def understood(self) -> bool:
        """Whether the till would have taken it as a scan."""
        return bool(self.codes)


def judge(burst: Burst, scanner: Scanner) -> Verdict:
    """Judge what was typed between two silences."""
    settings = heard_as(scanner)
    if is_scan(burst, settings):
        codes = codes_in(body_of(burst, settings), longest=settings.longest)
        if not codes:
            return Verdict(codes=(), sentences=(_invisible(),))
        return Verdict(codes=codes, sentences=_doubts(codes))
    better, sentences = _mend(burst, scanner)
    helps = better != scanner and is_scan(burst, heard_as(better))
    return Verdict(codes=(), sentences=sentences, better=better if helps else None)


def _mend(burst: Burst, scanner: Scanner) -> tuple[Scanner, tuple[str, ...]]:
    """Settings that come nearer to what was typed, and what stands in the way."""
    better, said = scanner, []
    if not burst.is_timed:
        said.append(_("This computer does not tell when keys are pressed. Let the scanner send a sign first, like ~."))
    if scanner.prefix and not burst.text.startswith(scanner.prefix):
        said.append(_("The sign {sign} did not come first. Set it in the scanner, or leave it empty here.").format(
            sign=scanner.prefix))  # fmt: skip
        better = replace(better, prefix="")
    length = len(body_of(burst, heard_as(better)))
    if length < scanner.least:
        said.append(_("Only {count} characters came; a code has at least {least} here.").format(
            count=length, least=scanner.least))  # fmt: skip
        better = replace(better, least=max(length, LEAST[0]))
    if not burst.suffix:
        said.append(_("No Enter came at the end. Set Enter as suffix in the scanner (its manual says CR)."))
    elif burst.suffix not in _ENDS[scanner.suffix]:
        said.append(_("It ended with {key}; here another key is set.").format(key=burst.suffix))
        better = replace(better, suffix=Suffix.EITHER)
    if burst.is_timed and not keeps_time(burst, heard_as(better)):
        gap = least_gap_for(burst, heard_as(better))
        if gap > GAP_MS[1]:
            said.append(_slow(max(burst.gaps)))
        else:
            # With a quarter to spare, in round figures.
            roomy = min(-(-5 * gap // (4 * _STEP_MS)) * _STEP_MS, GAP_MS[1])
            said.append(_("Its keys come slowly: allow a pause of {gap} ms.").format(gap=roomy))
            better = replace(better, gap_ms=roomy)
    return better, tuple(said)


def _slow(gap: int) -> str:
    return _("Pauses of {gap} ms are as long as a person's. Set the scanner faster, or to send a sign first.").format(
        gap=gap
    )


def _invisible() -> str:
    return _("Signs came that cannot be seen. Set the scanner to this computer's keyboard layout.")


def _doubts(codes: tuple[str, ...]) -> tuple[str, ...]:
    """What is odd about a code that was understood."""
    lost = any(len(code) == _EAN13 and code.isascii() and code.isdigit() and not is_ean13(code) for code in codes)
    if lost:
        return (_("The check digit does not fit: digits were lost. Set the scanner slower, or scan once more."),)
    return ()

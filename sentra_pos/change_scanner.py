"""How the scanner at this computer types: kept with the till, for the next one has another scanner."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import N_
from sentra_pos.db.setting_keys import DEVICE_SCANNER
from sentra_pos.db.settings import get_setting, put_setting
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require

#: Below, a busy computer breaks a scan in two; above, quick typing is taken for one.
GAP_MS = (20, 100)
#: The shortest and the longest "shortest code".
LEAST = (3, 20)
#: Keys that are typed in amounts, dates and the cart.
_TYPED = frozenset("+-.,/' ")


class Suffix(StrEnum):
    """The key a scan ends with. Kept: never rename one."""

    EITHER = "either"
    ENTER = "enter"
    TAB = "tab"


class GapOutOfRange(SentraError):
    """A pause between keys that tells nothing."""

    message = N_("The pause between two keys must be from {least} to {most} milliseconds.")


class LengthOutOfRange(SentraError):
    """Too short is typing, too long is never reached."""

    message = N_("The shortest code must have from {least} to {most} characters.")


class WrongPrefix(SentraError):
    """A sign that people type too would be held back from them."""

    message = N_("The sign before a code must be one that nobody types at the till, for example ~ or $.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanner:
    """``gap_ms``: the longest pause between two keys; ``least``: the shortest code; ``prefix``: one sign, or none."""

    gap_ms: int = 50
    least: int = 4
    prefix: str = ""
    suffix: Suffix = Suffix.EITHER


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeScanner:
    """The scanner as it shall be understood."""

    by: ActedBy
    scanner: Scanner


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannerChanged:
    """What now holds."""

    scanner: Scanner
    changes: Changes = Changes(settings=True)


def scanner_of(session: Session) -> Scanner:
    """As it was set on this computer; what cannot be right is not believed."""
    kept, usual = get_setting(session, DEVICE_SCANNER, {}), Scanner()
    try:
        found = Scanner(
            gap_ms=int(kept.get("gap_ms", usual.gap_ms)),
            least=int(kept.get("least", usual.least)),
            prefix=str(kept.get("prefix", "")),
            suffix=Suffix(kept.get("suffix", Suffix.EITHER)),
        )
        check_scanner(found)
    except (SentraError, ValueError):
        return usual
    return found


def check_scanner(scanner: Scanner) -> None:
    """Raises GapOutOfRange, LengthOutOfRange, WrongPrefix."""
    if not GAP_MS[0] <= scanner.gap_ms <= GAP_MS[1]:
        raise GapOutOfRange(least=GAP_MS[0], most=GAP_MS[1])
    if not LEAST[0] <= scanner.least <= LEAST[1]:
        raise LengthOutOfRange(least=LEAST[0], most=LEAST[1])
    sign = scanner.prefix
    if sign and (len(sign) != 1 or not sign.isprintable() or sign.isalnum() or sign in _TYPED):
        raise WrongPrefix


def change_scanner(session: Session, command: ChangeScanner, *, clock: Clock) -> ScannerChanged:
    """Raises NotAllowed, GapOutOfRange, LengthOutOfRange, WrongPrefix."""
    require(session, command.by, Permission.SETTINGS)
    check_scanner(command.scanner)
    if command.scanner != scanner_of(session):
        put_setting(session, DEVICE_SCANNER, asdict(command.scanner))
        record_event(
            session,
            EventKind.SETTINGS_CHANGED,
            device=command.by.device,
            staff=command.by.staff,
            clock=clock,
            details={"what": "scanner", **asdict(command.scanner)},
        )
    return ScannerChanged(scanner=command.scanner)

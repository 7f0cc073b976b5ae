"""Files that a stand's laptop writes and reads: its request, the shop's pack, the file for the way home."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from sentra_pos.core.clock import business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.files import file_name
from sentra_pos.core.speech import N_, _
from sentra_pos.db.setting_keys import EXHIBITION
from sentra_pos.db.settings import get_setting
from sentra_pos.exhibitions.enrolment import Enrolment, enrolment_file, read_enrolment
from sentra_pos.exhibitions.keep_stick import KeepStick, Stick, keep_stick, stick_of
from sentra_pos.exhibitions.open_pack import arrival_id
from sentra_pos.exhibitions.pack_facts import Goer, Pack, pack_for_this_laptop
from sentra_pos.exhibitions.queries import stand
from sentra_pos.exhibitions.stand_day import stand_day
from sentra_pos.exhibitions.stand_day_paper import stand_day_paper
from sentra_pos.exhibitions.write_homecoming import Progress, make_homecoming, tell_of_homecoming
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.queries import header_of
from sentra_pos.payments.methods import method_names
from sentra_pos.people.queries import staff_list
from sentra_pos.sales.spool_receipt import letterhead
from sentra_pos.shop import Shop
from sentra_pos.tills.queries import open_shift
from ui.exhibitions.files import folder_of, read_bytes, save_paper, write_bytes
from ui.stand.here import StandHere

REQUEST, PACK, HOME = ".daftar", ".pameran", ".pulang"


class StickMissing(SentraError):
    """Nothing is lost: the next file holds everything."""

    message = N_("The stick is not there ({folder}). Put it in and write the file again, or choose another folder.")


# ---------------------------------------------------------------------------------------------------- being admitted


def write_request(shop: Shop, name: str, file: Path) -> Enrolment:
    """Onto a stick; the laptop's key is made with the first and stays. Raises LaptopNameMissing, StickNotWritten."""
    with shop.writing() as session:
        content = enrolment_file(session, name, clock=shop.clock)
    # Only now: no stick holds a key that the book does not, and a slow one keeps nobody from writing.
    write_bytes(content, file)
    return read_enrolment(content)


# -------------------------------------------------------------------------------------------------- the shop's pack


@dataclass(frozen=True, slots=True, kw_only=True)
class PackRead:
    """A pack that this store may open: ``new`` pieces were not here yet, ``without_pin`` cannot log in here yet.

    ``first`` makes this store a stand's, ``next`` makes it another stand's, as the one that it was has ended.
    """

    pack: Pack
    first: bool
    next: bool
    new: int
    without_pin: tuple[Goer, ...]


def read_pack_file(shop: Shop, file: Path) -> PackRead:
    """Checked all through, and nothing written. Raises FileNotReadable, a FileRefused."""
    content = read_bytes(file)
    with shop.reading() as session:
        pack = pack_for_this_laptop(session, content)
        here = get_setting(session, EXHIBITION)
        fresh = [load for load in pack.loads if header_of(session, arrival_id(load.load)) is None]
        ready = {member.id for member in staff_list(session, active_only=False) if member.has_pin}
    return PackRead(
        pack=pack,
        first=here is None,
        next=here is not None and here["stand"] != str(pack.stand.id),
        new=sum(each.quantity.units for load in fresh for each in load.lots),
        without_pin=tuple(sorted((each for each in pack.staff if each.id not in ready), key=lambda each: each.name)),
    )


# ------------------------------------------------------------------------------------------------------ the way home


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeWritten:
    """A file that holds the stand's whole book."""

    file: Path
    size: int


def home_name(shop: Shop, here: StandHere) -> str:
    """One file a day: written again the same day, it takes the place of the one before."""
    return f"pulang {file_name(here.title)} {business_today(shop.clock).isoformat()}{HOME}"


def write_home(shop: Shop, file: Path, by: ActedBy, progress: Progress | None = None) -> HomeWritten:
    """Onto a stick that is there; the folder is remembered. Raises StickMissing, StickNotWritten, NotAStand."""
    if not file.parent.is_dir():
        raise StickMissing(folder=file.parent)
    with shop.reading() as session:
        made = make_homecoming(session, clock=shop.clock, progress=progress)
    write_bytes(made.content, file)
    with shop.writing() as session:
        # Only now: a file that never reached the stick was never written.
        tell_of_homecoming(session, made, clock=shop.clock, by=by)
    with shop.writing() as session:
        stick = Stick(folder=str(file.parent), by_itself=stick_of(session).by_itself)
        keep_stick(session, KeepStick(by=by, stick=stick), clock=shop.clock)
    return HomeWritten(file=file, size=len(made.content))


def write_home_by_itself(shop: Shop, here: StandHere, by: ActedBy) -> HomeWritten | None:
    """Where it went last; None where nobody chose a folder yet, or wishes it. Raises as ``write_home``."""
    with shop.reading() as session:
        stick = stick_of(session)
    if not stick.folder or not stick.by_itself:
        return None
    return write_home(shop, Path(stick.folder) / home_name(shop, here), by)


def usual_folder(session: Any) -> str:
    """Where the dialog for a file begins."""
    return stick_of(session).folder


# ------------------------------------------------------------------------------------------------------ the day's recap


def day_here(session: Any, shop: Shop) -> date:
    """The day of the shift that is open, also past midnight; else today."""
    shift = open_shift(session, shop.device)
    return business_today(shop.clock) if shift is None else shift.business_date


def save_recap(shop: Shop, wanted: UUID) -> Path:
    """The day of the shift, as a PDF. Raises NoSuchStand, ExhibitionPaperNotSaved."""
    with shop.reading() as session:
        today = day_here(session, shop)
        place = stand(session, wanted)
        title = _title(session)
        paper = stand_day_paper(
            stand_day(session, wanted, today),
            letterhead(session),
            exhibition=title,
            stand=place.name,
            methods=method_names(session),
        )
    return save_paper(paper, folder_of(shop) / f"rekap {today.isoformat()}.pdf")


def _title(session: Any) -> str:
    said = get_setting(session, EXHIBITION) or {}
    return str(said.get("name", _("Exhibition"))).rpartition(" · ")[0]

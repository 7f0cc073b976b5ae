"""The motifs of Mojokerto with their many spellings, for a new shop to start from."""

from __future__ import annotations

from sqlalchemy.orm import Session

from sentra_pos.catalogue.add_motif import AddMotif, add_motif
from sentra_pos.core.clock import Clock
from sentra_pos.ledger.draft import ActedBy

#: Each motif by its usual name, and how else people write it.
MOTIFS: dict[str, tuple[str, ...]] = {
    "Pring Sedapur": ("Pring Sakdapur", "Pring Sedhapur", "Pringsedapur"),
    "Mrico Bolong": ("Merica Bolong", "Mrica Bolong", "Merico Bolong"),
    "Sisik Gringsing": ("Sisik Grinsing", "Sisik Geringsing", "Gringsing"),
    "Koro Renteng": ("Kororenteng", "Kara Renteng", "Koro Rentengan"),
    "Rawan Indek": ("Rawan Inggek", "Rawan Indhek"),
    "Matahari": ("Mata Hari", "Motif Matahari"),
    "Surya Majapahit": ("Suryo Majapahit", "Surya Mojopahit"),
    "Rawan Klasa": ("Rawan Kloso", "Rawan Kelasa"),
    "Alas Majapahit": ("Alas Mojopahit",),
    "Bunga Cinta Majapahit": (),
    "Sekar Jagad": ("Sekar Jagat", "Sekarjagad"),
    "Daun Talas": ("Godhong Talas",),
    "Gedeg Rubuh": ("Gedek Rubuh", "Gedhek Rubuh", "Gedeg Roboh"),
    "Ukel Cambah": ("Ukel Kecambah",),
    "Kembang Suruh": ("Bunga Sirih", "Kembang Sirih"),
    "Teratai Surya Majapahit": (),
    "Kembang Maja": ("Kembang Mojo", "Bunga Maja"),
    "Kalangbret": ("Kalang Bret",),
    "Buah Maja": ("Buah Mojo", "Woh Maja"),
    "Tugu Wira Raja": ("Tugu Wiraraja",),
    "Sooko Projo Sawiji": (),
    "Bader Sekar Mojo": ("Bader Sekar Maja",),
    "Suryo Ageng Aksoro Jowo": ("Surya Ageng Aksara Jawa",),
    "Pinggiran Ukel Majapahit": (),
    "Parang Mojo": ("Parang Maja",),
    "Sekar Sungsang": (),
}


def add_starting_motifs(session: Session, by: ActedBy, *, clock: Clock) -> None:
    """Enter those that are not there yet."""
    for name, aliases in MOTIFS.items():
        add_motif(session, AddMotif(by=by, name=name, aliases=aliases), clock=clock)

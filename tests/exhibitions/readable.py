"""All that the shop's screens and papers ask of what came home, asked at once."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.ids import PartyId
from sentra_pos.db.engine import Store
from sentra_pos.exhibitions.pack_queries import loads_packed
from sentra_pos.exhibitions.queries import exhibition
from sentra_pos.exhibitions.result import result
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.ledger.models import Document
from sentra_pos.reports.activity import activity
from sentra_pos.reports.activity_facts import ActivityFilter
from sentra_pos.reports.activity_wording import sentence_of
from sentra_pos.sales.queries import RECEIPTS, receipt_of
from sentra_pos.settlement.queries import owed_lines
from sentra_pos.tills.closing_queries import count_that_holds, z_report_of
from tests.exhibitions.on_a_stick import Away


def read_all(store: Store, away: Away, clock: Clock) -> None:
    """Whatever cannot be read raises what the screen would have shown."""
    today = business_today(clock)
    with store.reading() as session:
        exhibition(session, away.exhibition, today)
        result(session, away.exhibition)
        loads_packed(session, [away.stand])
        for party in (away.fair.gallery.tirta, away.fair.gallery.kencana):
            owed_lines(session, PartyId(party), today)
        page = activity(session, ActivityFilter(), zone=clock.zone)
        assert all(sentence_of(each) for each in page.rows)
        rows = session.execute(select(Document.id, Document.kind).where(Document.device_id == away.device)).all()
        for document, kind in rows:
            _read(session, document, kind)


def _read(session: Any, document: Any, kind: DocumentKind) -> None:
    if kind in RECEIPTS:
        receipt_of(session, document)
    elif kind is DocumentKind.TILL_CLOSING:
        z_report_of(session, document)
        count_that_holds(session, document)

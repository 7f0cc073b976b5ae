"""Promises of terms: what rates of their own ask of a lot, and that only a document puts a lot under other terms."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sentra_pos.core.speech import N_, _
from sentra_pos.doctor.facts import LotTerms, lots_with_terms, share_due
from sentra_pos.doctor.findings import Finding, Rule
from sentra_pos.doctor.reader import RESTORE, readable

_MOVES = N_("Do not settle with this artisan before somebody has compared the paper with the goods; ask for help.")

# Each line of such a document with the lot that went and the one that came.
_LINES = """
    SELECT line.document_id AS document, line.line_no, line.details, line.item_id, line.party_id, line.quantity,
    line.lot_id AS new_lot, unhex(replace(json_extract(line.details, '$.old_lot'), '-', '')) AS old_lot
    FROM document JOIN document_line AS line ON line.document_id = document.id
    WHERE document.kind = 'terms_move'
"""

TERMS = (
    Rule(
        code="terms.move",
        sql=f"""
            SELECT said.document, said.line_no
            FROM ({_LINES}) AS said LEFT JOIN lot AS new ON new.id = said.new_lot LEFT JOIN lot AS old
            ON old.id = said.old_lot LEFT JOIN agreement ON agreement.id = new.agreement_id
            WHERE new.id IS NULL OR old.id IS NULL OR new.document_id IS NOT said.document
            OR new.item_id IS NOT old.item_id OR new.owner_id IS NOT old.owner_id OR new.owner_id IS NULL
            OR new.price IS NOT old.price OR new.category IS NOT old.category OR new.agreement_id IS old.agreement_id
            OR said.item_id IS NOT new.item_id OR said.party_id IS NOT new.owner_id
            OR agreement.party_id IS NOT new.owner_id OR agreement.scheme IS 'outright'
            OR json_extract(said.details, '$.consent[0].by') IS NULL
            """,
        row="document_line {document}/{line_no}",
        sentence=N_("Line {line_no} of {paper} moves goods to terms that are not their owner's, or other goods."),
        remedy=_MOVES,
    ),
    # Place by place what went of the old lot came of the new one, and nothing else did.
    Rule(
        code="terms.pieces",
        sql=f"""
            SELECT said.document, said.line_no, coalesce(sum(iif(source.kind <> 'ownership', move.quantity, 0)), 0)
            AS went, coalesce(sum(iif(source.kind = 'ownership', move.quantity, 0)), 0) AS came
            FROM ({_LINES}) AS said LEFT JOIN goods_move AS move ON move.document_id = said.document
            AND move.line_no = said.line_no LEFT JOIN place AS source ON source.id = move.from_place_id
            GROUP BY said.document, said.line_no, iif(source.kind = 'ownership', to_place_id, from_place_id)
            HAVING went <> came OR sum(move.lot_id IS NOT iif(source.kind = 'ownership', said.new_lot, said.old_lot))
            """,
        row="document_line {document}/{line_no}",
        sentence=N_("Line {line_no} of {paper} takes {went} pieces from old terms and puts {came} under new ones."),
        remedy=_MOVES,
    ),
    Rule(
        code="terms.no_document",
        sql="""
            SELECT DISTINCT lot.id AS lot, move.document_id AS document
            FROM goods_move AS move JOIN place ON place.id = from_place_id JOIN lot ON lot.id = move.lot_id
            JOIN document ON document.id = move.document_id
            WHERE place.kind = 'ownership' AND lot.owner_id IS NOT NULL
            AND document.kind NOT IN ('terms_move', 'note_correction')
            """,
        row="lot {lot}",
        sentence=N_("{paper} puts an artisan's goods under other terms, which only their own documents may."),
        remedy=RESTORE,
    ),
)


def check_rates(connection: Any) -> Iterator[Finding]:
    """Whether each lot under such rates has a net price exactly where one is needed, and the share it was told."""
    lots = lots_with_terms(connection)
    for lot_id, price, text in connection.execute(
        "SELECT lot.id, line.price, line.details FROM lot JOIN agreement ON agreement.id = agreement_id "
        "JOIN document_line AS line ON line.document_id = lot.document_id AND line.line_no = lot.line_no "
        "WHERE rate_count > 0 AND owner_id IS NOT NULL"
    ):
        lot, said = lots[lot_id], json.loads(text)
        share = share_due(lot, said.get("tag", price), 1, 0)
        if _needs_net_price(lot) != (lot.net_price is not None) or said.get("share", share) != share:
            yield Finding(
                code="terms.lot",
                row=f"lot {readable(lot_id)}",
                sentence=_("A lot is not what the rates of its agreement make of it."),
                remedy=_(RESTORE),
            )


def _needs_net_price(lot: LotTerms) -> bool:
    return any(lot.at(place)[0] == "net_price" for place in ("shelf", "stand", ""))

"""Promises of the artisans' counter: an objection is about a line of one's own, and a card is a code of its range."""

from __future__ import annotations

from sentra_pos.core.speech import N_
from sentra_pos.doctor.findings import Rule

_LOOK = N_("Look at it together with the artisan; ask for help.")

COUNTER = (
    Rule(
        code="counter.objection",
        sql="""
            SELECT objection.document_id AS document, line_no, hex(objection.id) AS objection FROM objection
            WHERE NOT EXISTS (SELECT 1 FROM document_line AS line WHERE line.document_id = objection.document_id
            AND line.line_no = objection.line_no AND line.party_id = objection.party_id)
            AND NOT EXISTS (SELECT 1 FROM line_allocation AS part JOIN lot ON lot.id = part.lot_id
            WHERE part.document_id = objection.document_id AND part.line_no = objection.line_no
            AND lot.owner_id = objection.party_id)
            AND NOT EXISTS (SELECT 1 FROM goods_move AS move JOIN lot ON lot.id = move.lot_id
            WHERE move.document_id = objection.document_id AND move.line_no = objection.line_no
            AND lot.owner_id = objection.party_id)
            AND NOT EXISTS (SELECT 1 FROM money_move AS move JOIN account
            ON account.id IN (move.debit_account_id, move.credit_account_id)
            WHERE move.document_id = objection.document_id AND move.line_no = objection.line_no
            AND account.party_id = objection.party_id)
            """,
        row="objection {objection}",
        sentence=N_("An artisan objects to line {line_no} of {paper}, which is not theirs."),
        remedy=_LOOK,
    ),
    Rule(
        code="counter.card",
        sql="""
            SELECT card.code FROM artisan_card AS card JOIN party ON party.id = card.party_id
            WHERE length(card.code) <> 13 OR card.code NOT GLOB '22*' OR card.code GLOB '*[^0-9]*'
            OR party.kind <> 'artisan'
            """,
        row="artisan_card {code}",
        sentence=N_("The card {code} is no artisan's card."),
        remedy=_LOOK,
        quick=True,
    ),
)

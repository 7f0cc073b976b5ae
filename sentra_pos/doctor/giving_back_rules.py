"""Promises about goods that are set aside and handed back."""

from __future__ import annotations

from sentra_pos.core.speech import N_
from sentra_pos.doctor.findings import Rule

_ASK = N_("Do not hand anything else over before somebody has looked at it; ask for help.")

GIVING_BACK = (
    Rule(
        code="give_back.nobodys",
        sql="""
            SELECT lot.id AS lot, item.name AS item, stock_balance.quantity AS quantity
            FROM stock_balance JOIN place ON place.id = stock_balance.place_id AND place.kind = 'set_aside'
            JOIN lot ON lot.id = stock_balance.lot_id JOIN item ON item.id = lot.item_id
            WHERE stock_balance.quantity <> 0 AND lot.owner_id IS NULL
            """,
        row="lot {lot}",
        sentence=N_("{item} is set aside to be fetched, but it belongs to the shop."),
        remedy=N_("Move it back to the shelf."),
        quick=True,
    ),
    Rule(
        code="give_back.short",
        sql="""
            SELECT lot.id AS lot, item.name AS item, stock_balance.quantity AS quantity
            FROM stock_balance JOIN place ON place.id = stock_balance.place_id AND place.kind = 'set_aside'
            JOIN lot ON lot.id = stock_balance.lot_id JOIN item ON item.id = lot.item_id
            WHERE stock_balance.quantity < 0
            """,
        row="lot {lot}",
        sentence=N_("More of {item} was taken from what is set aside than there was ({quantity})."),
        remedy=_ASK,
        quick=True,
    ),
    Rule(
        code="give_back.owner",
        sql="""
            SELECT document.id AS document, line.line_no AS line_no, line.text AS item
            FROM document JOIN document_line AS line ON line.document_id = document.id
            LEFT JOIN lot ON lot.id = line.lot_id
            WHERE document.kind = 'hand_back'
            AND (line.party_id IS NULL OR lot.owner_id IS NULL OR lot.owner_id <> line.party_id)
            """,
        row="document {document}, line {line_no}",
        sentence=N_("{paper} gives {item} to somebody whose it is not."),
        remedy=_ASK,
    ),
    Rule(
        code="give_back.several",
        sql="""
            SELECT document.id AS document, count(DISTINCT line.party_id) AS people
            FROM document JOIN document_line AS line ON line.document_id = document.id
            WHERE document.kind = 'hand_back'
            GROUP BY document.id HAVING count(DISTINCT line.party_id) <> 1
            """,
        row="document {document}",
        sentence=N_("{paper} gives goods back to {people} people at once."),
        remedy=_ASK,
    ),
    Rule(
        code="give_back.lines",
        sql="""
            SELECT document.id AS document, line.line_no AS line_no, line.text AS item
            FROM document JOIN document_line AS line ON line.document_id = document.id
            LEFT JOIN goods_move AS move ON move.document_id = line.document_id AND move.line_no = line.line_no
            WHERE document.kind IN ('hand_back', 'transfer')
            GROUP BY document.id, line.line_no
            HAVING count(move.move_no) <> 1 OR max(move.quantity) <> max(line.quantity)
            OR max(move.lot_id) <> max(line.lot_id)
            """,
        row="document {document}, line {line_no}",
        sentence=N_("What {paper} says of {item} is not what was moved."),
        remedy=_ASK,
    ),
    Rule(
        code="give_back.damage",
        sql="""
            SELECT document.id AS document, move.line_no AS line_no, item.name AS item
            FROM document JOIN goods_move AS move ON move.document_id = document.id
            JOIN place ON place.id = move.from_place_id JOIN lot ON lot.id = move.lot_id
            JOIN item ON item.id = lot.item_id JOIN agreement ON agreement.id = lot.agreement_id
            WHERE document.kind = 'hand_back' AND place.kind = 'quarantine'
            AND CASE liability WHEN 'shop' THEN 10000 WHEN 'artisan' THEN 0 ELSE liability_shop_percent END > 0
            """,
        row="document {document}, line {line_no}",
        sentence=N_("{paper} gives {item} back damaged, though the shop bears at least a part of it."),
        remedy=N_("Reckon with the artisan what the agreement says of damage, before the next settlement."),
    ),
    Rule(
        code="give_back.why_damaged",
        sql="""
            SELECT DISTINCT document.id AS document FROM document
            JOIN goods_move AS move ON move.document_id = document.id JOIN place ON place.id = move.to_place_id
            WHERE document.kind = 'transfer' AND place.kind = 'quarantine' AND document.reason = ''
            """,
        row="document {document}",
        sentence=N_("{paper} puts goods apart as damaged and does not say what happened to them."),
        remedy=N_("Ask who wrote it, and note it with the case."),
    ),
    Rule(
        code="give_back.price",
        sql="""
            SELECT proposal.id AS proposal, item.name AS item
            FROM markdown_proposal AS proposal JOIN item ON item.id = proposal.item_id
            WHERE proposal.state = 'accepted' AND (EXISTS (SELECT 1 FROM markdown_answer AS answer
            WHERE answer.proposal_id = proposal.id AND coalesce(answer.accepted, 0) = 0)
            OR NOT EXISTS (SELECT 1 FROM document_line AS line WHERE line.document_id = proposal.document_id
            AND line.item_id = proposal.item_id AND line.kind = 'new_price' AND line.price = proposal.to_price))
            """,
        row="proposal {proposal}",
        sentence=N_("The price of {item} was lowered without the yes of everybody whose goods carry it."),
        remedy=N_("Ask the artisans, and change the price back where one of them does not agree."),
    ),
)

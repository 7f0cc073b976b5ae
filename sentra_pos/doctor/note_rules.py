"""Promises about how goods come in: drop-offs, corrections of notes, and sales of which the owner was found later."""

from __future__ import annotations

from sentra_pos.core.speech import N_
from sentra_pos.doctor.findings import Rule
from sentra_pos.doctor.reader import RESTORE

_LOOK = N_("Compare the paper that both sides signed with the book; ask for help.")

#: What a correction's line moved of goods: from the artisan (+) or to him (-), and from one lot into another.
_MOVED = """
    WITH said AS MATERIALIZED (
        SELECT line.*, json_extract(details, '$.what') AS what
        FROM document CROSS JOIN document_line AS line ON line.document_id = document.id
        WHERE document.kind = 'note_correction'
    ),
    moved AS MATERIALIZED (
        SELECT move.document_id, move.line_no, sum(iif(source.kind = 'with_artisan', move.quantity, 0)) AS came,
            sum(iif(target.kind = 'with_artisan', move.quantity, 0)) AS went,
            sum(iif(source.kind = 'missing', move.quantity, 0)) AS missed,
            sum(iif(target.kind = 'ownership', move.quantity, 0)) AS left_lots,
            sum(iif(source.kind = 'ownership', move.quantity, 0)) AS new_lots,
            count(DISTINCT lot.item_id) AS items, count(DISTINCT coalesce(lot.owner_id, x'')) AS owners,
            max(lot.item_id) AS item_id, count(DISTINCT coalesce(lot.agreement_id, x'')) AS terms
        FROM document CROSS JOIN goods_move AS move ON move.document_id = document.id
        JOIN place AS source ON source.id = from_place_id JOIN place AS target ON target.id = to_place_id
        JOIN lot ON lot.id = move.lot_id
        WHERE document.kind = 'note_correction' GROUP BY 1, 2
    )
    """

NOTES = (
    Rule(
        code="dropoff.answer",
        sql="""
            SELECT line.document_id AS document, line.line_no
            FROM document CROSS JOIN document_line AS line ON line.document_id = document.id
            LEFT JOIN document AS receipt ON receipt.id = line.refers_document_id
            LEFT JOIN document_line AS first ON first.document_id = receipt.id AND first.line_no = 1
            WHERE line.kind = 'dropped_off' AND document.kind IN ('consignment_note', 'drop_off')
            AND (document.kind = 'consignment_note' OR document.reverses_id IS NOT NULL
            OR line.refers_document_id IS NOT NULL)
            AND (receipt.kind IS NOT 'drop_off' OR receipt.reverses_id IS NOT NULL
            OR first.party_id IS NOT line.party_id OR (document.kind = 'drop_off'
            AND document.reverses_id IS NOT receipt.id) OR (document.kind = 'consignment_note' AND line.quantity
            IS NOT (SELECT sum(quantity) FROM document_line WHERE document_id = receipt.id)))
            """,
        row="document_line {document}/{line_no}",
        sentence=N_("Line {line_no} of {paper} answers a drop-off receipt that says something else."),
        remedy=RESTORE,
    ),
    Rule(
        code="conflict.dropoff_twice",
        sql="""
            SELECT refers_document_id AS document, count(DISTINCT document_id) AS times
            FROM document_line WHERE kind = 'dropped_off' AND refers_document_id IS NOT NULL
            GROUP BY refers_document_id HAVING count(DISTINCT document_id) > 1
            """,
        row="document {document}",
        sentence=N_("What was left with {paper} was noted, or taken home, {times} times."),
        remedy=N_("Ask the artisan how often the goods came, and correct the note that is too many."),
    ),
    Rule(
        code="note.declined",
        sql="""
            SELECT line.document_id AS document, line.line_no
            FROM document_line AS line
            WHERE line.kind = 'declined' AND (line.lot_id IS NOT NULL OR line.amount <> 0
            OR coalesce(json_extract(details, '$.reason'), '') = '' OR EXISTS (SELECT 1 FROM goods_move AS move
            WHERE move.document_id = line.document_id AND move.line_no = line.line_no))
            """,
        row="document_line {document}/{line_no}",
        sentence=N_("Line {line_no} of {paper} was declined, and yet something of it came in, or nobody said why."),
        remedy=RESTORE,
    ),
)

CORRECTIONS = (
    Rule(
        code="correction.line",
        sql="""
            SELECT line.document_id AS document, line.line_no
            FROM document CROSS JOIN document_line AS line ON line.document_id = document.id
            LEFT JOIN document AS note ON note.id = line.refers_document_id
            LEFT JOIN document_line AS wrong ON wrong.document_id = note.id AND wrong.line_no = line.refers_line_no
            WHERE document.kind = 'note_correction' AND (line.kind <> 'corrected' OR note.kind
            IS NOT 'consignment_note' OR wrong.kind IS NOT 'goods' OR wrong.item_id IS NOT line.item_id
            OR wrong.party_id IS NOT line.party_id OR trim(document.reason) = '')
            """,
        row="document_line {document}/{line_no}",
        sentence=N_("Line {line_no} of {paper} corrects something that no note says."),
        remedy=RESTORE,
    ),
    Rule(
        code="correction.goods",
        sql=_MOVED
        + """
            SELECT said.document_id AS document, said.line_no
            FROM said LEFT JOIN moved USING (document_id, line_no)
            WHERE (what = 'count' AND (coalesce(came, 0) - coalesce(went, 0) <> json_extract(details, '$.to')
            - json_extract(details, '$.from') OR min(coalesce(came, 0), coalesce(went, 0)) <> 0
            OR coalesce(left_lots, 0) <> 0 OR coalesce(new_lots, 0) <> 0
            OR coalesce(missed, 0) <> coalesce(json_extract(details, '$.missing'), 0)))
            OR (what = 'terms' AND (coalesce(came, 0) <> 0 OR coalesce(went, 0) <> 0 OR left_lots IS NOT new_lots
            OR new_lots IS NOT said.quantity OR terms <> 1))
            OR (what = 'remark' AND moved.document_id IS NOT NULL) OR what IS NULL
            OR coalesce(items <> 1 OR owners <> 1 OR moved.item_id <> said.item_id, false)
            """,
        row="document_line {document}/{line_no}",
        sentence=N_("Line {line_no} of {paper} says another correction than its goods do."),
        remedy=_LOOK,
    ),
    Rule(
        code="correction.count",
        sql=_MOVED
        + """,
            counts AS (
                SELECT refers_document_id AS note, refers_line_no AS line_no, max(said.document_id) AS document,
                sum(json_extract(details, '$.to') - json_extract(details, '$.from')) AS change
                FROM said WHERE what = 'count' GROUP BY 1, 2
            ),
            last AS (
                SELECT refers_document_id AS note, refers_line_no AS line_no, json_extract(details, '$.to') AS right,
                row_number() OVER (PARTITION BY refers_document_id, refers_line_no ORDER BY received_seq DESC) AS age
                FROM said JOIN document ON document.id = said.document_id WHERE what = 'count'
            )
            SELECT document, line.line_no, line.quantity + change AS came, right
            FROM counts JOIN last USING (note, line_no) JOIN document_line AS line ON line.document_id = note
            AND line.line_no = counts.line_no
            WHERE age = 1 AND (line.quantity + change <> right OR right < 0)
            """,
        row="document {document}: {line_no}",
        sentence=N_("By {paper} {right} pieces of line {line_no} came, but all corrections together make {came}."),
        remedy=_LOOK,
    ),
    # What was bought is owed for and in the shop's own stock; a correction changes both by the same.
    Rule(
        code="correction.cost",
        sql="""
            SELECT document.id AS document, coalesce(payable, 0) AS owed, coalesce((SELECT sum(amount)
            FROM document_line AS line WHERE line.document_id = document.id), 0) AS said
            FROM document LEFT JOIN d_total ON d_total.document_id = document.id
            WHERE document.kind = 'note_correction' AND (owed <> said OR said <> -coalesce(own_stock, 0))
            """,
        row="document {document}",
        sentence=N_("{paper} changes what is owed by {said}, but {owed} became payable."),
        remedy=RESTORE,
    ),
)

#: A sale's line that its own document did not answer with lots.
IDENTIFICATIONS = (
    Rule(
        code="identification.line",
        sql="""
            SELECT line.document_id AS document, line.line_no
            FROM document CROSS JOIN document_line AS line ON line.document_id = document.id
            LEFT JOIN document AS sale ON sale.id = line.refers_document_id
            LEFT JOIN document_line AS sold ON sold.document_id = sale.id AND sold.line_no = line.refers_line_no
            WHERE document.kind = 'identification' AND (line.kind <> 'identified'
            OR NOT coalesce(sale.kind IN ('sale', 'exchange'), false) OR sold.kind IS NOT 'goods'
            OR sold.refers_document_id IS NOT NULL OR sold.item_id IS NOT line.item_id
            OR sold.quantity IS NOT line.quantity OR sold.price IS NOT line.price OR sold.amount IS NOT line.amount
            OR sold.discount IS NOT line.discount
            OR json_extract(sold.details, '$.place') IS NOT json_extract(line.details, '$.place')
            OR EXISTS (SELECT 1 FROM line_allocation AS part
            WHERE part.document_id = sale.id AND part.line_no = sold.line_no))
            """,
        row="document_line {document}/{line_no}",
        sentence=N_("Line {line_no} of {paper} answers for something that no sale left open."),
        remedy=RESTORE,
    ),
    Rule(
        code="conflict.identified_twice",
        sql="""
            SELECT max(document_id) AS document, count(*) AS times
            FROM document_line WHERE kind = 'identified'
            GROUP BY refers_document_id, refers_line_no HAVING count(*) > 1
            """,
        row="document {document}",
        sentence=N_("What {paper} answers for was answered for {times} times."),
        remedy=N_("Settle with a document whose goods they were, before the artisans are paid."),
    ),
    Rule(
        code="identification.open",
        sql="""
            SELECT move.document_id AS document, move.line_no, sum(iif(debit.kind = 'to_identify', move.amount, 0))
            AS emptied, line.amount
            FROM document CROSS JOIN document_line AS line ON line.document_id = document.id
            LEFT JOIN money_move AS move ON move.document_id = line.document_id AND move.line_no = line.line_no
            LEFT JOIN account AS debit ON debit.id = debit_account_id
            WHERE document.kind = 'identification' AND line.kind = 'identified'
            GROUP BY line.document_id, line.line_no
            HAVING coalesce(emptied, 0) <> line.amount
            """,
        row="document_line {document}/{line_no}",
        sentence=N_("{paper} takes {emptied} out of what waited for its owner, where {amount} belong to the line."),
        remedy=RESTORE,
    ),
)

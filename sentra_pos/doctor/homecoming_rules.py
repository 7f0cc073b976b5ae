"""Promises of what came home: a stand ends once, nothing is sold there afterwards, and what came late waits."""

from __future__ import annotations

from sentra_pos.core.speech import N_
from sentra_pos.doctor.findings import Rule
from sentra_pos.doctor.reader import RESTORE

_ASK = N_("Compare with the laptop's own papers what was sold there, and ask for help.")
#: Each document that ends a stand beside the stand it names, if there is one; ``own``: said by the stand itself.
_ENDS = """
    ends AS MATERIALIZED (SELECT document.id, document.received_seq, document.device_id, stand.id AS stand, stand.kind,
    stand.name, stand.device_id AS till, place_id, quarantine_id, document.device_id IS stand.device_id AS own,
    coalesce(json_extract(line.details, '$.written_off'), 0) AS given_up
    FROM document LEFT JOIN document_line AS line ON line.document_id = document.id AND line.kind = 'stand'
    LEFT JOIN stand ON stand.id = unhex(replace(json_extract(line.details, '$.stand'), '-', ''))
    WHERE document.kind = 'stand_ended')
    """
_LATE_ADDED = "EXISTS (SELECT 1 FROM late_document AS late WHERE late.id = {} AND late.state = 'added')"

HOMECOMINGS = (
    Rule(
        code="stand.end",
        sql=f"""
            WITH {_ENDS}
            SELECT id AS document FROM ends GROUP BY id
            HAVING count(*) <> 1 OR count(stand) <> 1 OR max(own) = max(given_up) OR (max(given_up) = 1
            AND max(kind) <> 'laptop')
            """,
        row="document {document}",
        sentence=N_("{paper} does not end one stand, by itself or by being written off."),
        remedy=RESTORE,
    ),
    Rule(
        code="stand.cash",
        sql=f"""
            WITH {_ENDS},
            carried AS (SELECT ends.id, name, till, (SELECT coalesce(sum(amount), 0) FROM document_line AS line
            WHERE line.document_id = ends.id AND line.kind = 'cash_carried') AS said,
            (SELECT coalesce(sum(iif(debit_account_id = account.id, amount, -amount)), 0) FROM money_move AS move
            JOIN account ON account.id IN (debit_account_id, credit_account_id) WHERE move.document_id = ends.id
            AND account.kind = 'on_the_road' AND account.device_id IS iif(own AND ends.kind = 'laptop', till, NULL))
            AS moved, (SELECT count(*) FROM money_move AS move WHERE move.document_id = ends.id) AS moves
            FROM ends)
            SELECT id AS document, name, said, moved, (SELECT coalesce(sum(iif(debit_account_id = account.id, amount,
            -amount)), 0) FROM document AS last JOIN document AS before ON before.device_id = last.device_id
            AND (before.epoch, before.seq) <= (last.epoch, last.seq) JOIN money_move AS move
            ON move.document_id = before.id JOIN account ON account.id IN (debit_account_id, credit_account_id)
            WHERE last.id = carried.id AND account.kind = 'drawer' AND account.device_id = till) AS remain
            FROM carried WHERE moves <> 2 * (said <> 0) OR said <> moved OR (said <> 0 AND remain <> 0)
            """,
        row="document {document}",
        sentence=N_(
            "{paper} says that {said} went home from the stand {name}, but {moved} did, and {remain} stayed in its "
            "drawer."
        ),
        remedy=RESTORE,
    ),
    Rule(
        code="stand.ended_twice",
        sql=f"""
            WITH {_ENDS}
            SELECT max(id) AS document, name FROM ends
            WHERE stand IS NOT NULL AND NOT {_LATE_ADDED.format("ends.id")}
            GROUP BY stand HAVING count(*) > 1
            """,
        row="document {document}",
        sentence=N_("With {paper} the stand {name} ends once more."),
        remedy=RESTORE,
    ),
    Rule(
        code="stand.after_end",
        sql=f"""
            WITH {_ENDS}
            SELECT DISTINCT later.id AS document, ends.name
            FROM ends JOIN document AS later ON later.device_id = ends.till
            AND later.received_seq > ends.received_seq
            JOIN goods_move AS move ON move.document_id = later.id
            WHERE own AND later.kind IN ('sale', 'exchange', 'refund', 'void')
            AND (place_id IN (from_place_id, to_place_id) OR quarantine_id IN (from_place_id, to_place_id))
            """,
        row="document {document}",
        sentence=N_("{paper} moves goods at the stand {name}, which had ended."),
        remedy=_ASK,
    ),
    Rule(
        code="stand.after_write_off",
        sql=f"""
            WITH {_ENDS}
            SELECT later.id AS document, ends.name
            FROM ends JOIN document AS later ON later.device_id = ends.till
            AND later.received_seq > ends.received_seq
            WHERE given_up AND NOT {_LATE_ADDED.format("later.id")}
            """,
        row="document {document}",
        sentence=N_("{paper} came after the stand {name} was written off, and nobody decided to add it."),
        remedy=_ASK,
    ),
    Rule(
        code="stand.custody",
        sql=f"""
            WITH {_ENDS}
            SELECT DISTINCT ends.name, place.id AS place FROM ends JOIN place ON place.id IN (place_id, quarantine_id)
            WHERE ends.kind = 'laptop' AND place.custodian_id = till
            """,
        row="place {place}",
        sentence=N_("The stand {name} has ended, but its goods are still in its own care."),
        remedy=RESTORE,
        quick=True,
    ),
    Rule(
        code="homecoming.upto",
        sql="""
            SELECT device.name, homecoming.epoch, upto_seq AS upto, max(coalesce((SELECT seq FROM chain_head AS head
            WHERE head.device_id = homecoming.device_id AND head.epoch = homecoming.epoch
            AND head.chain = 'document'), 0), coalesce((SELECT max(seq) FROM late_document AS late
            WHERE late.device_id = homecoming.device_id AND late.epoch = homecoming.epoch), 0)) AS here
            FROM homecoming JOIN device ON device.id = homecoming.device_id WHERE upto > here
            """,
        row="homecoming {name}/{epoch}",
        sentence=N_("A file of {name} brought documents up to {upto}, but the book has only {here}."),
        remedy=RESTORE,
        quick=True,
    ),
    Rule(
        code="late.book",
        sql="""
            SELECT late.id AS late, late.state, document.id IS NOT NULL AS here
            FROM late_document AS late LEFT JOIN document ON document.id = late.id
            WHERE (late.state = 'added') <> (document.id IS NOT NULL) OR document.hash <> late.hash
            OR document.device_id <> late.device_id
            """,
        row="late_document {late}",
        sentence=N_("A document that came late is said to be {state}, but the book does not say so."),
        remedy=RESTORE,
    ),
)

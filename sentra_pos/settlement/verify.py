"""Whether a statement's paper, the store and the chain say the same: *periksa setoran*."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.speech import N_, _
from sentra_pos.core.words import format_rupiah
from sentra_pos.ledger.check_seal import Seal, check_seal
from sentra_pos.ledger.kinds import AccountKind, DocumentKind
from sentra_pos.ledger.models import Device, Document
from sentra_pos.ledger.post import document_code
from sentra_pos.settlement.proof import PaperTotals, Proof, read_proof, short_code
from sentra_pos.settlement.statement import Statement, statement_of

_CODE = re.compile(r"L(?P<device>[0-9]+)(\.(?P<epoch>[0-9]+))?-(?P<number>[0-9]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """``differs`` says what is not the same, the weightiest first; nothing there means that the paper is genuine.

    ``statement`` is what the book says; None where it has none, or one that cannot be trusted.
    """

    code: str
    differs: tuple[str, ...] = ()
    statement: Statement | None = None

    @property
    def genuine(self) -> bool:
        return not self.differs

    @property
    def sentence(self) -> str:
        """The answer in one sentence."""
        if self.differs:
            return self.differs[0]
        assert self.statement is not None
        return _("Genuine: {code} of {name} is in the book just so, with {amount} to be paid.").format(
            code=self.code, name=self.statement.party_name, amount=format_rupiah(self.statement.to_pay)
        )


def verify(session: Session, text: str) -> Verdict:
    """Hold a scanned or typed code against the store's rows, and these against the chain. Raises NotAStatementCode."""
    proof = read_proof(text)
    found = _find(session, proof)
    if found is None:
        said = _(
            "The book has no settlement {code}: this paper was not made here, or by another store. Please check it at"
            " the computer that printed it."
        )
        # A QR code carries no number; what stands below it on the paper does find it.
        code = proof.number or short_code(bytes.fromhex(proof.seal))
        return Verdict(code=code, differs=(said.format(code=code),))
    document, code = found
    broken = _broken_seals(session, document, code)
    if broken:
        return Verdict(code=code, differs=(*broken, *_wrong_lines(session, document)))
    statement = statement_of(session, document)
    said_otherwise = [*_wrong_lines(session, document), *_wrong_sums(session, statement), *_other(statement, proof)]
    return Verdict(code=code, differs=tuple(said_otherwise), statement=statement)


def _find(session: Session, proof: Proof) -> tuple[DocumentId, str] | None:
    wanted = select(Document.id, Device.code, Document.epoch, Document.number).join(
        Device, Device.id == Document.device_id
    )
    if proof.document is not None:
        wanted = wanted.where(Document.id == proof.document)
    else:
        named = _CODE.fullmatch(proof.number)
        assert named is not None
        wanted = wanted.where(
            Document.kind == DocumentKind.SETTLEMENT,
            Device.code == int(named["device"]),
            Document.epoch == int(named["epoch"] or 1),
            Document.number == int(named["number"]),
        )
    row = session.execute(wanted).one_or_none()
    if row is None:
        return None
    document, device, epoch, number = row
    return document, document_code(DocumentKind.SETTLEMENT, device, epoch, number)


# ---------------------------------------------------------------------------------------- the store against the chain

#: What the statement rests on: the documents whose lines it settled, those that were paid on it, and whatever else
#: moved what this artisan has payable between the settlement before and the one after.
_BEHIND = """
    SELECT refers_document_id FROM document_line WHERE document_id = :document AND refers_document_id IS NOT NULL
    UNION SELECT document_id FROM document_line WHERE refers_document_id = :document
    UNION SELECT move.document_id FROM account JOIN money_move AS move
        ON account.id IN (move.debit_account_id, move.credit_account_id)
        JOIN document ON document.id = move.document_id
        WHERE account.kind = 'payable' AND account.party_id = :party
        AND document.received_seq > coalesce((SELECT max(received_seq) FROM document JOIN document_line AS line
            ON line.document_id = document.id WHERE document.kind = 'settlement' AND line.kind = 'balance'
            AND line.party_id = :party AND received_seq < :arrived), 0)
        AND document.received_seq < coalesce((SELECT min(received_seq) FROM document JOIN document_line AS line
            ON line.document_id = document.id WHERE document.kind = 'settlement' AND line.kind = 'balance'
            AND line.party_id = :party AND received_seq > :arrived), 9223372036854775807)
    """
_PARTY = "SELECT party_id FROM document_line WHERE document_id = ? AND kind = 'balance' AND party_id IS NOT NULL"
_NAME = (
    "SELECT kind, code, document.epoch, number FROM document JOIN device ON device.id = device_id WHERE document.id = ?"
)
_TOLD = {
    Seal.MISSING: N_("{paper}, on which {code} rests, is not in the book any more."),
    Seal.BROKEN: N_("{paper}, on which {code} rests, was changed after it was posted: its seal is broken."),
    Seal.LOOSE: N_("{paper}, on which {code} rests, does not follow what was posted before it."),
}
_TOLD_OF_ITSELF = {
    Seal.MISSING: N_("{code} is not in the book any more."),
    Seal.BROKEN: N_("{code} was changed after it was locked: its seal is broken."),
    Seal.LOOSE: N_("{code} does not follow what was posted before it."),
}


def _broken_seals(session: Session, document: DocumentId, code: str) -> list[str]:
    own = check_seal(session, document)
    if own is not Seal.HOLDS:
        return [_(_TOLD_OF_ITSELF[own]).format(code=code)]
    told = []
    for behind in _behind(session, document):
        seal = check_seal(session, behind)
        if seal is not Seal.HOLDS:
            told.append(_(_TOLD[seal]).format(paper=_name(session, behind), code=code))
    return told


def _behind(session: Session, document: DocumentId) -> list[DocumentId]:
    connection = session.connection()
    party = connection.exec_driver_sql(_PARTY, (document.bytes,)).fetchone()
    arrived = connection.exec_driver_sql(
        "SELECT received_seq FROM document WHERE id = ?", (document.bytes,)
    ).scalar_one()
    values = {"document": document.bytes, "party": party[0] if party else b"", "arrived": arrived}
    rows = connection.exec_driver_sql(_BEHIND, values).fetchall()
    return [_identity(identity) for (identity,) in rows if bytes(identity) != document.bytes]


def _identity(raw: bytes) -> DocumentId:
    """Of a row that somebody changed, an identity that no document has."""
    try:
        return DocumentId(UUID(bytes=bytes(raw)))
    except ValueError:
        return DocumentId(UUID(int=0))


def _name(session: Session, document: DocumentId) -> str:
    row = session.connection().exec_driver_sql(_NAME, (document.bytes,)).fetchone()
    if row is None:
        return _("A document")
    kind, device, epoch, number = row
    try:
        return document_code(DocumentKind(kind), device, epoch, number)
    except ValueError:
        return _("A document")


# ------------------------------------------------------------------------------------------- the sums, reckoned again

_LINES = """
    SELECT line.line_no, line.amount, coalesce((SELECT sum(iif(account.id = credit_account_id, move.amount,
        -move.amount)) FROM account JOIN money_move AS move ON account.id IN (debit_account_id, credit_account_id)
        WHERE account.kind = 'accrued' AND account.party_id = line.party_id
        AND move.document_id = line.refers_document_id AND move.line_no = line.refers_line_no), 0) AS earned
    FROM document_line AS line
    WHERE line.document_id = ? AND line.kind = 'settled' AND line.amount <> earned ORDER BY line.line_no
    """
_MOVED = """
    SELECT account.kind, sum(iif(account.id = credit_account_id, move.amount, -move.amount))
    FROM money_move AS move JOIN account ON account.id IN (debit_account_id, credit_account_id)
    WHERE move.document_id = ? AND account.party_id = ? GROUP BY account.kind
    """


def _wrong_lines(session: Session, document: DocumentId) -> list[str]:
    """Lines that settle another sum than was earned by what they name."""
    rows = session.connection().exec_driver_sql(_LINES, (document.bytes,)).fetchall()
    said = _("Line {line} settles {amount}, but what it names earned {earned}.")
    return [
        said.format(line=line, amount=format_rupiah(Rupiah(amount)), earned=format_rupiah(Rupiah(earned)))
        for line, amount, earned in rows
    ]


def _wrong_sums(session: Session, statement: Statement) -> list[str]:
    """Totals that the settlement's own moves do not bear out."""
    moved = _moved(session, statement.id, statement.party)
    accrued, payable = moved.get(AccountKind.ACCRUED, ZERO), moved.get(AccountKind.PAYABLE, ZERO)
    wrong = []
    if -accrued != statement.earned:
        wrong.append((_("Earned in this period"), statement.earned, -accrued))
    if payable != statement.earned - statement.deducted:
        wrong.append((_("Became payable"), statement.earned - statement.deducted, payable))
    said = _("{what}: the lines come to {lines}, the moves to {moves}.")
    return [
        said.format(what=what, lines=format_rupiah(lines), moves=format_rupiah(moves)) for what, lines, moves in wrong
    ]


def _moved(session: Session, document: DocumentId, party: PartyId) -> dict[str, Rupiah]:
    rows = session.connection().exec_driver_sql(_MOVED, (document.bytes, party.bytes)).fetchall()
    return {kind: Rupiah(amount) for kind, amount in rows}


# -------------------------------------------------------------------------------------------- the paper and the store


def _other(statement: Statement, proof: Proof) -> list[str]:
    differs = []
    if proof.totals is not None:
        differs = list(_other_totals(proof.totals, statement.totals))
    if not statement.hash.hex().startswith(proof.seal):
        said = _("The code on the paper is not that of {code}: another paper, or not made from this book.")
        differs.append(said.format(code=statement.code))
    return differs


def _other_totals(paper: PaperTotals, book: PaperTotals) -> Iterator[str]:
    names = {
        "sold": _("What customers paid"),
        "commission": _("The shop's commission"),
        "deducted": _("Taken off"),
        "balance": _("Balance"),
    }
    said = _("{what}: the paper says {paper}, the book {book}.")
    for field, what in names.items():
        printed, booked = getattr(paper, field), getattr(book, field)
        if printed != booked:
            yield said.format(what=what, paper=format_rupiah(printed), book=format_rupiah(booked))

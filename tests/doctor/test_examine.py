"""How the doctor speaks: nothing when all is well, one JSON object for programs, and never a change to the store."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.db.types import canonical_json
from sentra_pos.doctor import shipped_schema
from sentra_pos.doctor.computed_ids import account_id
from sentra_pos.doctor.examine import RULES, examine, report
from sentra_pos.doctor.seals import _text, uuid_json
from sentra_pos.ledger.draft import Account
from sentra_pos.ledger.kinds import AccountKind, DocumentKind
from tests.doctor.a_busy_shop import a_busy_shop, copied
from tests.doctor.ship_schema import SHIPPED, shipped


def test_a_good_store_leaves_the_doctor_silent(busy_store_file: Path) -> None:
    assert report(examine(busy_store_file), as_json=False) == ""
    assert json.loads(report(examine(busy_store_file, quick=True), as_json=True)) == {"well": True, "findings": []}


def test_a_finding_says_where_what_and_what_to_do(busy_store_file: Path, tmp_path: Path) -> None:
    use_language("en")
    broken = copied(
        busy_store_file,
        tmp_path / "shop.db",
        lambda connection: connection.execute("UPDATE document SET reason = 'x' WHERE kind = 'sale' AND number = 2"),
    )

    found = examine(broken)

    (told,) = json.loads(report(found, as_json=True))["findings"]
    assert told["code"] == "chain.document"
    assert told["row"].startswith("document 0")
    assert told["sentence"] == "J1-000002 is not as it was posted: its content and its seal disagree."
    assert told["remedy"]
    assert "chain.document" in report(found, as_json=False)


def test_a_thousand_broken_rows_are_not_told_one_by_one(busy_store_file: Path, tmp_path: Path) -> None:
    broken = copied(
        busy_store_file,
        tmp_path / "shop.db",
        lambda connection: connection.execute("UPDATE stock_balance SET quantity = quantity + 1"),
    )
    assert len([finding for finding in examine(broken) if finding.code == "goods.balance"]) <= 21


def test_the_doctor_reads_beside_an_open_till_and_changes_nothing(store: Store, clock: FixedClock) -> None:
    a_busy_shop(store, clock)
    with store.driver_connection() as connection:
        before = connection.execute("PRAGMA data_version").fetchone()
        assert examine(store.path) == ()
        assert connection.execute("PRAGMA data_version").fetchone() == before


def test_the_doctor_reads_a_copy_that_may_not_be_written(busy_store_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "medium"
    folder.mkdir()
    copy = Path(shutil.copy(busy_store_file, folder / "shop.db"))
    assert examine(copy) == ()
    assert [file.name for file in folder.iterdir()] == ["shop.db"]


def test_the_shipped_schema_is_that_of_a_new_store(empty_store_file: Path) -> None:
    assert SHIPPED.read_text(encoding="utf-8") == shipped(empty_store_file), (
        "the tables changed: python -m tests.doctor.ship_schema"
    )
    assert shipped_schema.REVISION >= 1


def test_every_kind_of_document_has_its_postings_and_its_mark() -> None:
    from sentra_pos.doctor.facts import POSTINGS
    from sentra_pos.doctor.reader import _MARKS

    assert {kind.value for kind in DocumentKind} == set(POSTINGS)
    assert {kind.value: kind.mark for kind in DocumentKind} == _MARKS


def test_every_rule_can_be_said() -> None:
    assert all(rule.code and rule.sentence and rule.remedy and rule.row for rule in RULES)


@given(st.text())
def test_text_is_spelled_as_in_the_chain(text: str) -> None:
    assert _text(text) == canonical_json(text)


@given(st.sampled_from(AccountKind), st.none() | st.uuids(), st.none() | st.uuids(), st.none() | st.text(min_size=1))
def test_an_account_has_the_id_that_it_had_when_money_first_moved(
    kind: AccountKind, party: object, device: object, method: str | None
) -> None:
    account = Account(kind, party=party, device=device, method=method)  # type: ignore[arg-type]
    parts = [None if part is None else part.bytes for part in (account.party, account.device)]
    assert account_id(kind.value, parts[0], parts[1], method) == account.id.bytes
    assert uuid_json(account.id.bytes) == f'"{account.id}"'

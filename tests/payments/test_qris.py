"""QRIS payloads: read to the letter, checked, and given an amount."""

from __future__ import annotations

from contextlib import suppress

import pytest
import qriskit
from hypothesis import assume, given
from hypothesis import strategies as st

from sentra_pos.core.errors import SentraError
from sentra_pos.core.money import Rupiah
from sentra_pos.payments.errors import (
    QrisAmountTooLarge,
    QrisAmountUnclear,
    QrisAmountZero,
    QrisCutOff,
    QrisDamaged,
    QrisEmpty,
    QrisForeignCurrency,
    QrisUnknown,
)
from sentra_pos.payments.qris import Field, check_sum, encode, read_fields, read_merchant, with_amount
from tests.payments.stickers import EMVCO, sealed, sticker, tlv

#: What may stand in a name: any printed letters, also beyond ASCII, and digits that look like fields.
NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=25)
AMOUNTS = st.integers(1, 9_999_999_999_999).map(Rupiah)


def fields_of(payload: str) -> dict[str, str]:
    return {field.tag: field.value for field in read_fields(payload)}


def test_the_check_sum_is_the_published_one() -> None:
    assert check_sum("123456789") == "29B1"


def test_the_published_example_is_read_and_written_to_the_letter() -> None:
    fields = read_fields(EMVCO)
    assert encode(fields) == EMVCO
    found = {field.tag: field for field in fields}
    assert found["59"].value == "BEST TRANSPORT"
    assert found["64"].parts == (
        Field(tag="00", value="ZH"),
        Field(tag="01", value="最佳运输"),
        Field(tag="02", value="北京"),
    )
    assert found["29"].parts[0] == Field(tag="00", value="D15600000000")


def test_a_sticker_says_whom_it_pays() -> None:
    merchant = read_merchant(sticker())
    assert (merchant.name, merchant.nmid, merchant.city) == ("SENTRA BATIK CONTOH", "ID1020999999999", "MOJOKERTO")
    assert not merchant.is_dynamic
    assert merchant.amount is None


def test_the_national_number_is_found_in_an_account_template_too() -> None:
    assert read_merchant(sticker(nmid=None)).nmid == ""
    account = tlv("00", "COM.CONTOH.WWW") + tlv("02", "ID1020888888888")
    body = "000201" + tlv("26", account) + "5303360" + tlv("59", "TOKO")
    assert read_merchant(sealed(body)).nmid == "ID1020888888888"


def test_a_code_for_one_payment_says_how_much() -> None:
    merchant = read_merchant(sticker(kind="12", amount="75000.00"))
    assert merchant.is_dynamic
    assert merchant.amount == Rupiah(75_000)


# ------------------------------------------------------------------------------------------------------------ refusals


@pytest.mark.parametrize("amount", ["0", "00", "0.00"])
def test_an_amount_of_nothing_is_refused(amount: str) -> None:
    refused(sticker(amount=amount), QrisAmountZero)


@pytest.mark.parametrize("amount", ["12,5", "1.5", "x", "", "-5", "1e3", "١٢"])
def test_an_amount_that_is_none_is_refused(amount: str) -> None:
    refused(sticker(amount=amount), QrisAmountUnclear)


def test_another_currency_is_refused() -> None:
    refused(EMVCO, QrisForeignCurrency)
    refused(sticker(currency="840"), QrisForeignCurrency)


def test_nothing_at_all_is_refused() -> None:
    for empty in ("", "   ", "\n"):
        refused(empty, QrisEmpty)


@pytest.mark.parametrize("text", ["https://contoh.id/menu", "123", "000101", "WIFI:S:toko;;"])
def test_what_is_no_such_code_is_refused(text: str) -> None:
    refused(text, QrisUnknown)


def test_a_code_without_a_name_or_with_two_is_refused() -> None:
    refused(sticker(name=" "), QrisUnknown)
    refused(sealed("000201" + "5303360" + tlv("59", "SATU") + tlv("59", "DUA")), QrisUnknown)


@pytest.mark.parametrize("cut", ["000201", "00020101", sticker()[:-8], sticker()[:-4], sticker()[:40]])
def test_a_code_that_ends_too_early_is_refused(cut: str) -> None:
    refused(cut, QrisCutOff)


def test_a_template_that_is_no_list_of_fields_is_refused_though_its_check_sum_fits() -> None:
    refused(sealed("000201" + tlv("26", "0099") + "5303360" + tlv("59", "TOKO")), QrisCutOff)


def test_a_wrong_check_sum_is_refused() -> None:
    good = sticker()
    refused(good[:-1] + ("0" if good[-1] != "0" else "1"), QrisDamaged)
    refused(good.replace("MOJOKERTO", "MOJOKERT0"), QrisDamaged)


@given(st.data())
def test_a_slip_of_one_character_is_always_noticed(data: st.DataObject) -> None:
    good = sticker()
    place = data.draw(st.integers(0, len(good) - 1))
    other = data.draw(st.sampled_from("0123456789ABCDEFXYZ ."))
    assume(other != good[place])
    with pytest.raises(SentraError):
        read_merchant(good[:place] + other + good[place + 1 :])
    with pytest.raises(SentraError):
        read_merchant(good[:place] + good[place + 1 :])


@given(st.text(max_size=60) | st.text("0123456789", max_size=60).map("000201".__add__))
def test_any_text_at_all_is_read_to_the_letter_or_refused(text: str) -> None:
    with suppress(SentraError):
        assert encode(read_fields(text)) == text


def refused(payload: str, trouble: type[SentraError]) -> None:
    with pytest.raises(trouble) as caught:
        read_merchant(payload)
    assert str(caught.value).strip().endswith(".")
    with pytest.raises(trouble):
        with_amount(payload, Rupiah(10_000))


# ---------------------------------------------------------------------------------------------------------- an amount


def test_an_amount_changes_only_what_it_must() -> None:
    before, after = fields_of(sticker()), fields_of(with_amount(sticker(), Rupiah(185_000)))
    assert after.pop("54") == "185000"
    assert after.pop("01") == "12"
    before.pop("01")
    assert before.pop("63") != after.pop("63")
    assert after == before


def test_a_name_that_looks_like_fields_is_left_alone() -> None:
    tricky = sticker(name="TOKO 010211 5802ID 5303360", bill="6304FFFF")
    after = with_amount(tricky, Rupiah(5_000))
    assert read_merchant(after).name == "TOKO 010211 5802ID 5303360"
    assert fields_of(after)["62"] == "01086304FFFF"


def test_the_amount_takes_its_place_in_the_order() -> None:
    tags = [field.tag for field in read_fields(with_amount(sticker(kind=None), Rupiah(5_000)))]
    assert tags == [*sorted(tags[:-1]), "63"]
    assert tags[1] == "01"


def test_an_old_amount_is_replaced() -> None:
    assert read_merchant(with_amount(sticker(amount="10000", kind="12"), Rupiah(7))).amount == Rupiah(7)


@pytest.mark.parametrize("amount", [0, -1])
def test_an_amount_of_nothing_or_less_is_not_put_in(amount: int) -> None:
    with pytest.raises(QrisAmountZero):
        with_amount(sticker(), Rupiah(amount))


def test_more_than_a_code_can_hold_is_not_put_in() -> None:
    with pytest.raises(QrisAmountTooLarge):
        with_amount(sticker(), Rupiah(10**13))


@given(name=NAMES, city=NAMES, amount=AMOUNTS, kind=st.sampled_from(["11", "12", None]))
def test_whatever_the_shop_is_called_the_code_is_read_back(
    name: str, city: str, amount: Rupiah, kind: str | None
) -> None:
    static = sticker(name=name, city=city, kind=kind)
    assert encode(read_fields(static)) == static
    asked = with_amount(static, amount)
    merchant = read_merchant(asked)
    assert (merchant.name, merchant.city, merchant.amount) == (name.strip(), city.strip(), amount)
    assert encode(read_fields(asked)) == asked
    assert with_amount(asked, amount) == asked


@given(name=st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ .&", min_size=1, max_size=25), amount=AMOUNTS)
def test_another_library_makes_and_reads_the_same(name: str, amount: Rupiah) -> None:
    assume(name.strip() == name)
    static = sticker(name=name)
    theirs = qriskit.parse(static)
    assert (theirs.merchant_name, theirs.nmid) == (name, read_merchant(static).nmid)
    asked = with_amount(static, amount)
    assert theirs.to_dynamic(amount.amount).dumps() == asked
    again = qriskit.parse(asked)
    assert again.is_dynamic
    assert int(again.amount or 0) == amount.amount
    assert qriskit.is_valid(asked)

"""The main job as a command: the whole of it, and what it says when something is not as it should be."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from sentra_pos.__main__ import main
from sentra_pos.core.money import Rupiah
from sentra_pos.payments.read_qris_picture import read_qris_picture
from tests.printing.escpos_reader import read
from ui.main_window import MainWindow
from ui.tour import steps_opening
from ui.tour.hands import NotAsItShouldBe
from ui.tour.play import STEPS, FolderInUse, play
from ui.tour.tour import Tour

ROOT = Path(__file__).parents[3]
#: The tour takes a minute at most on a machine that does nothing else; beside the other tests it takes longer.
PATIENCE_S = 280
pytestmark = pytest.mark.timeout(PATIENCE_S + 20)


def told_by(folder: Path) -> dict[str, Any]:
    record = json.loads((folder / "tour.json").read_text(encoding="utf-8"))
    assert isinstance(record, dict)
    return record


@pytest.fixture(scope="module")
def toured(tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[str], Path]:
    """The tour as a person starts it, on a machine without a display; played once."""
    folder = tmp_path_factory.mktemp("tour")
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    ended = subprocess.run(
        [sys.executable, "-W", "error", "-m", "sentra_pos", "tour", str(folder)],
        cwd=ROOT,
        env=kept,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE_S,
        check=False,
    )
    return ended, folder


@pytest.fixture
def folder(toured: tuple[subprocess.CompletedProcess[str], Path]) -> Path:
    """What it left."""
    ended, folder = toured
    assert ended.returncode == 0, ended.stderr
    return folder


def test_the_tour_goes_as_it_should_and_says_where_its_pictures_are(
    toured: tuple[subprocess.CompletedProcess[str], Path],
) -> None:
    ended, folder = toured

    assert (ended.returncode, ended.stderr) == (0, "")
    assert str(folder) in ended.stdout
    assert len(ended.stdout.splitlines()) == 1


def test_every_step_and_the_doctor_are_recorded(folder: Path) -> None:
    record = told_by(folder)

    assert [step["name"] for step in record["steps"]] == [step.__name__ for step in STEPS]
    assert {step["outcome"] for step in record["steps"]} == {"as it should be"}
    assert record["doctor"] == {"silent": True, "findings": []}


def test_each_screen_has_a_numbered_picture_of_its_own(folder: Path) -> None:
    pictures = sorted(folder.glob("[0-9][0-9][0-9]-*.png"))

    assert len(pictures) >= 80
    assert [picture.name for picture in pictures] == [p for s in told_by(folder)["steps"] for p in s["pictures"]]
    assert {QImage(str(picture)).size().toTuple() for picture in pictures} == {(1366, 768)}
    assert len({picture.read_bytes() for picture in pictures}) == len(pictures)


def test_the_receipt_is_there_as_bytes_text_and_picture(folder: Path) -> None:
    text = (folder / "receipt.txt").read_text(encoding="utf-8")

    assert not QImage(str(folder / "receipt.png")).isNull()
    assert "TOTAL                               Rp 1.727.000" in text
    printed = read((folder / "receipt.bin").read_bytes())
    assert [line for line in printed.lines if line] == [line for line in text.splitlines() if line and line[0] != "["]
    assert [f"[EAN-13 {code}]" for code in printed.barcodes] == [line for line in text.splitlines() if "EAN" in line]


def test_the_statements_paper_adds_up_to_what_left_the_drawer(folder: Path) -> None:
    paper = "\n".join(page.extract_text() for page in PdfReader(folder / "statement.pdf").pages)
    steps = {step["name"]: step["facts"] for step in told_by(folder)["steps"]}
    paid = steps["lock_and_pay"]["paid"]

    assert paid == 250_000 + 264_000 + 162_000 - 100_000
    # A cart that waited, a return, an exchange and a down payment; a void and a correction leave nothing. Then a
    # kasbon, and what one artisan got on the settlement day: 85 % of 1.250.000 less what comes back of the kasbon.
    # What the mall took went into the safe.
    counter = sum(facts.get("cash", 0) for name, facts in steps.items() if name != "take_goods_home")
    assert counter == 84_000 - 48_000 + 47_000 + 100_000 - 200_000 - (1_062_500 - 50_000)
    assert steps["close_till"]["counted"] == 500_000 + steps["pay_cash"]["total"] + counter - paid
    for figure in ("250.000", "264.000", "162.000", "676.000", "-Rp 100.000", "Rp 576.000"):
        assert figure in paper.replace("\N{NO-BREAK SPACE}", " ")
    assert "lima ratus tujuh puluh enam ribu rupiah" in paper


def test_the_codes_on_the_till_and_on_the_customers_screen_ask_for_the_amount(folder: Path) -> None:
    for name in ("[0-9][0-9][0-9]-qris.png", "[0-9][0-9][0-9]-customer-display.png"):
        (picture,) = folder.glob(name)
        merchant = read_qris_picture(picture.read_bytes())
        assert (merchant.name, merchant.amount) == ("GALERI BATIK CONTOH", Rupiah(310_000))


def test_the_papers_for_an_agency_say_what_was_paid(folder: Path) -> None:
    for name, words in (("nota.pdf", "84.000"), ("kuitansi.pdf", "delapan puluh empat ribu rupiah")):
        paper = "\n".join(page.extract_text() for page in PdfReader(folder / name).pages)
        assert "Dinas Contoh" in paper
        assert words in " ".join(paper.lower().split())


def words_on(paper: Path) -> str:
    """All words of a PDF, its line breaks and no-break spaces as plain ones."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(paper).pages).split())


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("agreement.pdf", ("Sanggar Malam Andaian", "Batik tulis", "12%", "15%")),
        ("drop-off.pdf", ("TT1-000001", "kain tulis latar putih", "selendang")),
        ("note-declined.pdf", ("N1-000014", "Kain Tulis Mojo Latar Putih", "950.000", "warna luntur di tepi")),
        ("difference-slip.pdf", ("Sanggar Malam Andaian", "Kain Rawan Indek")),
        ("handed-back.pdf", ("RT1-000001", "Kain Koro Renteng", "mau dipakai sendiri")),
        ("envelopes.pdf", ("Batik Lembayung Contoh", "1.012.500", "743.750")),
        ("artisan-card.pdf", ("Batik Lembayung Contoh", "P01")),
        ("loading-list.pdf", ("MP1-000001", "Pameran Wastra Rekaan", "Atrium 7", "300.000")),
        ("delivery-note.pdf", ("MP1-000001", "S 1234 XX", "Pak Umpama")),
        ("daily-recap.pdf", ("Pameran Wastra Rekaan", "Atrium 7")),
        ("exhibition-result.pdf", ("Pameran Wastra Rekaan", "Mal Misalan")),
    ],
)
def test_the_papers_of_consignment_say_what_the_screens_said(folder: Path, name: str, words: tuple[str, ...]) -> None:
    said = words_on(folder / name)
    assert [word for word in words if word not in said] == []


def test_tags_and_the_story_of_a_piece_are_one_page_each(folder: Path) -> None:
    for name in ("tags.pdf", "card.pdf"):
        assert len(PdfReader(folder / name).pages) == 1


def test_what_was_missing_is_paid_and_a_kasbon_comes_back_by_its_plan(folder: Path) -> None:
    steps = {step["name"]: step["facts"] for step in told_by(folder)["steps"]}

    assert steps["decide_case"]["compensation"] == 875_000 * 85 // 100
    assert steps["settlement_day"]["earned"] + steps["settlement_day"]["cash"] == 50_000


def test_what_the_mall_bought_came_home_to_the_rupiah(folder: Path) -> None:
    steps = {step["name"]: step["facts"] for step in told_by(folder)["steps"]}
    taken = steps["sell_at_the_mall"]["taken"]

    assert taken > 0
    assert steps["look_at_result"]["taken"] == taken
    assert steps["take_goods_home"]["cash"] == steps["load_for_exhibition"]["change"] + taken
    assert main(["--store", str(folder / "laptop" / "laptop.sqlite3"), "doctor"]) == 0


def test_the_note_is_there_in_two_copies(folder: Path) -> None:
    paper = "\n".join(page.extract_text() for page in PdfReader(folder / "note.pdf").pages)

    assert "Untuk perajin" in paper
    assert "Untuk toko" in paper
    assert paper.count("Selendang Sisik Gringsing") == 2


def test_the_store_it_leaves_is_whole_and_backed_up(folder: Path) -> None:
    assert main(["--store", str(folder / "shop" / "toko.sqlite3"), "doctor"]) == 0
    assert len(list((folder / "shop" / "toko-backups").iterdir())) == 1


# ------------------------------------------------------------------------------------------- when something is wrong


def test_a_printer_that_refuses_ends_it_with_one_sentence(
    qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = (steps_opening.first_start, steps_opening.set_up_printer, steps_opening.import_goods)

    assert play(tmp_path / "t", printer_address="127.0.0.1:1", steps=steps) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
    record = told_by(tmp_path / "t")
    assert "127.0.0.1:1" in record["outcome"]
    assert [step["name"] for step in record["steps"]] == ["first_start", "set_up_printer"]


def test_a_mistake_of_the_program_ends_it(
    qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", lambda *_fault: None)

    def breaks(tour: Tour) -> None:
        tour.app.runner.read(lambda _session: 1 // 0)
        tour.hands.settle()

    assert play(tmp_path / "t", steps=(breaks,)) == 1
    assert "ActBroke" in capsys.readouterr().err


def test_damage_that_no_screen_shows_is_found_by_the_doctor(
    qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def damages(tour: Tour) -> None:
        with tour.shop.writing() as session:
            session.connection().exec_driver_sql("UPDATE chain_head SET seq = seq + 1 WHERE chain = 'event'")

    assert play(tmp_path / "t", steps=(steps_opening.first_start, damages)) == 1
    assert capsys.readouterr().err
    assert told_by(tmp_path / "t")["doctor"]["findings"]


def test_words_that_are_cut_off_end_it(qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def squeezes(tour: Tour) -> None:
        window = tour.hands.window
        assert isinstance(window, MainWindow)
        window.button("sell").setFixedWidth(12)
        tour.hands.picture("squeezed")

    assert play(tmp_path / "t", steps=(steps_opening.first_start, squeezes)) == 1
    assert capsys.readouterr().err
    assert "cut off" in told_by(tmp_path / "t")["outcome"]


# ---------------------------------------------------------------------------------------------------------- the folder


def nothing(tour: Tour) -> None:
    """A step that does nothing."""


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "surat.txt").write_text("penting", encoding="utf-8")

    with pytest.raises(FolderInUse):
        play(tmp_path)
    assert main(["tour", str(tmp_path)]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["surat.txt"]


def test_a_file_is_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "surat.txt"
    file.write_text("penting", encoding="utf-8")

    assert main(["tour", str(file)]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert file.read_text(encoding="utf-8") == "penting"


def test_an_earlier_tour_is_cleared_away_and_nothing_else(
    qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert play(tmp_path, steps=(nothing,)) == 0
    for name in ("07-old.png", "receipt.txt", "surat.txt"):
        (tmp_path / name).write_text("dulu", encoding="utf-8")

    assert play(tmp_path, steps=(nothing,)) == 0
    assert sorted(file.name for file in tmp_path.iterdir()) == ["shop", "surat.txt", "tour.json"]


def test_a_step_tells_what_it_expected(qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def expects(tour: Tour) -> None:
        raise NotAsItShouldBe("the drawer should hold Rp 5")

    assert play(tmp_path, steps=(nothing, expects)) == 1
    assert "expects: the drawer should hold Rp 5" in capsys.readouterr().err

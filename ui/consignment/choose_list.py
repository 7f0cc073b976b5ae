"""Asking the system for the file of a list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from sentra_pos.core.speech import _


def choose_list(parent: QWidget, chosen: Callable[[Path], object]) -> None:
    """``chosen`` gets the file, if there is one."""
    kinds = _("Lists (*.xlsx *.csv *.txt);;All files (*)")
    name, _kind = QFileDialog.getOpenFileName(parent, _("Choose the list"), "", kinds)
    if name:
        chosen(Path(name))

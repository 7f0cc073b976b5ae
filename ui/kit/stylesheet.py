"""The style sheet, made from the theme's tokens."""

from __future__ import annotations

from PySide6.QtGui import QColor

from sentra_pos.core.resources import resource_path
from ui.kit.theme import BODY, CAPTION, FIGURE, HEADLINE, LEAD, PAD_KEY, TITLE, TOTAL, Tokens


def style_sheet(t: Tokens) -> str:
    """Everything Qt Style Sheets need to know of the look."""
    return "\n".join((_base(t), _labels(t), _buttons(t), _fields(t), _lists(t), _rail(t), _scroll_bars(t)))


def _picture(name: str, tone: str) -> str:
    """Style sheets cannot tint, so the two icons they need are shipped in white too."""
    is_pale = QColor(tone).lightness() > QColor("gray").lightness()
    return resource_path(f"icons/{name}{'-white' if is_pale else ''}.svg").as_posix()


def _base(t: Tokens) -> str:
    return f"""
QWidget {{ font-size: {BODY}px; color: {t.ink}; }}
QMainWindow, QWidget[kind="page"] {{ background: {t.ground}; }}
QScrollArea, QScrollArea > QWidget > QWidget[kind="plain"], QStackedWidget {{ background: transparent; border: none; }}
QFrame[kind="card"] {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: 14px; }}
QFrame[kind="card"][chosen="true"] {{ background: {t.wash}; border-color: {t.primary}; }}
QFrame[kind="panel"] {{ background: {t.surface}; border: none; border-left: 1px solid {t.line}; }}
QFrame[kind="sheet"] {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: 18px; }}
QPushButton[kind="pad"] {{ font-size: {TITLE}px; font-weight: 700; padding: 0;
    min-width: {PAD_KEY[0] - 2}px; min-height: {PAD_KEY[1] - 2}px; }}
QFrame[kind="side"] {{ background: {t.ground}; border: none; border-top-right-radius: 17px;
    border-bottom-right-radius: 17px; }}
QFrame[kind="divider"] {{ background: {t.line}; border: none; }}
QFrame[kind="banner"] {{ background: {t.wash}; border: 1px solid {t.line}; border-radius: 12px; }}
QFrame[kind="banner"][tone="good"] {{ background: {t.good_wash}; border-color: {t.good}; }}
QFrame[kind="banner"][tone="warn"] {{ background: {t.warn_wash}; border-color: {t.warn}; }}
QFrame[kind="banner"][tone="bad"] {{ background: {t.bad_wash}; border-color: {t.bad}; }}
QToolTip {{ background: {t.ink}; color: {t.surface}; border: none; padding: 6px 8px; font-size: {CAPTION}px; }}
QMenu {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: 10px; padding: 6px; }}
QMenu::item {{ padding: 10px 24px 10px 12px; border-radius: 8px; }}
QMenu::item:selected {{ background: {t.wash}; }}
QProgressBar {{ background: {t.line}; border: none; border-radius: 5px; max-height: 10px; min-height: 10px; }}
QProgressBar::chunk {{ background: {t.primary}; border-radius: 5px; }}
"""


def _labels(t: Tokens) -> str:
    sizes = {"caption": CAPTION, "body": BODY, "lead": LEAD, "title": TITLE, "headline": HEADLINE, "total": TOTAL}
    sizes["figure"] = FIGURE
    rules = [f'QLabel[textSize="{name}"] {{ font-size: {px}px; }}' for name, px in sizes.items()]
    rules += ['QLabel[textSize="giant"] { font-size: 44px; }']
    weights = {"medium": 500, "semibold": 600, "bold": 700, "extrabold": 800}
    rules += [f'QLabel[weight="{name}"] {{ font-weight: {value}; }}' for name, value in weights.items()]
    for tone in ("ink", "muted", "primary", "indigo", "good", "warn", "bad"):
        rules.append(f'QLabel[tone="{tone}"] {{ color: {getattr(t, tone)}; }}')
    for tone in ("good", "warn", "bad"):
        wash = getattr(t, f"{tone}_wash")
        rules.append(f'QLabel[kind="pill"][tone="{tone}"] {{ background: {wash}; }}')
    rules.append(f'QLabel[kind="pill"] {{ background: {t.wash}; border-radius: 11px; padding: 3px 10px; }}')
    rules.append("QLabel { background: transparent; }")
    return "\n".join(reversed(rules))


def _buttons(t: Tokens) -> str:
    return f"""
QPushButton {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: 12px; font-weight: 600;
    padding: 0 11px; min-height: 42px; min-width: 42px; color: {t.ink}; }}
QPushButton:hover {{ background: {t.ground}; }}
QPushButton:pressed, QPushButton:checked {{ background: {t.wash}; border-color: {t.primary}; }}
QPushButton:focus {{ border: 2px solid {t.primary}; padding: 0 10px; min-height: 40px; min-width: 40px; }}
QPushButton, QToolButton, QCheckBox, QRadioButton {{ outline: none; }}
QPushButton:disabled {{ color: {t.muted}; background: {t.ground}; border-color: {t.line}; }}
QPushButton[kind="primary"] {{ background: {t.primary}; color: {t.on_primary}; border: 1px solid {t.primary};
    font-weight: 700; font-size: {LEAD}px; padding: 0 20px; min-height: 50px; }}
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed {{ background: {t.primary_deep}; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {t.ink}; padding: 0 19px; min-height: 48px; }}
QPushButton[kind="primary"]:disabled {{ background: {t.line}; border-color: {t.line}; color: {t.muted}; }}
QPushButton[kind="primary"][big="true"] {{ font-size: {TITLE}px; min-height: 54px; }}
QPushButton[kind="primary"][big="true"]:focus {{ min-height: 52px; }}
QPushButton[kind="primary"][compact="true"] {{ font-size: {BODY}px; min-height: 42px; }}
QPushButton[kind="primary"][compact="true"]:focus {{ min-height: 40px; }}
QPushButton[large="true"] {{ font-size: {TITLE}px; min-height: 54px; text-align: center; }}
QPushButton[large="true"]:focus {{ min-height: 52px; }}
QPushButton[large="true"][place="true"] {{ text-align: left; }}
QPushButton[kind="quiet"] {{ background: transparent; border: 1px solid transparent; color: {t.muted};
    font-weight: 500; padding: 0 10px; }}
QPushButton[kind="quiet"]:hover {{ background: {t.wash}; color: {t.ink}; }}
QPushButton[kind="quiet"]:focus {{ border: 2px solid {t.primary}; padding: 0 9px; }}
QPushButton[kind="danger"] {{ background: {t.surface}; color: {t.bad}; border: 1px solid {t.bad}; }}
QPushButton[kind="danger"]:hover, QPushButton[kind="danger"]:pressed {{ background: {t.bad_wash}; }}
QPushButton[kind="danger"]:focus {{ border: 3px solid {t.bad}; padding: 0 9px; min-height: 38px; }}
QPushButton[kind="danger"]:disabled {{ background: {t.ground}; color: {t.muted}; border-color: {t.line}; }}
QPushButton[kind="chip"] {{ border-radius: 17px; padding: 0 16px; margin: 4px 0; min-height: 34px;
    font-weight: 500; color: {t.muted}; }}
QPushButton[kind="chip"]:checked {{ background: {t.indigo}; color: {t.on_indigo}; border-color: {t.indigo};
    font-weight: 600; }}
QPushButton[kind="chip"]:focus {{ border: 2px solid {t.primary}; padding: 0 15px; min-height: 32px; }}
QPushButton[kind="chip"][large="true"] {{ font-size: {TITLE}px; border-radius: 23px; min-height: 46px; }}
QPushButton[kind="chip"][large="true"]:focus {{ min-height: 44px; }}
QToolButton {{ background: transparent; border: 2px solid transparent; border-radius: 12px; font-weight: 600; }}
QToolButton:hover {{ background: {t.wash}; }}
QToolButton:focus {{ border-color: {t.primary}; }}
QToolButton[kind="tile"] {{ background: {t.surface}; border: 1px solid {t.line}; padding: 6px 4px; min-height: 52px; }}
QToolButton[kind="tile"]:checked {{ background: {t.indigo}; color: {t.on_indigo}; border-color: {t.indigo}; }}
QToolButton[kind="tile"]:focus {{ border: 2px solid {t.primary}; padding: 5px 3px; }}
QToolButton[kind="tile"]:disabled {{ color: {t.muted}; background: {t.ground}; }}
/* Nothing on their left: the box stands where the fields above and below it begin. So the box itself shows focus. */
QCheckBox, QRadioButton {{ spacing: 10px; min-height: 44px; padding: 0 4px 0 0; }}
QCheckBox:focus, QRadioButton:focus {{ color: {t.primary}; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: 20px; height: 20px; border: 1px solid {t.muted};
    background: {t.surface}; border-radius: 6px; }}
QRadioButton::indicator {{ border-radius: 11px; }}
QCheckBox::indicator:checked {{ background: {t.primary}; border-color: {t.primary};
    image: url("{_picture("check", t.on_primary)}"); }}
QRadioButton::indicator:checked {{ border: 6px solid {t.primary}; width: 10px; height: 10px; }}
QCheckBox::indicator:focus {{ width: 18px; height: 18px; border: 2px solid {t.primary}; }}
QCheckBox::indicator:checked:focus {{ border-color: {t.ink}; }}
QRadioButton::indicator:focus {{ width: 18px; height: 18px; border: 2px solid {t.primary}; }}
QRadioButton::indicator:checked:focus {{ border: 6px solid {t.ink}; width: 10px; height: 10px; }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ background: {t.ground}; border-color: {t.line}; }}
"""


def _fields(t: Tokens) -> str:
    return f"""
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox {{ background: {t.field}; border: 1px solid {t.line};
    border-radius: 12px; padding: 0 12px; min-height: 42px; font-size: {LEAD}px; color: {t.ink};
    selection-background-color: {t.primary}; selection-color: {t.on_primary}; }}
QPlainTextEdit, QTextEdit {{ padding: 8px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus {{ border: 2px solid {t.primary};
    padding: 0 11px; min-height: 40px; }}
QLineEdit:disabled, QComboBox:disabled {{ background: {t.ground}; color: {t.muted}; }}
QLineEdit[invalid="true"] {{ border: 2px solid {t.bad}; padding: 0 11px; min-height: 40px; }}
QLineEdit[big="true"] {{ font-size: {TOTAL}px; font-weight: 700; min-height: 58px; padding: 0 18px; }}
QLineEdit[big="true"]:focus {{ min-height: 56px; padding: 0 17px; }}
QLineEdit[large="true"] {{ font-size: {HEADLINE}px; min-height: 54px; }}
QLineEdit[large="true"]:focus {{ min-height: 52px; }}
QLineEdit[kind="pin"] {{ font-size: {TOTAL}px; min-height: 54px; }}
QLineEdit[kind="pin"]:focus {{ min-height: 52px; }}
QLineEdit[kind="bare"] {{ border: none; background: transparent; padding: 0; font-weight: 700; }}
QComboBox::drop-down {{ border: none; width: 32px; }}
QComboBox::down-arrow {{ image: url("{_picture("caret-down", t.ink)}"); width: 16px; height: 16px; }}
QComboBox QAbstractItemView {{ background: {t.surface}; border: 1px solid {t.line}; padding: 4px;
    selection-background-color: {t.wash}; selection-color: {t.ink}; outline: none; }}
QComboBox QAbstractItemView::item {{ min-height: 40px; padding: 0 8px; }}
"""


def _lists(t: Tokens) -> str:
    return f"""
QTableView {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: 14px; padding: 1px; outline: none;
    gridline-color: transparent; selection-background-color: {t.wash}; selection-color: {t.ink}; }}
QTableView:focus {{ border: 2px solid {t.primary}; padding: 0; }}
QHeaderView {{ background: transparent; border: none; }}
QHeaderView::section {{ background: transparent; border: none; border-bottom: 1px solid {t.line}; color: {t.muted};
    font-size: {CAPTION}px; font-weight: 600; padding: 0 12px; }}
QTableView[large="true"] QHeaderView::section {{ font-size: {TITLE}px; }}
QTableCornerButton::section {{ background: transparent; border: none; }}
"""


def _rail(t: Tokens) -> str:
    return f"""
QFrame[kind="rail"] {{ background: {t.surface}; border: none; border-right: 1px solid {t.line}; }}
QToolButton[kind="rail"] {{ color: {t.muted}; font-size: {CAPTION}px; font-weight: 500; border-radius: 12px;
    border: 2px solid transparent; padding: 2px; }}
QToolButton[kind="rail"]:hover {{ background: {t.ground}; }}
QToolButton[kind="rail"]:checked {{ background: {t.wash}; color: {t.primary}; font-weight: 700; }}
QToolButton[kind="rail"]:focus {{ border-color: {t.primary}; }}
"""


def _scroll_bars(t: Tokens) -> str:
    return f"""
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 2px; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 2px; }}
QScrollBar::handle {{ background: {t.line}; border-radius: 4px; min-height: 36px; min-width: 36px; }}
QScrollBar::handle:hover {{ background: {t.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""

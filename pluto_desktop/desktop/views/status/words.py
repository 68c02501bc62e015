"""What the status pill says: in two words, and in a sentence."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from pluto_desktop.desktop.models.formatting import grouped
from pluto_desktop.desktop.sentences import explain
from pluto_desktop.domain.connections import PillState, Standing

translate = QCoreApplication.translate


def is_another_library(state: PillState) -> bool:
    """Whether what answers is not the library that is here."""
    return state.reason is not None and state.reason.code == "other_library"


def short(state: PillState) -> str:
    """Return the words on the pill."""
    said = _standing(state)
    if not state.waiting:
        return said
    waiting = _edits(state)
    return waiting if state.standing is Standing.IN_SYNC else f"{said} · {waiting}"


def _standing(state: PillState) -> str:
    match state.standing:
        case Standing.IN_SYNC:
            said = translate("StatusPill", "In sync")
        case Standing.SYNCING if state.left is not None:
            said = translate("StatusPill", "Syncing · %1 to go").replace("%1", grouped(state.left))
        case Standing.SYNCING:
            said = translate("StatusPill", "Syncing…")
        case Standing.READ_ONLY:
            said = translate("StatusPill", "Read-only")
        case Standing.OFFLINE if is_another_library(state):
            said = translate("StatusPill", "Another library answers")
        case Standing.OFFLINE if password_wanted(state):
            said = translate("StatusPill", "Password needed")
        case Standing.OFFLINE:
            said = translate("StatusPill", "Offline")
    return said


def whole(state: PillState) -> str:
    """Return the sentences that explain it: what it means for what is on this device, and for what was edited."""
    parts = [_meaning(state)]
    if state.standing is Standing.OFFLINE and state.since_ms is not None:
        last = translate("StatusPill", "Last reached: %1.")
        parts.append(last.replace("%1", _moment(state.since_ms)))
    going = state.waiting - state.stuck - state.held
    if going > 0:
        kept = translate("StatusPill", "What was edited here (%1) is kept and goes out by itself.")
        parts.append(kept.replace("%1", _waiting(going)))
    if state.stuck or state.held:
        parts.append(translate("StatusPill", "Some edits go out only when you say what is to become of them."))
    if state.reason is not None and state.reason.code != "password_needed":
        parts.append(explain(state.reason))
    return " ".join(parts)


def _meaning(state: PillState) -> str:
    match state.standing:
        case Standing.IN_SYNC:
            said = translate("StatusPill", "Everything the shared library has is here.")
        case Standing.SYNCING:
            said = translate(
                "StatusPill", "What changed in the shared library is being fetched. You can go on meanwhile."
            )
        case Standing.READ_ONLY:
            said = translate("StatusPill", "You can find, read and play everything, and change nothing.")
        case Standing.OFFLINE if password_wanted(state):
            said = translate(
                "StatusPill",
                "The servers want a password, and no keyring of this device has it. What is on this device can be "
                "found, read and played.",
            )
        case Standing.OFFLINE if is_another_library(state):
            said = translate("StatusPill", "What is on this device can be found, read and played.")
        case Standing.OFFLINE:
            said = translate(
                "StatusPill", "The servers cannot be reached. What is on this device can be found, read and played."
            )
    return said


def password_wanted(state: PillState) -> bool:
    """Return whether the servers let nobody in before a person types a password."""
    return state.reason is not None and state.reason.code in {"password_needed", "wrong_password"}


def ink(state: PillState) -> str:
    """Return the token of the pill's mark."""
    if state.standing is Standing.OFFLINE or state.waiting:
        return "warn"
    return {Standing.IN_SYNC: "ok", Standing.SYNCING: "accent", Standing.READ_ONLY: "mute"}[state.standing]


def _edits(state: PillState) -> str:
    """Return what is said of the edits: of those that a person must see to, where there are any."""
    theirs = state.stuck + state.held
    if not theirs:
        return _waiting(state.waiting)
    if theirs == 1:
        return translate("StatusPill", "1 edit needs you")
    return translate("StatusPill", "%1 edits need you").replace("%1", grouped(theirs))


def _waiting(edits: int) -> str:
    if edits == 1:
        return translate("StatusPill", "1 edit waiting")
    return translate("StatusPill", "%1 edits waiting").replace("%1", grouped(edits))


def _moment(at_ms: int) -> str:
    moment = QDateTime.fromMSecsSinceEpoch(at_ms)
    today = moment.date() == QDateTime.currentDateTime().date()
    kind = QLocale.FormatType.ShortFormat
    return QLocale().toString(moment.time(), kind) if today else QLocale().toString(moment, kind)

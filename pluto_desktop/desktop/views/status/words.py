"""What the status pill says: in two words, and in a sentence."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from pluto_desktop.desktop.models.formatting import grouped
from pluto_desktop.desktop.sentences import explain
from pluto_desktop.domain.connections import PillState, Standing

translate = QCoreApplication.translate


def short(state: PillState) -> str:
    """Return the words on the pill."""
    match state.standing:
        case Standing.IN_SYNC:
            said = translate("StatusPill", "In sync")
        case Standing.SYNCING if state.left is not None:
            said = translate("StatusPill", "Syncing · %1 to go").replace("%1", grouped(state.left))
        case Standing.SYNCING:
            said = translate("StatusPill", "Syncing…")
        case Standing.READ_ONLY:
            said = translate("StatusPill", "Read-only")
        case Standing.OFFLINE if password_wanted(state):
            said = translate("StatusPill", "Password needed")
        case Standing.OFFLINE:
            said = translate("StatusPill", "Offline")
    if not state.waiting:
        return said
    waiting = _waiting(state.waiting)
    return waiting if state.standing is Standing.IN_SYNC else f"{said} · {waiting}"


def whole(state: PillState) -> str:
    """Return the sentences that explain it: what it means for what is on this device, and for what was edited."""
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
                "StatusPill", "The servers want a password. What is on this device can be found, read and played."
            )
        case Standing.OFFLINE:
            said = translate(
                "StatusPill", "The servers cannot be reached. What is on this device can be found, read and played."
            )
    parts = [said]
    if state.standing is Standing.OFFLINE and state.since_ms is not None:
        last = translate("StatusPill", "Last reached: %1.")
        parts.append(last.replace("%1", _moment(state.since_ms)))
    if state.waiting:
        kept = translate("StatusPill", "What was edited here (%1) is kept and goes out by itself.")
        parts.append(kept.replace("%1", _waiting(state.waiting)))
    if state.reason is not None and state.reason.code != "password_needed":
        parts.append(explain(state.reason))
    return " ".join(parts)


def password_wanted(state: PillState) -> bool:
    """Return whether the servers let nobody in before a person types a password."""
    return state.reason is not None and state.reason.code in {"password_needed", "wrong_password"}


def ink(state: PillState) -> str:
    """Return the token of the pill's mark."""
    if state.standing is Standing.OFFLINE or state.waiting:
        return "warn"
    return {Standing.IN_SYNC: "ok", Standing.SYNCING: "accent", Standing.READ_ONLY: "mute"}[state.standing]


def _waiting(edits: int) -> str:
    if edits == 1:
        return translate("StatusPill", "1 edit waiting")
    return translate("StatusPill", "%1 edits waiting").replace("%1", grouped(edits))


def _moment(at_ms: int) -> str:
    moment = QDateTime.fromMSecsSinceEpoch(at_ms)
    today = moment.date() == QDateTime.currentDateTime().date()
    kind = QLocale.FormatType.ShortFormat
    return QLocale().toString(moment.time(), kind) if today else QLocale().toString(moment, kind)

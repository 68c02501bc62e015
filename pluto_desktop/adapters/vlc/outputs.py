"""The output devices libvlc knows of."""

from __future__ import annotations

from typing import Any


def list_outputs(vlc: Any, media_player: Any) -> tuple[tuple[str, str], ...]:
    """Return (name, description) pairs of the present audio system; empty where it cannot choose."""
    first = media_player.audio_output_device_enum()
    devices: list[tuple[str, str]] = []
    item = first
    while item:
        device = item.contents
        name = (device.device or b"").decode(errors="replace")
        devices.append((name, (device.description or b"").decode(errors="replace") or name))
        item = device.next
    if first:
        vlc.libvlc_audio_output_device_list_release(first)
    return tuple(devices)

"""The output devices libvlc knows of, and choosing one of them."""

from __future__ import annotations

from typing import Any

Devices = tuple[tuple[str, str], ...]
"""(name, description) pairs."""

_DEFAULTS = ("", "default")
_PULSE_DEFAULT = "@DEFAULT_SINK@"


def list_outputs(vlc: Any, media_player: Any) -> Devices:
    """Return what there is to choose from: the system's default, named "", then the devices.

    Empty where the audio system offers no choice, and while none is open.
    """
    devices = _devices(vlc, media_player)
    return (("", ""), *(device for device in devices if device[0] not in _DEFAULTS)) if devices else ()


def choose_output(vlc: Any, media_player: Any, wanted: str) -> None:
    """Let the sound go to a device; where that one is not there now, to the default ("").

    An audio system that was told of a device it does not have would stay silent. Most list their default under a name
    of its own; PulseAudio does not list it, but knows one.
    """
    names = [name for name, _ in _devices(vlc, media_player)]
    if names:
        default = next((name for name in _DEFAULTS if name in names), _PULSE_DEFAULT)
        media_player.audio_output_device_set(None, wanted if wanted in names else default)


def _devices(vlc: Any, media_player: Any) -> Devices:
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

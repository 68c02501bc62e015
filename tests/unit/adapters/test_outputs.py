"""Choosing output devices, on audio systems as libvlc shows them; tried by hand on PulseAudio itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

from pluto_desktop.adapters.vlc.outputs import choose_output, list_outputs

PULSE = {"one": "Speakers", "two": "Headphones"}
ALSA = {"default": "Default", "hw:0": "Card"}
MMDEVICE = {"": "Default", "{0.0.1}": "Speakers"}


@dataclass
class System:
    """An audio system: what libvlc lists of it, and what it was told."""

    devices: dict[str, str]
    chosen: list[str] = field(default_factory=list)
    lent: int = 0

    def audio_output_device_enum(self) -> Any:
        item = None
        for name, description in reversed(self.devices.items()):
            contents = SimpleNamespace(device=name.encode(), description=description.encode(), next=item)
            item = SimpleNamespace(contents=contents)
        self.lent += item is not None
        return item

    def libvlc_audio_output_device_list_release(self, _first: object) -> None:
        self.lent -= 1

    def audio_output_device_set(self, module: None, name: str) -> None:
        assert module is None
        self.chosen.append(name)


@pytest.mark.parametrize("devices", [PULSE, ALSA, MMDEVICE])
def test_the_default_stands_first_and_once(devices: dict[str, str]) -> None:
    system = System(devices)
    names = [name for name, _ in list_outputs(system, system)]
    assert names == ["", *(name for name in devices if name not in {"", "default"})]
    assert system.lent == 0


def test_nothing_is_listed_where_there_is_no_choice() -> None:
    system = System({})
    assert list_outputs(system, system) == ()
    choose_output(system, system, "one")
    assert system.chosen == []


@pytest.mark.parametrize(
    ("devices", "wanted", "told"),
    [
        (PULSE, "two", "two"),
        (PULSE, "", "@DEFAULT_SINK@"),
        (PULSE, "gone", "@DEFAULT_SINK@"),
        (ALSA, "hw:0", "hw:0"),
        (ALSA, "", "default"),
        (ALSA, "gone", "default"),
        (MMDEVICE, "", ""),
        (MMDEVICE, "gone", ""),
    ],
)
def test_a_device_that_is_not_there_is_never_asked_for(devices: dict[str, str], wanted: str, told: str) -> None:
    system = System(devices)
    choose_output(system, system, wanted)
    assert system.chosen == [told]
    assert system.lent == 0

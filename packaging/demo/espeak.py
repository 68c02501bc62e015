"""The speech synthesiser eSpeak NG through its C library: samples, with the exact times of the phonemes."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field

import numpy as np

_SYNCHRONOUS, _PHONEME_EVENTS = 2, 1
_RATE, _PITCH, _RANGE = 1, 3, 4
_EVENT_END, _EVENT_PHONEME = 0, 7
_UTF8, _PHONEMES = 1, 0x1000


class _Id(ctypes.Union):
    _fields_ = (("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8))


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Id),
    )


@dataclass
class Speech:
    """Spoken text: mono samples, and where in them (seconds) phonemes start; ``_`` and ``_:`` are pauses."""

    samples: np.ndarray
    sample_rate: int
    phonemes: list[tuple[float, str]] = field(default_factory=list)


class Speaker:
    """One instance a process: eSpeak's state is global."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL("libespeak-ng.so.1")
        callback_type = ctypes.CFUNCTYPE(
            ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
        )
        self._callback = callback_type(self._on_sound)  # kept alive: the library holds only a pointer
        self._rate = self._library.espeak_Initialize(_SYNCHRONOUS, 0, None, _PHONEME_EVENTS)
        self._library.espeak_SetSynthCallback(self._callback)
        self._chunks: list[np.ndarray] = []
        self._speech = Speech(np.zeros(0), self._rate)

    def speak(self, text: str, voice: str, rate: int = 140) -> Speech:
        """Speak a text in a monotone, ready to be given a melody."""
        self._chunks = []
        self._speech = Speech(np.zeros(0), self._rate)
        self._library.espeak_SetVoiceByName(voice.encode())
        for parameter, value in ((_RATE, rate), (_PITCH, 50), (_RANGE, 0)):
            self._library.espeak_SetParameter(parameter, value, 0)
        data = text.encode() + b"\0"
        self._library.espeak_Synth(data, ctypes.c_size_t(len(data)), 0, 1, 0, _UTF8 | _PHONEMES, None, None)
        self._library.espeak_Synchronize()
        self._speech.samples = np.concatenate(self._chunks).astype(float) / 32768
        return self._speech

    def _on_sound(self, samples, count, events) -> int:
        if samples and count > 0:
            self._chunks.append(np.ctypeslib.as_array(samples, (count,)).copy())
        index = 0
        while events[index].type != _EVENT_END:
            event = events[index]
            if event.type == _EVENT_PHONEME:
                label = event.id.string.decode("utf-8", "ignore")
                self._speech.phonemes.append((event.audio_position / 1000, label))
            index += 1
        return 0

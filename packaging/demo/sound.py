"""What is done to sound: tone, evenness, room, loudness. Arrays of samples, one row a frame for stereo."""

from __future__ import annotations

import numpy as np

_EVENING_SECONDS, _EVENING_EXPONENT = 0.12, 0.45
_BLOCK, _REACH = 32, 6
"""How many samples get one gain when peaks are limited, and over how many such blocks the gain moves."""
_ROOM_SECONDS, _ROOM_DELAY_SECONDS = 1.3, 0.024
_ROOM_TONE = ((120, -30.0), (300, -3.0), (900, 0.0), (4000, -6.0), (8000, -20.0), (16000, -40.0))


def tone(samples: np.ndarray, rate: int, curve: tuple[tuple[float, float], ...]) -> np.ndarray:
    """Return mono samples with a gain by frequency: (Hz, dB) points, straight between them on a musical scale."""
    spectrum = np.fft.rfft(samples)
    frequency = np.maximum(1.0, np.fft.rfftfreq(len(samples), 1 / rate))
    points, gains = zip(*curve, strict=True)
    return np.fft.irfft(spectrum * 10 ** (np.interp(np.log(frequency), np.log(points), gains) / 20), len(samples))


def doubled_rate(samples: np.ndarray) -> np.ndarray:
    """Return mono samples at twice their sample rate."""
    return np.fft.irfft(np.fft.rfft(samples), 2 * len(samples)) * 2


def evened(samples: np.ndarray, rate: int) -> np.ndarray:
    """Return a mono voice whose loud syllables are softer and whose soft ones are louder; silence stays silence."""
    width = int(_EVENING_SECONDS * rate)
    window = np.hanning(width + 2)[1:-1]
    power = _convolved(samples**2, window / window.sum())[width // 2 : width // 2 + len(samples)]
    level = np.sqrt(np.maximum(power, 0))
    usual = np.sqrt(np.mean(samples[level > 0.1 * level.max()] ** 2))
    return samples * (np.maximum(level, 0.25 * usual) / usual) ** -_EVENING_EXPONENT


def limited(samples: np.ndarray, over_usual: float) -> np.ndarray:
    """Return a mono voice whose peaks stay below ``over_usual`` times its usual level, turned down without a step."""
    usual = np.sqrt(np.mean(samples[np.abs(samples) > 0.05 * np.abs(samples).max()] ** 2))
    blocks = np.pad(np.abs(samples), (0, -len(samples) % _BLOCK)).reshape(-1, _BLOCK).max(axis=1)
    gain = np.pad(np.minimum(1, over_usual * usual / np.maximum(blocks, 1e-9)), _REACH * 2, "edge")
    lowest = np.lib.stride_tricks.sliding_window_view(gain, 2 * _REACH + 1).min(axis=1)
    window = np.hanning(2 * _REACH + 3)[1:-1]
    smooth = np.convolve(lowest, window / window.sum(), "valid")
    return samples * np.interp(np.arange(len(samples)), (np.arange(len(smooth)) + 0.5) * _BLOCK, smooth)


def room(samples: np.ndarray, rate: int) -> np.ndarray:
    """Return what a room gives back of a mono voice, in stereo, about as loud as the voice."""
    chance = np.random.default_rng(7)
    length, delay = int(_ROOM_SECONDS * rate), int(_ROOM_DELAY_SECONDS * rate)
    decay = 10 ** (-3 * np.arange(length) / length) * np.minimum(1, np.arange(length) / (0.01 * rate))
    sides = []
    for _ in range(2):
        answer = tone(chance.normal(size=length) * decay, rate, _ROOM_TONE)
        answer = np.concatenate([np.zeros(delay), answer / np.sqrt(np.sum(answer**2))])
        sides.append(_convolved(samples, answer)[: len(samples)])
    return np.stack(sides, axis=1)


def placed(samples: np.ndarray, rate: int, delay: float, pan: float) -> np.ndarray:
    """Return mono samples in stereo, ``delay`` seconds later; ``pan`` from -1 (left) to 1, at equal power."""
    late = np.concatenate([np.zeros(int(delay * rate)), samples])[: len(samples)]
    angle = (pan + 1) * np.pi / 4
    return np.stack([late * np.cos(angle), late * np.sin(angle)], axis=1)


def faded(samples: np.ndarray, rate: int, first: float, last: float) -> np.ndarray:
    """Return stereo samples that begin and end in silence, over so many seconds."""
    place = np.arange(len(samples)) / rate
    gain = np.minimum(np.minimum(1, place / first), np.minimum(1, place[::-1] / last))
    return samples * (np.sin(gain * np.pi / 2) ** 2)[:, None]


def _convolved(samples: np.ndarray, other: np.ndarray) -> np.ndarray:
    length = 1 << (len(samples) + len(other) - 1).bit_length()
    return np.fft.irfft(np.fft.rfft(samples, length) * np.fft.rfft(other, length), length)

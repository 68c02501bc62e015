"""Voice and music put together: how loud each is, the room they are in, and the loudness of the whole."""

from __future__ import annotations

from pathlib import Path

import accompaniment
import numpy as np
import soundfile
from loudness import measure
from notation import DemoSong
from singer import SungLine
from sound import doubled_rate, evened, faded, limited, placed, room, tone

RATE = 44_100
LOUDNESS_LUFS = -16.0
_VOICE_OVER_MUSIC_DB = 6.0
"""While somebody sings."""
_PEAK_DBFS = -1.5
_PEAK_OVER_USUAL = 1.9
_ROOM, _DOUBLE = 0.2, 0.3
"""How much of the room, and of a second voice a little beside the first, is heard with the voice."""
_TONE = ((50, -40.0), (90, -6.0), (150, 0.0), (2400, 0.0), (3300, -3.0), (5000, -3.0), (7500, -7.0), (10500, -18.0))
_AUDIBLE = ((8, -80.0), (30, 0.0))
_SEAM_SECONDS, _END_SECONDS = 0.03, 1.6


def mix(song: DemoSong, sung: list[SungLine], work: Path) -> tuple[np.ndarray, np.ndarray]:
    """Return voice and music, and the music alone: the very same samples at the same level and length."""
    length = round(song.seconds(song.beats) * RATE)
    voice, singing = _voice(song, sung, length)
    music = _music(accompaniment.play(song, work, RATE), round(song.seconds(0) * RATE), length)
    music *= _level(voice[singing]) / _level(music[singing]) * 10 ** (-_VOICE_OVER_MUSIC_DB / 20)
    whole = faded(voice + music, RATE, _SEAM_SECONDS, _END_SECONDS)
    alone = faded(music, RATE, _SEAM_SECONDS, _END_SECONDS)
    wave = work / "whole.wav"
    soundfile.write(wave, whole * 0.5 / np.abs(whole).max(), RATE, subtype="PCM_24")
    scale = 10 ** ((LOUDNESS_LUFS - measure(wave).integrated_lufs) / 20) * 0.5 / np.abs(whole).max()
    peak = np.abs(whole).max() * scale
    if peak > 10 ** (_PEAK_DBFS / 20):
        raise ValueError(f"{song.name}: a peak of {20 * np.log10(peak):.1f} dBFS")
    return whole * scale, alone * scale


def _voice(song: DemoSong, sung: list[SungLine], length: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the singing in its room, in stereo, and when (a mask of frames) there is any."""
    dry, singing = np.zeros(length), np.zeros(length, dtype=bool)
    for line, part in zip(song.lines, sung, strict=True):
        first = round((song.seconds(line.at) - part.lead) * RATE)
        samples = evened(doubled_rate(part.samples), RATE)
        samples = samples / _level(samples)
        dry[first : first + len(samples)] += samples
        singing[first : first + len(samples)] = True
    dry = limited(tone(dry, RATE, _TONE), _PEAK_OVER_USUAL)
    voice = placed(dry, RATE, 0, 0)
    voice += _DOUBLE * (placed(dry, RATE, 0.013, -0.8) + placed(dry, RATE, 0.019, 0.8))
    return voice + _ROOM * room(dry, RATE), singing


def _music(played: np.ndarray, first: int, length: int) -> np.ndarray:
    """Return the music from sample ``first`` on, cut or filled to the length, without what is too low to be heard."""
    music = np.zeros((length, 2))
    music[first : first + len(played)] = played[: length - first]
    return np.stack([tone(side, RATE, _AUDIBLE) for side in music.T], axis=1)


def _level(samples: np.ndarray) -> float:
    return float(np.sqrt(np.mean(samples**2)))

"""Decoding with PyAV: how loud a file is."""

from pluto_desktop.adapters.audio.loudness import AvLoudnessMeter

__all__ = ["AvLoudnessMeter"]

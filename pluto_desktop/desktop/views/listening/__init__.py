"""Finding how late an output device sounds."""

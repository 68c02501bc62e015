"""The words on a strip that floats above all windows."""

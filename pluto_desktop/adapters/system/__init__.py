"""The system around the program: where its files belong, the settings file, the log."""

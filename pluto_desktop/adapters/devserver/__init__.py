"""Real servers on loopback, for trials and tests."""

"""What of a shared library lies on this device."""

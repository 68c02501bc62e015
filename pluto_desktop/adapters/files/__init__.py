"""Audio files on this device: finding them, reading their tags, keeping copies. Never changes a file it reads."""

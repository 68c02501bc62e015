"""Words in time: the document, its formats, its timeline. Pure; no Qt, no database, no files."""

"""Writing tags into files: what would change is ticked, file by file and field by field."""

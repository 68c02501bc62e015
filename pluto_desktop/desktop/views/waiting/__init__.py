"""The page of the edits that wait on this device."""

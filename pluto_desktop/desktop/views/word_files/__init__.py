"""Words and files: the dialog that saves them."""

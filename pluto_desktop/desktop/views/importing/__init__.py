"""Adding music as the window shows it: the card in the corner, and why files were left out."""

"""The search box of the top bar and the palette of results below it."""

"""Lists of songs: the table, its headings, its menu, and the page around them."""

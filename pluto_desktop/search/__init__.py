"""Finding: folding, fuzzy words, queries, ranking and marks. Pure: no database, no Qt."""

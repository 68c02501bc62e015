"""The artists: names at the left; albums and songs of the chosen one at the right."""

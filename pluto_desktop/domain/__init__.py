"""What a song library is: frozen values and rules. Standard library only; importable from anywhere."""

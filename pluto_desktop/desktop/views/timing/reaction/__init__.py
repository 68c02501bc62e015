"""Finding how long a person takes to tap."""

"""The queue: what plays now and what comes after it."""

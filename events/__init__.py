"""Street events: a later issue builds here."""

"""Desks, study seats and rooms: the next issue builds here."""

"""Coworking over HTTP."""

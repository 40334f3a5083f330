"""Starts the house on one machine: installs, starts the engines, watches over them, closes them in order.

Everything here runs on a plain Python 3.11 before anything is installed, so it imports the standard library only.
"""

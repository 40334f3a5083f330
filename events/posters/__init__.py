"""Papers for walls and doors: what takes place, what has changed, what to say at the door. Import their modules late:
fpdf and its fonts are a fifth of a web process's start.
"""

"""What events know of a person, by subject: `told_to` her, and `forget` when she asks (REQ-P3)."""

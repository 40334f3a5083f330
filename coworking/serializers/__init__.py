"""What coworking reads and tells."""

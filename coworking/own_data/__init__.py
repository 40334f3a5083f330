"""What coworking knows of a person, by subject: `told_to` her, and `forget` when she asks (REQ-P3).

In the order of `settings.OWN_DATA`: who waits leaves the line before her bookings end, or she would be offered her own.
"""

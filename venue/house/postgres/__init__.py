"""Django's PostgreSQL, for a house whose database may go away and come back (`settings.DATABASES`)."""

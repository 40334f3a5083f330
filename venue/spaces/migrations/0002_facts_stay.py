"""Movements are facts: the database refuses to edit them, and to delete young ones.

Old ones may go, because raw counts are kept for 30 days only (REQ-P2); the job that does it keeps totals per quarter.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION spaces_movements_are_facts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.recorded_at < now() - interval '2 days' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'a movement is a fact: it is neither edited nor taken back';
END $$;
CREATE TRIGGER movements_are_facts BEFORE UPDATE OR DELETE ON spaces_movement
    FOR EACH ROW EXECUTE FUNCTION spaces_movements_are_facts();
"""

BACKWARD = """
DROP TRIGGER movements_are_facts ON spaces_movement;
DROP FUNCTION spaces_movements_are_facts();
"""


class Migration(migrations.Migration):
    dependencies = [("spaces", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

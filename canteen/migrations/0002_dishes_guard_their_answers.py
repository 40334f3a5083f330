"""The database says no to a published dish without its fourteen answers, and counts a menu's revisions itself."""

from django.db import migrations

FOURTEEN = """
CREATE FUNCTION canteen_require_fourteen_answers() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    subject bigint;
BEGIN
    IF TG_TABLE_NAME = 'canteen_dish' THEN subject := NEW.id; ELSE subject := OLD.dish_id; END IF;
    -- The lock is for two transactions, one publishing the dish while the other takes an answer away: each would count
    -- before the other has committed.
    PERFORM FROM canteen_dish WHERE id = subject AND published_at IS NOT NULL FOR UPDATE;
    IF FOUND AND (SELECT count(*) FROM canteen_dishallergen WHERE dish_id = subject) <> 14 THEN
        RAISE EXCEPTION 'dish % is published without fourteen answers', subject
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_published_dish_has_fourteen_answers';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER a_published_dish_has_fourteen_answers
    AFTER INSERT OR UPDATE ON canteen_dish DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.published_at IS NOT NULL) EXECUTE FUNCTION canteen_require_fourteen_answers();

CREATE CONSTRAINT TRIGGER a_published_dish_keeps_fourteen_answers
    AFTER UPDATE OR DELETE ON canteen_dishallergen DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION canteen_require_fourteen_answers();
"""

REVISIONS = """
CREATE FUNCTION canteen_next_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.revision := OLD.revision + 1;
    RETURN NEW;
END $$;

CREATE TRIGGER a_changed_menu_has_another_revision
    BEFORE UPDATE ON canteen_menu FOR EACH ROW EXECUTE FUNCTION canteen_next_revision();

CREATE FUNCTION canteen_dish_changes_its_menu() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE canteen_menu SET revision = revision WHERE id IN (OLD.menu_id, NEW.menu_id);
    RETURN NULL;
END $$;

CREATE TRIGGER a_changed_dish_changes_its_menu
    AFTER INSERT OR UPDATE OR DELETE ON canteen_dish FOR EACH ROW EXECUTE FUNCTION canteen_dish_changes_its_menu();

CREATE FUNCTION canteen_answer_changes_its_menu() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE canteen_menu SET revision = revision
        FROM canteen_dish WHERE canteen_menu.id = menu_id AND canteen_dish.id IN (OLD.dish_id, NEW.dish_id);
    RETURN NULL;
END $$;

CREATE TRIGGER a_changed_answer_changes_its_menu
    AFTER INSERT OR UPDATE OR DELETE ON canteen_dishallergen
    FOR EACH ROW EXECUTE FUNCTION canteen_answer_changes_its_menu();
"""

BACK = """
DROP FUNCTION canteen_require_fourteen_answers CASCADE;
DROP FUNCTION canteen_next_revision CASCADE;
DROP FUNCTION canteen_dish_changes_its_menu CASCADE;
DROP FUNCTION canteen_answer_changes_its_menu CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("canteen", "0001_menus_costs_sittings")]

    operations = [migrations.RunSQL(FOURTEEN, BACK), migrations.RunSQL(REVISIONS, migrations.RunSQL.noop)]

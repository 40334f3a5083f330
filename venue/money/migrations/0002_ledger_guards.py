"""What the database itself says about the journal: never edited, always balanced, hashed as it is written.

The triggers stop the tables' owner too. Only `session_replication_role = replica` walks past them (restoring a backup,
emptying a test database); what is done there is what `verify_ledger` finds.
"""

from django.db import migrations

REFUSE_CHANGES = """
CREATE FUNCTION money_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'money is never edited: % on % is refused; write a reversal', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""
APPEND_ONLY = ("money_journalentry", "money_journalline", "money_closing")
REFUSE_CHANGE_OF = """
CREATE TRIGGER never_edited BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION money_refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION money_refuse_change();
"""
ALLOW_CHANGE_OF = "DROP TRIGGER never_emptied ON {table}; DROP TRIGGER never_edited ON {table};"

# The head moves on by one, the role of an account is for ever: both are what the hashes of others lean on.
HEAD_AND_ACCOUNTS = """
CREATE TRIGGER never_forgotten BEFORE DELETE ON money_journalhead
    FOR EACH ROW EXECUTE FUNCTION money_refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON money_journalhead
    FOR EACH STATEMENT EXECUTE FUNCTION money_refuse_change();
CREATE TRIGGER only_forward BEFORE UPDATE ON money_journalhead
    FOR EACH ROW WHEN (
        NEW.entity_id <> OLD.entity_id
        OR NEW.number NOT IN (OLD.number, OLD.number + 1) OR (NEW.number = OLD.number AND NEW.hash <> OLD.hash)
        OR NEW.closings NOT IN (OLD.closings, OLD.closings + 1)
        OR (NEW.closings = OLD.closings AND NEW.closing_hash <> OLD.closing_hash)
        OR NEW.day < OLD.day OR NEW.closed_through < OLD.closed_through)
    EXECUTE FUNCTION money_refuse_change();
CREATE TRIGGER role_is_for_ever BEFORE UPDATE ON money_account
    FOR EACH ROW WHEN (NEW.role <> OLD.role OR NEW.entity_id <> OLD.entity_id OR NEW.id <> OLD.id)
    EXECUTE FUNCTION money_refuse_change();
"""
FORGET_HEAD_AND_ACCOUNTS = """
DROP TRIGGER role_is_for_ever ON money_account;
DROP TRIGGER only_forward ON money_journalhead;
DROP TRIGGER never_emptied ON money_journalhead;
DROP TRIGGER never_forgotten ON money_journalhead;
"""

# The canonical text of venue/money/chain.py, in SQL, for the check at COMMIT and for verify().
CANONICAL_TEXT = r"""
CREATE FUNCTION money_line_text(role text, debit bigint, credit bigint, vat_bp int, vat_base bigint) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT concat_ws(' ', role, debit, credit, coalesce(vat_bp::text, '-'), coalesce(vat_base::text, '-'))
$$;
CREATE FUNCTION money_entry_text(previous_hash text, entity bigint, number bigint, at timestamptz, day date, kind text,
                                 about text, reverses bigint, reason text, lines text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT concat_ws(E'\n', 'preau-journal-1', previous_hash, entity, number,
                     to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), to_char(day, 'YYYY-MM-DD'),
                     kind, about, coalesce(reverses::text, ''), reason, lines)
$$;
"""
FORGET_TEXT = """
DROP FUNCTION money_entry_text(text, bigint, bigint, timestamptz, date, text, text, bigint, text, text);
DROP FUNCTION money_line_text(text, bigint, bigint, int, bigint);
"""

# An entry is judged whole, at COMMIT: with its lines, its hash, and the head that must know it. Its lines can only join
# it before the head does, so nothing is added to what has been judged, and an entry without lines does not pass either.
WHOLE_ENTRIES = r"""
CREATE FUNCTION money_entry_is_whole() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    lines record;
BEGIN
    SELECT count(*) AS count, sum(line.debit_cents) AS debit, sum(line.credit_cents) AS credit,
           bool_and(account.entity_id = NEW.entity_id) AS own,
           string_agg(money_line_text(account.role, line.debit_cents, line.credit_cents, line.vat_bp,
                                      line.vat_base_cents), E'\n' ORDER BY line.position) AS text
      INTO lines
      FROM money_journalline line JOIN money_account account ON account.id = line.account_id
     WHERE line.entry_id = NEW.id;
    IF lines.count < 2 THEN
        RAISE EXCEPTION 'entry % has % lines; it takes two', NEW.number, lines.count
            USING ERRCODE = 'check_violation', CONSTRAINT = 'an_entry_has_two_lines';
    ELSIF lines.debit <> lines.credit THEN
        RAISE EXCEPTION 'entry % is not balanced: debit %, credit %', NEW.number, lines.debit, lines.credit
            USING ERRCODE = 'check_violation', CONSTRAINT = 'debit_equals_credit';
    ELSIF NOT lines.own THEN
        RAISE EXCEPTION 'entry % uses an account of another entity', NEW.number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'accounts_of_one_entity';
    ELSIF NEW.hash <> encode(sha256(convert_to(money_entry_text(
            NEW.previous_hash, NEW.entity_id, NEW.number, NEW.at, NEW.day, NEW.kind, NEW.about,
            (SELECT number FROM money_journalentry WHERE id = NEW.reverses_id), NEW.reason,
            lines.text), 'UTF8')), 'hex') THEN
        RAISE EXCEPTION 'entry % is not what its hash says', NEW.number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'hash_of_the_content';
    ELSIF NOT EXISTS (SELECT FROM money_journalhead WHERE entity_id = NEW.entity_id AND number >= NEW.number) THEN
        RAISE EXCEPTION 'entry % is not known to the head of its journal', NEW.number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'known_to_the_head';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER whole_entries AFTER INSERT ON money_journalentry DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION money_entry_is_whole();

CREATE FUNCTION money_line_joins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM money_journalentry entry JOIN money_journalhead head USING (entity_id)
                    WHERE entry.id = NEW.entry_id AND entry.number > head.number) THEN
        RAISE EXCEPTION 'money is never edited: no line joins an entry that is written'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER lines_join_before_the_head BEFORE INSERT ON money_journalline
    FOR EACH ROW EXECUTE FUNCTION money_line_joins();
"""
FORGET_WHOLE = """
DROP TRIGGER lines_join_before_the_head ON money_journalline;
DROP FUNCTION money_line_joins();
DROP TRIGGER whole_entries ON money_journalentry;
DROP FUNCTION money_entry_is_whole();
"""


class Migration(migrations.Migration):
    dependencies = [("money", "0001_ledger")]

    operations = [
        migrations.RunSQL(REFUSE_CHANGES, "DROP FUNCTION money_refuse_change()"),
        *[
            migrations.RunSQL(REFUSE_CHANGE_OF.format(table=table), ALLOW_CHANGE_OF.format(table=table))
            for table in APPEND_ONLY
        ],
        migrations.RunSQL(HEAD_AND_ACCOUNTS, FORGET_HEAD_AND_ACCOUNTS),
        migrations.RunSQL(CANONICAL_TEXT, FORGET_TEXT),
        migrations.RunSQL(WHOLE_ENTRIES, FORGET_WHOLE),
    ]

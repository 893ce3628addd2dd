"""What was written in the log stays: the database itself refuses to change or remove it."""

from django.db import migrations

TABLES = ("audit_entry", "audit_leaf", "audit_node", "audit_treehead")

REFUSE = """
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is written once: % of % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
GUARD = """
CREATE TRIGGER {table}_rows BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
"""
UNGUARD = "DROP TRIGGER {table}_rows ON {table}; DROP TRIGGER {table}_whole ON {table};"


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_ledger")]

    operations = [
        migrations.RunSQL(REFUSE, "DROP FUNCTION audit_refuse();"),
        *(migrations.RunSQL(GUARD.format(table=table), UNGUARD.format(table=table)) for table in TABLES),
    ]

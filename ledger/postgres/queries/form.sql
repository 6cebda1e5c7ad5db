-- What form the tables of a ledger have.

-- name: Form
-- Whether the schema is there, whether goose has a table in it, and whether it holds any table.
SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = @schema),
    EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = @schema AND tablename = @version_table),
    EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = @schema),
    -- Who may not use the schema is told so, and not that its tables are missing.
    coalesce((SELECT has_schema_privilege(oid, 'USAGE') FROM pg_namespace WHERE nspname = @schema), true);

-- name: FormVersion
SELECT coalesce(max(version_id), 0) FROM schema_version WHERE is_applied;

-- name: LockForm
-- Whoever changes the form of a ledger does so alone; held until UnlockForm.
SELECT pg_advisory_lock(hashtextextended('demarche form ' || @schema::text, 0));

-- name: UnlockForm
SELECT pg_advisory_unlock(hashtextextended('demarche form ' || @schema::text, 0));

-- name: MayWrite
SELECT has_table_privilege('log', 'INSERT') AND has_table_privilege('log_end', 'UPDATE'),
    pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on';

-- name: OwnsForm
-- Whether the user is, or may act as, the owner of the tables: only the owner may change their form.
SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = 'schema_version'::regclass;

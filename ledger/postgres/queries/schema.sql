-- What the tables of the ledger are made of, for Verify.

-- name: Objects
-- kind, name, table, and how it is. Tables that others keep in the schema are
-- theirs, see verify_schema.go.
WITH tables AS (
    SELECT c.oid, c.relname::text AS name FROM pg_class c
    WHERE c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema()) AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
)
SELECT 'column', a.attname::text, t.name,
    format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
    || coalesce(' collate ' || (SELECT collname FROM pg_collation WHERE oid = a.attcollation AND collname <> 'default'), '')
    || CASE WHEN a.attidentity <> '' THEN ' identity' ELSE '' END
FROM tables t JOIN pg_attribute a ON a.attrelid = t.oid WHERE a.attnum > 0 AND NOT a.attisdropped
UNION ALL
SELECT 'constraint', c.conname::text, t.name, replace(pg_get_constraintdef(c.oid), current_schema() || '.', '') || CASE WHEN c.convalidated THEN '' ELSE ' not valid' END
FROM tables t JOIN pg_constraint c ON c.conrelid = t.oid WHERE c.contype IN ('p', 'u', 'f', 'c', 'x')
UNION ALL
SELECT 'index', x.relname::text, t.name, replace(pg_get_indexdef(i.indexrelid), current_schema() || '.', '') || CASE WHEN i.indisvalid THEN '' ELSE ' invalid' END
FROM tables t JOIN pg_index i ON i.indrelid = t.oid JOIN pg_class x ON x.oid = i.indexrelid
UNION ALL
SELECT 'trigger', g.tgname::text, t.name, g.tgenabled::text || ' ' || g.tgtype || ' ' || p.proname || CASE WHEN g.tgqual IS NULL AND g.tgattr::text = '' THEN '' ELSE ' sometimes' END
FROM tables t JOIN pg_trigger g ON g.tgrelid = t.oid JOIN pg_proc p ON p.oid = g.tgfoid WHERE NOT g.tgisinternal
UNION ALL
SELECT 'rule', r.rulename::text, t.name, r.ev_enabled::text || ' ' || r.ev_type::text
FROM tables t JOIN pg_rewrite r ON r.ev_class = t.oid WHERE r.rulename <> '_RETURN'
UNION ALL
SELECT 'kind', t.name, t.name, c.relkind::text || c.relpersistence::text
    || CASE WHEN c.relrowsecurity THEN ' row security' ELSE '' END || CASE WHEN c.relforcerowsecurity THEN ' forced' ELSE '' END
    || CASE WHEN c.relkind = 'v' THEN ' ' || md5(replace(pg_get_viewdef(c.oid), current_schema() || '.', '')) || coalesce(' ' || c.reloptions::text, '') ELSE '' END || CASE WHEN c.relhassubclass THEN ' children' ELSE '' END
FROM tables t JOIN pg_class c ON c.oid = t.oid
UNION ALL
SELECT 'policy', p.polname::text, t.name, p.polcmd::text || CASE WHEN p.polpermissive THEN '' ELSE ' restrictive' END || CASE WHEN p.polroles = '{0}' THEN '' ELSE ' for some' END
    || coalesce(' ' || regexp_replace(replace(pg_get_expr(p.polqual, p.polrelid), current_schema() || '.', ''), '\s+', ' ', 'g'), '') || coalesce(' check ' || pg_get_expr(p.polwithcheck, p.polrelid), '')
FROM tables t JOIN pg_policy p ON p.polrelid = t.oid
UNION ALL
SELECT 'function', p.proname::text, '', (SELECT lanname FROM pg_language WHERE oid = p.prolang) || ' ' || md5(p.prosrc) || CASE WHEN p.prosecdef THEN ' definer' ELSE '' END
    || coalesce(' ' || replace(p.proconfig::text, 'search_path=' || quote_ident(current_schema()), 'search_path=OWN'), '')
FROM pg_proc p WHERE p.pronamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema()) AND p.proname IN ('append_only', 'grows_only',
    'is_trusted', 'sees_all', 'is_public', 'sees_collection', 'seen_collections', 'sees', 'sees_words', 'withheld_documents', 'unseen_lines', 'unpublished_texts', 'sought_counts', 'sought_rows', 'withhold_on',
    'shelve_collected', 'shelve_captures', 'shelve_documents', 'shelve_readings', 'shelve_members', 'shelve_decisions', 'shelve_links')
ORDER BY 3, 1, 2;

-- pg_dump looks through no view while it reads tables, so that a ledger whose
-- policies asked one could not be dumped by its owner. They now ask a table of the
-- lines that were ever withheld from anybody, which are few, and of these alone
-- whether who is connected sees them.

-- +goose Up

-- Lines of the log that are on the shelf. Everybody may know their numbers: who
-- does not see such a line sees the gap that it leaves. Through which collections,
-- and what they are, is not told.
CREATE TABLE shelved (entry bigint PRIMARY KEY);
INSERT INTO shelved SELECT DISTINCT entry FROM shelf WHERE NOT content;
CREATE TRIGGER shelved_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON shelved FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE shelved ENABLE ALWAYS TRIGGER shelved_append_only;
GRANT SELECT ON shelved TO PUBLIC;

-- +goose StatementBegin
CREATE FUNCTION note_shelved() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    INSERT INTO shelved SELECT DISTINCT entry FROM fresh WHERE NOT content ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER shelf_noted AFTER INSERT ON shelf REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION note_shelved();
ALTER TABLE shelf ENABLE ALWAYS TRIGGER shelf_noted;

-- A text, or bytes, may be seen by who does not see the line that first had it,
-- through another capture; who sees the line sees them.
-- +goose StatementBegin
DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['log', 'captures', 'documents', 'readings', 'records', 'decisions', 'links', 'collected'] LOOP
        EXECUTE format('ALTER POLICY shown ON %I USING ((SELECT sees_all()) OR NOT EXISTS (SELECT 1 FROM shelved h WHERE h.entry = sequence) OR sees(sequence, false))', t);
    END LOOP;
    FOREACH t IN ARRAY ARRAY['blobs', 'texts'] LOOP
        EXECUTE format('ALTER POLICY shown ON %I USING ((SELECT sees_all()) OR NOT EXISTS (SELECT 1 FROM shelved h WHERE h.entry = key) OR sees(key, true))', t);
    END LOOP;
    ALTER POLICY shown ON members USING ((SELECT sees_all()) OR NOT EXISTS (SELECT 1 FROM shelved h WHERE h.entry = reading) OR sees(reading, false));
    ALTER POLICY shown ON parts USING ((SELECT sees_all()) OR NOT EXISTS (SELECT 1 FROM shelved h WHERE h.entry = record) OR sees(record, false));
    ALTER POLICY shown ON reviews USING ((SELECT sees_all()) OR NOT EXISTS (SELECT 1 FROM shelved h WHERE h.entry = record) OR sees(record, false));
    ALTER POLICY shown ON current USING ((SELECT sees_all()) OR NOT EXISTS (SELECT 1 FROM shelved h WHERE h.entry = document) OR is_public(document));
    ALTER POLICY shown ON search USING ((SELECT sees_all()) OR NOT EXISTS (SELECT 1 FROM shelved h WHERE h.entry = search.entry) OR sees_words(search.entry));
END
$$;
-- +goose StatementEnd
DROP VIEW withheld_lines;
DROP VIEW hidden_lines;
DROP FUNCTION seen_collections();

-- Functions with the owner's rights look for tables in this schema, and nowhere else.
-- +goose StatementBegin
DO $$
DECLARE
    f regprocedure;
BEGIN
    FOR f IN SELECT oid::regprocedure FROM pg_proc WHERE pronamespace = current_schema()::regnamespace AND prosecdef LOOP
        EXECUTE format('ALTER FUNCTION %s SET search_path = %I, pg_temp', f, current_schema());
    END LOOP;
END
$$;
-- +goose StatementEnd

-- +goose Down
-- +goose StatementBegin
DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['log', 'captures', 'documents', 'readings', 'records', 'decisions', 'links', 'collected'] LOOP
        EXECUTE format('ALTER POLICY shown ON %I USING ((SELECT sees_all()) OR sees(sequence, false))', t);
    END LOOP;
    FOREACH t IN ARRAY ARRAY['blobs', 'texts'] LOOP
        EXECUTE format('ALTER POLICY shown ON %I USING ((SELECT sees_all()) OR sees(key, true))', t);
    END LOOP;
    ALTER POLICY shown ON members USING ((SELECT sees_all()) OR sees(reading, false));
    ALTER POLICY shown ON parts USING ((SELECT sees_all()) OR sees(record, false));
    ALTER POLICY shown ON reviews USING ((SELECT sees_all()) OR sees(record, false));
    ALTER POLICY shown ON current USING ((SELECT sees_all()) OR is_public(document));
    ALTER POLICY shown ON search USING ((SELECT sees_all()) OR sees_words(entry));
END
$$;
-- +goose StatementEnd
DROP TRIGGER shelf_noted ON shelf;
DROP FUNCTION note_shelved();
DROP TABLE shelved;
-- What form 10 has in their place is only named here, so that it can be taken back too.
-- +goose StatementBegin
CREATE FUNCTION seen_collections() RETURNS bigint[] LANGUAGE sql STABLE AS $$ SELECT '{}'::bigint[] $$;
-- +goose StatementEnd
CREATE VIEW hidden_lines AS SELECT entry FROM shelf WHERE false;
CREATE VIEW withheld_lines AS SELECT entry FROM shelf WHERE false;

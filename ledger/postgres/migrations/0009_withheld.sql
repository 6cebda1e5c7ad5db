-- What is noted as withheld comes out the same whether lines are written one at
-- a time or many at once, as when a ledger is moved; and who sees a text that is
-- not published can be told so.

-- +goose Up

-- Through which collections that are not published who is connected sees texts
-- that not everybody does.
-- +goose StatementBegin
CREATE FUNCTION unpublished_texts() RETURNS TABLE (text bigint, collection bigint) LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT s.entry, s.collection FROM shelf s JOIN texts t ON t.key = s.entry
    WHERE s.content AND s.collection > 0 AND sees_collection(s.collection)
    AND NOT EXISTS (SELECT 1 FROM shelf e WHERE e.entry = s.entry AND e.content
        AND (e.collection = 0 OR EXISTS (SELECT 1 FROM collected p WHERE p.collection = e.collection AND p.what = 'publish')))
$$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE OR REPLACE FUNCTION shelve_captures() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM shelf) THEN
        RETURN NULL;
    END IF;
    INSERT INTO shelf SELECT f.blob, true, s.collection FROM fresh f JOIN shelf s ON s.entry = f.sequence AND NOT s.content
    WHERE f.blob = f.sequence
    ON CONFLICT DO NOTHING;
    INSERT INTO shelf SELECT f.blob, true, coalesce(s.collection, 0) FROM fresh f LEFT JOIN shelf s ON s.entry = f.sequence AND NOT s.content
    WHERE f.blob <> f.sequence AND EXISTS (SELECT 1 FROM shelf b WHERE b.entry = f.blob AND b.content)
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE OR REPLACE FUNCTION shelve_documents() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM shelf) THEN
        RETURN NULL;
    END IF;
    INSERT INTO shelf SELECT f.sequence, false, s.collection FROM fresh f JOIN shelf s ON s.entry = f.capture AND NOT s.content
    ON CONFLICT DO NOTHING;
    INSERT INTO shelf SELECT f.text, true, s.collection FROM fresh f JOIN shelf s ON s.entry = f.sequence AND NOT s.content
    WHERE f.text = f.sequence
    ON CONFLICT DO NOTHING;
    INSERT INTO shelf SELECT f.text, true, coalesce(s.collection, 0) FROM fresh f LEFT JOIN shelf s ON s.entry = f.sequence AND NOT s.content
    WHERE f.text <> f.sequence AND EXISTS (SELECT 1 FROM shelf t WHERE t.entry = f.text AND t.content)
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
-- +goose StatementEnd

-- A record goes by the readings that hold it - one that stands after a reading
-- in the log is new with it - and what was decided about it by the record.
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION shelve_members() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM shelf) THEN
        RETURN NULL;
    END IF;
    INSERT INTO shelf SELECT f.record, false, s.collection FROM fresh f JOIN shelf s ON s.entry = f.reading AND NOT s.content
    WHERE f.record > f.reading
    ON CONFLICT DO NOTHING;
    INSERT INTO shelf SELECT f.record, false, coalesce(s.collection, 0) FROM fresh f LEFT JOIN shelf s ON s.entry = f.reading AND NOT s.content
    WHERE f.record < f.reading AND EXISTS (SELECT 1 FROM shelf r WHERE r.entry = f.record AND NOT r.content)
    ON CONFLICT DO NOTHING;
    INSERT INTO shelf SELECT v.line, false, s.collection
    FROM fresh f JOIN decisions d ON d.record = f.record CROSS JOIN LATERAL (VALUES (d.sequence), (d.version)) v (line)
    JOIN shelf s ON s.entry = f.record AND NOT s.content
    WHERE EXISTS (SELECT 1 FROM shelf h WHERE h.entry = v.line AND NOT h.content)
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
-- +goose StatementEnd

-- What a reviewer writes in the place of a record that everybody sees is for
-- everybody, also if a team wrote the same before.
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION shelve_decisions() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM shelf) THEN
        RETURN NULL;
    END IF;
    INSERT INTO shelf SELECT f.sequence, false, s.collection FROM fresh f JOIN shelf s ON s.entry = f.record AND NOT s.content
    UNION ALL SELECT f.version, false, s.collection FROM fresh f JOIN shelf s ON s.entry = f.record AND NOT s.content
    WHERE f.version > (SELECT sequence FROM log_end) OR EXISTS (SELECT 1 FROM shelf r WHERE r.entry = f.version AND NOT r.content)
    UNION ALL SELECT f.version, false, 0 FROM fresh f
    WHERE NOT EXISTS (SELECT 1 FROM shelf s WHERE s.entry = f.record AND NOT s.content) AND EXISTS (SELECT 1 FROM shelf r WHERE r.entry = f.version AND NOT r.content)
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
-- +goose StatementEnd

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
-- The functions stay as they are: what they tell and note is the same.
DROP FUNCTION unpublished_texts();

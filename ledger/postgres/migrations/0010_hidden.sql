-- Whether a row is withheld is asked of each that an audience reads, and nearly
-- none is. What is withheld is now found once for a whole question, or by a look
-- at an index where few rows are read, as the planner sees fit, and not by calling
-- a function for each row.

-- +goose Up

-- The collections that who is connected sees, and 0: all that sees_collection
-- says, at once.
-- +goose StatementBegin
CREATE FUNCTION seen_collections() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER AS $$
    WITH seen_teams AS MATERIALIZED (
        SELECT t.name FROM teams t LEFT JOIN pg_roles r ON r.rolname = t.role
        WHERE (SELECT is_trusted()) OR pg_has_role(session_user, r.oid, 'USAGE')
    )
    SELECT array(
        SELECT 0::bigint
        UNION ALL SELECT p.collection FROM collected p WHERE p.what = 'publish'
        UNION ALL SELECT m.sequence FROM collected m WHERE m.what = 'make' AND EXISTS (
            SELECT 1 FROM unnest(string_to_array(m.teams, ' ')) b (team)
            WHERE (coalesce(current_setting('demarche.audience', true), '') = '' OR b.team = ANY (string_to_array(current_setting('demarche.audience', true), ' ')))
            AND ((SELECT is_trusted()) OR b.team IN (SELECT name FROM seen_teams))))
$$;
-- +goose StatementEnd

-- The lines of the log that who is connected does not see, and those that not
-- everybody sees. For who does not see them these are the gaps in the numbers of
-- lines; through which collections, and what they are, is not told.
CREATE VIEW hidden_lines WITH (security_barrier = true) AS
SELECT entry FROM shelf WHERE NOT content
GROUP BY entry HAVING NOT bool_or(collection = ANY ((SELECT seen_collections())::bigint[]));

CREATE VIEW withheld_lines WITH (security_barrier = true) AS
SELECT entry FROM shelf WHERE NOT content
GROUP BY entry HAVING NOT bool_or(collection = 0 OR collection IN (SELECT p.collection FROM collected p WHERE p.what = 'publish'));

GRANT SELECT ON hidden_lines, withheld_lines TO PUBLIC;

-- A text, or bytes, may be seen by who does not see the line that first had it,
-- through another capture; who sees the line sees them.
-- +goose StatementBegin
DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['log', 'captures', 'documents', 'readings', 'records', 'decisions', 'links', 'collected'] LOOP
        EXECUTE format('ALTER POLICY shown ON %I USING ((SELECT sees_all()) OR NOT EXISTS (SELECT 1 FROM hidden_lines h WHERE h.entry = sequence))', t);
    END LOOP;
    FOREACH t IN ARRAY ARRAY['blobs', 'texts'] LOOP
        EXECUTE format('ALTER POLICY shown ON %I USING ((SELECT sees_all()) OR NOT EXISTS (SELECT 1 FROM hidden_lines h WHERE h.entry = key) OR sees(key, true))', t);
    END LOOP;
    ALTER POLICY shown ON members USING ((SELECT sees_all()) OR NOT EXISTS (SELECT 1 FROM hidden_lines h WHERE h.entry = reading));
    ALTER POLICY shown ON parts USING ((SELECT sees_all()) OR NOT EXISTS (SELECT 1 FROM hidden_lines h WHERE h.entry = record));
    ALTER POLICY shown ON reviews USING ((SELECT sees_all()) OR NOT EXISTS (SELECT 1 FROM hidden_lines h WHERE h.entry = record));
    ALTER POLICY shown ON current USING ((SELECT sees_all()) OR NOT EXISTS (SELECT 1 FROM withheld_lines h WHERE h.entry = document));
    ALTER POLICY shown ON search USING ((SELECT sees_all()) OR NOT EXISTS (SELECT 1 FROM hidden_lines h WHERE h.entry = search.entry) OR sees_words(entry));
END
$$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE OR REPLACE FUNCTION sought_counts(terms text[], most bigint) RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT (SELECT count(*) FROM (SELECT 1 FROM search s WHERE s.words @@ q.term::tsquery
        AND (NOT EXISTS (SELECT 1 FROM shelf h WHERE h.entry = s.entry) OR sees_words(s.entry)) LIMIT most) n)
    FROM unnest(terms) WITH ORDINALITY q (term, place) ORDER BY q.place
$$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE OR REPLACE FUNCTION sought_rows(terms text[], weights double precision[], every text, most bigint) RETURNS TABLE (entry bigint, score double precision) LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT f.entry, (SELECT coalesce(sum(q.weight * ts_rank('{0.5,0.5,0.5,1}', s.words, q.term::tsquery, 1)), 0)
        FROM search s, unnest(terms, weights) q (term, weight) WHERE s.entry = f.entry)
    FROM (
        SELECT s.entry FROM search s WHERE s.whole AND s.words @@ every::tsquery
        AND (NOT EXISTS (SELECT 1 FROM shelf h WHERE h.entry = s.entry) OR sees_words(s.entry))
        UNION ALL
        SELECT p.entry FROM search p
        WHERE NOT p.whole AND p.part = 0
        AND NOT EXISTS (SELECT 1 FROM unnest(terms) q (term)
            WHERE NOT EXISTS (SELECT 1 FROM search s WHERE s.entry = p.entry AND s.words @@ q.term::tsquery))
        AND sees_words(p.entry)
        ORDER BY entry DESC LIMIT most) f
    ORDER BY f.entry DESC
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
DROP VIEW withheld_lines;
DROP VIEW hidden_lines;
DROP FUNCTION seen_collections();

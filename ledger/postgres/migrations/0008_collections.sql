-- Collections that are not published: who belongs to which team, what a
-- collection holds, and the policies by which the database itself shows it to
-- its teams alone, see docs/postgres.md. The policies hold once the first
-- collection is made (withhold_on): until then they cost nothing.

-- +goose Up

-- Beside the evidence, as accounts are.
CREATE TABLE teams (
    name text COLLATE "C" PRIMARY KEY CHECK (name ~ '^[a-z0-9][a-z0-9_-]{0,62}$' AND name <> 'public'),
    made bigint NOT NULL,             -- nanoseconds since 1970
    role text COLLATE "C" NOT NULL    -- of the database, whose members see what the team sees; empty for none
);

CREATE TABLE memberships (
    team    text COLLATE "C" NOT NULL REFERENCES teams (name),
    account text COLLATE "C" NOT NULL REFERENCES accounts (key),
    PRIMARY KEY (team, account)
);
CREATE INDEX memberships_of_account ON memberships (account);

-- Roles of the database that see everything: those that write, see roles.sql.
CREATE TABLE trusted (
    role text COLLATE "C" PRIMARY KEY
);

-- What was done with collections, each a line of the log. A collection goes by
-- the line that made it.
CREATE TABLE collected (
    sequence   bigint PRIMARY KEY REFERENCES log (sequence),
    collection bigint NOT NULL REFERENCES collected (sequence),
    what       text COLLATE "C" NOT NULL CHECK (what IN ('make', 'put', 'publish')),
    name       text COLLATE "C" NOT NULL,  -- of the collection
    teams      text COLLATE "C" NOT NULL,  -- to which it belongs, spaces between them; empty but for make
    capture    bigint NOT NULL,            -- that is put into it, or 0
    by         text COLLATE "C" NOT NULL,
    reason     text COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX collected_made ON collected (name) WHERE what = 'make';
CREATE UNIQUE INDEX collected_published ON collected (collection) WHERE what = 'publish';
CREATE INDEX collected_capture ON collected (capture) WHERE what = 'put';

CREATE TRIGGER collected_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON collected FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE collected ENABLE ALWAYS TRIGGER collected_append_only;

-- Which lines of the log, and which texts and bytes (content) by the line that
-- first had them, are to be had only through a collection. What is not here is
-- for everybody; collection 0 says that it came to be for everybody otherwise.
-- Only the triggers below write here, and nothing is taken away.
CREATE TABLE shelf (
    entry      bigint NOT NULL,
    content    boolean NOT NULL,
    collection bigint NOT NULL,
    PRIMARY KEY (entry, content, collection)
);
CREATE INDEX shelf_collection ON shelf (collection);
CREATE TRIGGER shelf_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON shelf FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE shelf ENABLE ALWAYS TRIGGER shelf_append_only;

-- Whether who is connected is the owner or a role that writes. That goes by
-- who signed in to the database (session_user), which SET ROLE does not change.
-- +goose StatementBegin
CREATE FUNCTION is_trusted() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT pg_has_role(session_user, (SELECT relowner FROM pg_class WHERE oid = 'collected'::regclass), 'USAGE')
        OR EXISTS (SELECT 1 FROM trusted t JOIN pg_roles r ON r.rolname = t.role WHERE pg_has_role(session_user, r.oid, 'USAGE'))
$$;
-- +goose StatementEnd

-- The setting demarche.audience names teams, after the word public. It can take
-- away from what a role sees and never add to it.
-- +goose StatementBegin
CREATE FUNCTION sees_all() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT coalesce(current_setting('demarche.audience', true), '') = '' AND is_trusted()
$$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION is_public(line bigint) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM shelf s WHERE s.entry = line AND NOT s.content) THEN
        RETURN true; -- nearly always; in PL/pgSQL, because this is asked of each row
    END IF;
    RETURN EXISTS (SELECT 1 FROM shelf s LEFT JOIN collected p ON p.collection = s.collection AND p.what = 'publish'
        WHERE s.entry = line AND NOT s.content AND (s.collection = 0 OR p.sequence IS NOT NULL));
END
$$;
-- +goose StatementEnd

-- Whether who is connected sees what is in a collection.
-- +goose StatementBegin
CREATE FUNCTION sees_collection(wanted bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT wanted = 0
        OR EXISTS (SELECT 1 FROM collected p WHERE p.collection = wanted AND p.what = 'publish')
        OR EXISTS (SELECT 1 FROM collected m CROSS JOIN unnest(string_to_array(m.teams, ' ')) b (team)
            WHERE m.sequence = wanted AND m.what = 'make'
            AND (coalesce(current_setting('demarche.audience', true), '') = '' OR b.team = ANY (string_to_array(current_setting('demarche.audience', true), ' ')))
            AND (is_trusted() OR EXISTS (SELECT 1 FROM teams t JOIN pg_roles r ON r.rolname = t.role WHERE t.name = b.team AND pg_has_role(session_user, r.oid, 'USAGE'))))
$$;
-- +goose StatementEnd

-- Whether who is connected sees a line, or a text or bytes.
-- +goose StatementBegin
CREATE FUNCTION sees(wanted bigint, of_content boolean) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM shelf s WHERE s.entry = wanted AND s.content = of_content) THEN
        RETURN true;
    END IF;
    RETURN EXISTS (SELECT 1 FROM shelf s WHERE s.entry = wanted AND s.content = of_content AND sees_collection(s.collection));
END
$$;
-- +goose StatementEnd

-- The same of a row of the table of words: of a text, or else of a record.
-- +goose StatementBegin
CREATE FUNCTION sees_words(wanted bigint) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM shelf s WHERE s.entry = wanted AND s.content) THEN
        RETURN sees(wanted, true);
    END IF;
    RETURN EXISTS (SELECT 1 FROM texts t WHERE t.key = wanted) OR sees(wanted, false);
END
$$;
-- +goose StatementEnd

-- The documents that who is connected sees through a collection that is not published.
-- +goose StatementBegin
CREATE FUNCTION withheld_documents() RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT DISTINCT d.sequence
    FROM collected m JOIN shelf s ON s.collection = m.sequence AND NOT s.content JOIN documents d ON d.sequence = s.entry
    WHERE m.what = 'make' AND NOT EXISTS (SELECT 1 FROM collected p WHERE p.collection = m.sequence AND p.what = 'publish')
    AND sees_collection(m.sequence) AND NOT is_public(d.sequence)
$$;
-- +goose StatementEnd

-- How many lines of the log there are that who is connected does not see.
-- +goose StatementBegin
CREATE FUNCTION unseen_lines() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT count(*) FROM (SELECT DISTINCT entry FROM shelf WHERE NOT content) s WHERE NOT sees_all() AND NOT sees(s.entry, false)
$$;
-- +goose StatementEnd

-- What was done with collections decides what is on the shelf. A capture is put
-- there by the transaction that keeps it, before anybody saw it, or never: the
-- end of the log has not moved yet.
-- +goose StatementBegin
CREATE FUNCTION shelve_collected() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM fresh f WHERE f.what <> 'make' AND EXISTS (SELECT 1 FROM collected p WHERE p.collection = f.collection AND p.what = 'publish' AND p.sequence < f.sequence))
        OR EXISTS (SELECT 1 FROM fresh f JOIN collected m ON m.sequence = f.collection WHERE m.what <> 'make' OR m.name <> f.name) THEN
        RAISE EXCEPTION 'the collection is published, or none' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM fresh f WHERE f.what = 'put' AND f.capture <= (SELECT sequence FROM log_end)) THEN
        RAISE EXCEPTION 'what everybody saw is not withheld' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    INSERT INTO shelf SELECT sequence, false, collection FROM fresh WHERE what IN ('make', 'put')
    UNION ALL SELECT capture, false, collection FROM fresh WHERE what = 'put'
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION shelve_captures() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM shelf) THEN
        RETURN NULL;
    END IF;
    INSERT INTO shelf SELECT f.blob, true, s.collection FROM fresh f JOIN shelf s ON s.entry = f.sequence AND NOT s.content
    WHERE f.blob = f.sequence OR EXISTS (SELECT 1 FROM shelf b WHERE b.entry = f.blob AND b.content)
    UNION ALL SELECT f.blob, true, 0 FROM fresh f
    WHERE NOT EXISTS (SELECT 1 FROM shelf s WHERE s.entry = f.sequence AND NOT s.content) AND EXISTS (SELECT 1 FROM shelf b WHERE b.entry = f.blob AND b.content)
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION shelve_documents() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM shelf) THEN
        RETURN NULL;
    END IF;
    INSERT INTO shelf SELECT f.sequence, false, s.collection FROM fresh f JOIN shelf s ON s.entry = f.capture AND NOT s.content
    ON CONFLICT DO NOTHING;
    INSERT INTO shelf SELECT f.text, true, s.collection FROM fresh f JOIN shelf s ON s.entry = f.sequence AND NOT s.content
    WHERE f.text = f.sequence OR EXISTS (SELECT 1 FROM shelf t WHERE t.entry = f.text AND t.content)
    UNION ALL SELECT f.text, true, 0 FROM fresh f
    WHERE NOT EXISTS (SELECT 1 FROM shelf s WHERE s.entry = f.sequence AND NOT s.content) AND EXISTS (SELECT 1 FROM shelf t WHERE t.entry = f.text AND t.content)
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION shelve_readings() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM shelf) THEN
        RETURN NULL;
    END IF;
    INSERT INTO shelf SELECT f.sequence, false, s.collection FROM fresh f JOIN shelf s ON s.entry = f.document AND NOT s.content
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
-- +goose StatementEnd

-- A record goes by the readings that hold it, and what was decided about it by the record.
-- +goose StatementBegin
CREATE FUNCTION shelve_members() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM shelf) THEN
        RETURN NULL;
    END IF;
    INSERT INTO shelf SELECT f.record, false, s.collection FROM fresh f JOIN shelf s ON s.entry = f.reading AND NOT s.content
    WHERE f.record > (SELECT sequence FROM log_end) OR EXISTS (SELECT 1 FROM shelf r WHERE r.entry = f.record AND NOT r.content)
    UNION ALL SELECT f.record, false, 0 FROM fresh f
    WHERE NOT EXISTS (SELECT 1 FROM shelf s WHERE s.entry = f.reading AND NOT s.content) AND EXISTS (SELECT 1 FROM shelf r WHERE r.entry = f.record AND NOT r.content)
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

-- +goose StatementBegin
CREATE FUNCTION shelve_decisions() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM shelf) THEN
        RETURN NULL;
    END IF;
    INSERT INTO shelf SELECT f.sequence, false, s.collection FROM fresh f JOIN shelf s ON s.entry = f.record AND NOT s.content
    UNION ALL SELECT f.version, false, s.collection FROM fresh f JOIN shelf s ON s.entry = f.record AND NOT s.content
    WHERE f.version > (SELECT sequence FROM log_end) OR EXISTS (SELECT 1 FROM shelf r WHERE r.entry = f.version AND NOT r.content)
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
-- +goose StatementEnd

-- A link is seen by those who see all records that it names: through the
-- collections that all withheld ones share; where they share none, by nobody
-- but who sees everything (collection -1).
-- +goose StatementBegin
CREATE FUNCTION shelve_links() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM shelf) THEN
        RETURN NULL;
    END IF;
    WITH named AS (
        SELECT f.sequence, r.sequence AS record FROM fresh f
        CROSS JOIN unnest(string_to_array(trim(f.these || ' ' || f.those), ' ')) i (id) JOIN records r ON r.id = i.id
        WHERE NOT is_public(r.sequence)
    ), shared AS (
        SELECT n.sequence, s.collection FROM named n JOIN shelf s ON s.entry = n.record AND NOT s.content
        GROUP BY n.sequence, s.collection HAVING count(*) = (SELECT count(*) FROM named o WHERE o.sequence = n.sequence)
    )
    INSERT INTO shelf SELECT sequence, false, collection FROM shared
    UNION SELECT n.sequence, false, -1 FROM named n
    UNION SELECT f.sequence, false, s.collection FROM fresh f JOIN shelf s ON s.entry = f.undoes AND NOT s.content
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
-- +goose StatementEnd

-- What goes through a search, for who does not see everything: of the table of
-- words, which takes an index that row security would not let it take.
-- +goose StatementBegin
CREATE FUNCTION sought_counts(terms text[], most bigint) RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT (SELECT count(*) FROM (SELECT 1 FROM search s WHERE s.words @@ q.term::tsquery AND sees_words(s.entry) LIMIT most) n)
    FROM unnest(terms) WITH ORDINALITY q (term, place) ORDER BY q.place
$$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION sought_rows(terms text[], weights double precision[], every text, most bigint) RETURNS TABLE (entry bigint, score double precision) LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT f.entry, (SELECT coalesce(sum(q.weight * ts_rank('{0.5,0.5,0.5,1}', s.words, q.term::tsquery, 1)), 0)
        FROM search s, unnest(terms, weights) q (term, weight) WHERE s.entry = f.entry)
    FROM (
        SELECT s.entry FROM search s WHERE s.whole AND s.words @@ every::tsquery AND sees_words(s.entry)
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

-- What who does not see everything is answered by: of a text that is for
-- everybody what current says; of others what current would say if there were
-- nothing but what they see, see ledger.Choose.
CREATE VIEW shown_current WITH (security_invoker = true) AS
SELECT c.text, c.document, c.reading FROM current c
UNION ALL
SELECT o.text, o.document, (SELECT max(r.sequence) FROM readings r JOIN documents x ON x.sequence = r.document
    WHERE r.text = o.text AND x.published = o.published)
FROM (
    SELECT DISTINCT ON (l.text) l.text, l.document, l.published FROM (
        SELECT DISTINCT ON (d.text, d.capture) d.text, d.sequence AS document, d.published, min(d.sequence) OVER (PARTITION BY d.text, d.capture) AS first
        FROM withheld_documents() w (document) JOIN documents d ON d.sequence = w.document
        ORDER BY d.text, d.capture, d.published = '', d.sequence DESC) l
    ORDER BY l.text, l.published = '', substr(l.published || '-01-01', 1, 10), l.first) o
WHERE NOT EXISTS (SELECT 1 FROM current c WHERE c.text = o.text);

CREATE TRIGGER collected_shelve AFTER INSERT ON collected REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION shelve_collected();
ALTER TABLE collected ENABLE ALWAYS TRIGGER collected_shelve;
CREATE TRIGGER captures_shelve AFTER INSERT ON captures REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION shelve_captures();
ALTER TABLE captures ENABLE ALWAYS TRIGGER captures_shelve;
CREATE TRIGGER documents_shelve AFTER INSERT ON documents REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION shelve_documents();
ALTER TABLE documents ENABLE ALWAYS TRIGGER documents_shelve;
CREATE TRIGGER readings_shelve AFTER INSERT ON readings REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION shelve_readings();
ALTER TABLE readings ENABLE ALWAYS TRIGGER readings_shelve;
CREATE TRIGGER members_shelve AFTER INSERT ON members REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION shelve_members();
ALTER TABLE members ENABLE ALWAYS TRIGGER members_shelve;
CREATE TRIGGER decisions_shelve AFTER INSERT ON decisions REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION shelve_decisions();
ALTER TABLE decisions ENABLE ALWAYS TRIGGER decisions_shelve;
CREATE TRIGGER links_shelve AFTER INSERT ON links REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION shelve_links();
ALTER TABLE links ENABLE ALWAYS TRIGGER links_shelve;

-- +goose StatementBegin
DO $$
DECLARE
    t text;
    f regprocedure;
BEGIN
    -- Functions with the owner's rights look for tables in this schema, and nowhere else.
    FOR f IN SELECT oid::regprocedure FROM pg_proc WHERE pronamespace = current_schema()::regnamespace AND prosecdef LOOP
        EXECUTE format('ALTER FUNCTION %s SET search_path = %I, pg_temp', f, current_schema());
    END LOOP;
    -- Who sees what. Rights (roles.sql) say who may write.
    FOREACH t IN ARRAY ARRAY['log', 'captures', 'documents', 'readings', 'records', 'decisions', 'links', 'collected'] LOOP
        EXECUTE format('CREATE POLICY shown ON %I FOR SELECT USING ((SELECT sees_all()) OR sees(sequence, false))', t);
    END LOOP;
    FOREACH t IN ARRAY ARRAY['blobs', 'texts'] LOOP
        EXECUTE format('CREATE POLICY shown ON %I FOR SELECT USING ((SELECT sees_all()) OR sees(key, true))', t);
    END LOOP;
    CREATE POLICY shown ON members FOR SELECT USING ((SELECT sees_all()) OR sees(reading, false));
    CREATE POLICY shown ON parts FOR SELECT USING ((SELECT sees_all()) OR sees(record, false));
    CREATE POLICY shown ON reviews FOR SELECT USING ((SELECT sees_all()) OR sees(record, false));
    CREATE POLICY shown ON current FOR SELECT USING ((SELECT sees_all()) OR is_public(document));
    CREATE POLICY shown ON search FOR SELECT USING ((SELECT sees_all()) OR sees_words(entry));
    FOREACH t IN ARRAY ARRAY['log', 'captures', 'documents', 'readings', 'records', 'decisions', 'links', 'collected', 'blobs', 'texts', 'members', 'parts', 'reviews', 'current', 'search'] LOOP
        EXECUTE format('CREATE POLICY kept ON %I FOR INSERT WITH CHECK (true)', t);
    END LOOP;
    CREATE POLICY changed ON reviews FOR UPDATE USING ((SELECT sees_all()));
    CREATE POLICY changed ON current FOR UPDATE USING ((SELECT sees_all()));
    CREATE POLICY removed ON search FOR DELETE USING ((SELECT sees_all()));
    -- What says who sees what is for those who see everything.
    FOREACH t IN ARRAY ARRAY['teams', 'memberships', 'trusted', 'shelf'] LOOP
        EXECUTE format('CREATE POLICY whole ON %I USING ((SELECT sees_all()))', t);
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    END LOOP;
END
$$;
-- +goose StatementEnd

-- Has the policies hold, for the owner too. The queue of work beside the ledger
-- tells of captures: who does not see everything is let in there no longer.
-- +goose StatementBegin
CREATE FUNCTION withhold_on() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    t record;
    role text;
BEGIN
    FOR t IN SELECT DISTINCT c.oid::regclass AS name, c.relname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
        WHERE c.relnamespace = current_schema()::regnamespace AND p.polname = 'shown' ORDER BY c.relname LOOP
        EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', t.name);
        IF t.relname NOT IN ('search', 'collected') THEN -- which functions with the owner's rights go through
            EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', t.name);
        END IF;
    END LOOP;
    FOR role IN SELECT CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(r.rolname) END
        FROM pg_namespace n CROSS JOIN aclexplode(n.nspacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
        WHERE n.nspname = current_schema() || '_work' AND a.grantee <> n.nspowner AND (r.rolname IS NULL OR r.rolname NOT IN (SELECT x.role FROM trusted x)) LOOP
        EXECUTE format('REVOKE ALL ON SCHEMA %I FROM %s', current_schema() || '_work', role);
    END LOOP;
END
$$;
-- +goose StatementEnd

-- +goose Down
DROP VIEW shown_current;
DROP TRIGGER links_shelve ON links;
DROP TRIGGER decisions_shelve ON decisions;
DROP TRIGGER members_shelve ON members;
DROP TRIGGER readings_shelve ON readings;
DROP TRIGGER documents_shelve ON documents;
DROP TRIGGER captures_shelve ON captures;
-- +goose StatementBegin
DO $$
DECLARE
    p record;
BEGIN
    FOR p IN SELECT polname, polrelid::regclass AS name FROM pg_policy WHERE polrelid IN (SELECT oid FROM pg_class WHERE relnamespace = current_schema()::regnamespace) LOOP
        EXECUTE format('DROP POLICY %I ON %s', p.polname, p.name);
        EXECUTE format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', p.name);
        EXECUTE format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', p.name);
    END LOOP;
END
$$;
-- +goose StatementEnd
DROP TABLE shelf;
DROP TABLE collected;
DROP TABLE trusted;
DROP TABLE memberships;
DROP TABLE teams;
DROP FUNCTION withhold_on();
DROP FUNCTION sought_rows(text[], double precision[], text, bigint);
DROP FUNCTION sought_counts(text[], bigint);
DROP FUNCTION shelve_links();
DROP FUNCTION shelve_decisions();
DROP FUNCTION shelve_members();
DROP FUNCTION shelve_readings();
DROP FUNCTION shelve_documents();
DROP FUNCTION shelve_captures();
DROP FUNCTION shelve_collected();
DROP FUNCTION unseen_lines();
DROP FUNCTION withheld_documents();
DROP FUNCTION sees_words(bigint);
DROP FUNCTION sees(bigint, boolean);
DROP FUNCTION sees_collection(bigint);
DROP FUNCTION is_public(bigint);
DROP FUNCTION sees_all();
DROP FUNCTION is_trusted();

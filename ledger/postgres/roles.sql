-- Rights in a ledger for roles that are there: one that only reads, one that
-- reads and writes. Neither can change or remove evidence, whatever the triggers
-- do: the rights are not given. Run it as the owner of the ledger, once, and again
-- after an upgrade that made tables:
--
--     demarche roles | psql postgres://owner@host/database -v schema=demarche -v reader=analyst -v writer=worker
--
-- The owner, who makes the tables and brings them to a newer form, should not be
-- the role that programs use from day to day.

\set ON_ERROR_STOP on
BEGIN;

GRANT USAGE ON SCHEMA :"schema" TO :"reader", :"writer";
REVOKE ALL ON ALL TABLES IN SCHEMA :"schema" FROM :"reader", :"writer";

-- Evidence, and what follows from it.
GRANT SELECT ON ALL TABLES IN SCHEMA :"schema" TO :"reader", :"writer";
-- Who signs in, and as whom, is not for readers.
REVOKE ALL ON :"schema".accounts, :"schema".sessions, :"schema".bearers, :"schema".tries, :"schema".claims, :"schema".rates FROM :"reader";

-- Evidence is only added to.
GRANT INSERT ON :"schema".log, :"schema".tree, :"schema".blobs, :"schema".captures, :"schema".texts, :"schema".documents,
    :"schema".readings, :"schema".records, :"schema".members, :"schema".parts, :"schema".decisions, :"schema".links, :"schema".collected TO :"writer";
-- Who writes sees everything, also what is in collections that are not published.
DELETE FROM :"schema".trusted WHERE role = :'reader';
INSERT INTO :"schema".trusted (role) VALUES (:'writer') ON CONFLICT DO NOTHING;
-- The end of the log moves; its trigger lets it only grow.
GRANT UPDATE ON :"schema".log_end TO :"writer";
-- What follows from evidence is kept in step with it.
GRANT INSERT, UPDATE ON :"schema".current, :"schema".reviews TO :"writer";
GRANT INSERT, DELETE ON :"schema".search TO :"writer";
-- Beside the evidence: who signs in, who asks how often, what alerts have sent.
GRANT INSERT, UPDATE, DELETE ON :"schema".accounts, :"schema".sessions, :"schema".bearers, :"schema".tries, :"schema".claims, :"schema".rates, :"schema".teams, :"schema".memberships,
    :"schema".alert_seen, :"schema".alert_answers, :"schema".alert_changes, :"schema".alert_deliveries TO :"writer";

-- The queue of work, if the owner has opened the ledger with a program that has one.
\set work :schema _work
SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = :'work') AS queued \gset
\if :queued
GRANT USAGE ON SCHEMA :"work" TO :"writer";
-- It tells of captures, also of those that are withheld.
SELECT NOT relrowsecurity AS open FROM pg_class WHERE oid = (quote_ident(:'schema') || '.captures')::regclass \gset
\if :open
GRANT USAGE ON SCHEMA :"work" TO :"reader";
GRANT SELECT ON ALL TABLES IN SCHEMA :"work" TO :"reader";
\endif
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA :"work" TO :"writer";
GRANT USAGE ON ALL SEQUENCES IN SCHEMA :"work" TO :"writer";
\endif

COMMIT;

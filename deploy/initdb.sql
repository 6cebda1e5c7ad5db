-- Run once by the image of PostgreSQL, when its folder is empty: makes the roles
-- and the database of the ledger. None is a superuser, before whom no row of a
-- collection could be withheld. Nobody connects as the analyst before who keeps
-- the database gives that role a password.
\set owner_password `cat /run/secrets/owner-password`
\set worker_password `cat /run/secrets/worker-password`
SELECT :'owner_password' = '' OR :'worker_password' = '' AS missing \gset
\if :missing
DO $$BEGIN RAISE EXCEPTION 'the passwords of the roles cannot be read: see the head of compose.yaml'; END$$;
\endif
CREATE ROLE owner LOGIN PASSWORD :'owner_password';
CREATE ROLE worker LOGIN PASSWORD :'worker_password';
CREATE ROLE analyst LOGIN;
CREATE DATABASE news OWNER owner;

-- Run once by the image of PostgreSQL, when its folder is empty: makes the role
-- and the database of the ledger. The role is no superuser, before whom no row of
-- a collection could be withheld.
\getenv password POSTGRES_PASSWORD
CREATE ROLE demarche LOGIN PASSWORD :'password';
CREATE DATABASE demarche OWNER demarche;

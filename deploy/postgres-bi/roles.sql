-- Runs once, when the server's volume is empty: who may do what. Passwords come from the environment.
--   kenpo_loader  owns the database that releases are served from (KENPO_POSTGRES)
--   kenpo_reader  for BI tools: connects, reads what the loader serves, and nothing else
--   superset      owns Superset's own metadata, in a database that BI cannot enter
\set ON_ERROR_STOP on
\getenv loader_password LOADER_PASSWORD
\getenv reader_password READER_PASSWORD
\getenv superset_password SUPERSET_PASSWORD

create role kenpo_loader login password :'loader_password';
create role kenpo_reader login password :'reader_password';
create role superset login password :'superset_password';
alter role kenpo_reader set default_transaction_read_only = on;

create database kenpo owner kenpo_loader;
create database superset owner superset;
revoke all on database kenpo from public;
revoke all on database superset from public;
revoke all on database postgres from public;
grant connect on database kenpo to kenpo_reader;

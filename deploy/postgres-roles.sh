#!/usr/bin/env bash
# Creates the database and its two roles: the owner for migrations and the restricted
# role for the server. Run it once, as a superuser:
#   GREFFE_OWNER_PASSWORD=… GREFFE_APP_PASSWORD=… deploy/postgres-roles.sh
set -euo pipefail

psql --set=ON_ERROR_STOP=1 --username="${POSTGRES_USER:-postgres}" --dbname="${POSTGRES_DB:-postgres}" \
  --set=owner_password="${GREFFE_OWNER_PASSWORD:?}" --set=app_password="${GREFFE_APP_PASSWORD:?}" <<'SQL'
create role greffe_owner login nosuperuser nocreatedb nocreaterole noreplication nobypassrls
  password :'owner_password';
create role greffe_app login nosuperuser nocreatedb nocreaterole noreplication nobypassrls
  password :'app_password';
create database greffe owner greffe_owner encoding 'UTF8' locale 'C.UTF-8' template template0;
revoke all on database greffe from public;
grant connect on database greffe to greffe_app;
\connect greffe
revoke all on schema public from public;
grant usage, create on schema public to greffe_owner;
grant usage on schema public to greffe_app;
SQL

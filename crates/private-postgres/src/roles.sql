CREATE ROLE greffe_owner LOGIN CREATEDB;
CREATE ROLE greffe_app LOGIN;
-- The owner may drop a clone of the database that is in use.
GRANT pg_signal_backend TO greffe_owner;
CREATE DATABASE greffe OWNER greffe_owner;
REVOKE ALL ON DATABASE greffe, postgres, template1 FROM PUBLIC;
GRANT CONNECT ON DATABASE greffe TO greffe_app;
-- The owner connects here to clone the database.
GRANT CONNECT ON DATABASE postgres TO greffe_owner;

-- The two roles of the house and its database; safe to say again at every start.
-- preau_owner owns the tables, migrates, makes and empties test databases. preau_app runs the product.
-- Their passwords come from the environment, so that they stand in no command line and no file.
\set ON_ERROR_STOP on
\getenv owner_password OWNER_PASSWORD
\getenv app_password APP_PASSWORD
SELECT 'CREATE ROLE preau_app LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'preau_app') \gexec
SELECT 'CREATE ROLE preau_owner LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'preau_owner') \gexec
ALTER ROLE preau_app LOGIN PASSWORD :'app_password';
ALTER ROLE preau_owner LOGIN CREATEDB PASSWORD :'owner_password';
GRANT preau_app TO preau_owner;
GRANT SET ON PARAMETER session_replication_role TO preau_owner;
SELECT 'CREATE DATABASE preau OWNER preau_owner TEMPLATE template0 ENCODING ''UTF8'' LOCALE ''C.UTF-8'''
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'preau') \gexec

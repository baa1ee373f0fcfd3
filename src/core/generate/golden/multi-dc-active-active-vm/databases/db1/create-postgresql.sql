-- Databases and users of APIM databases (db1) for WSO2 API Manager 4.7.0.
-- Run by an administrator of the database server, once for each server that holds a copy; see README.md.

\set ON_ERROR_STOP on

\getenv shared_db_password SHARED_DB_PASSWORD
SELECT 'CREATE ROLE "sharedadmin" LOGIN'
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'sharedadmin') \gexec
ALTER ROLE "sharedadmin" LOGIN PASSWORD :'shared_db_password';
-- An administrator who is no superuser may only give a database to a role that it belongs to.
GRANT "sharedadmin" TO CURRENT_USER;

\getenv apim_db_password APIM_DB_PASSWORD
SELECT 'CREATE ROLE "apimadmin" LOGIN'
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'apimadmin') \gexec
ALTER ROLE "apimadmin" LOGIN PASSWORD :'apim_db_password';
-- An administrator who is no superuser may only give a database to a role that it belongs to.
GRANT "apimadmin" TO CURRENT_USER;

SELECT 'CREATE DATABASE "shared_db" OWNER "sharedadmin" ENCODING ''UTF8'' TEMPLATE template0'
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_database WHERE datname = 'shared_db') \gexec
REVOKE ALL ON DATABASE "shared_db" FROM PUBLIC;
GRANT ALL ON DATABASE "shared_db" TO "sharedadmin";

SELECT 'CREATE DATABASE "apim_db" OWNER "apimadmin" ENCODING ''UTF8'' TEMPLATE template0'
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_database WHERE datname = 'apim_db') \gexec
REVOKE ALL ON DATABASE "apim_db" FROM PUBLIC;
GRANT ALL ON DATABASE "apim_db" TO "apimadmin";

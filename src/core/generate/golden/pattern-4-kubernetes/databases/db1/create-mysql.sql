-- Databases and users of APIM databases (db1) for WSO2 API Manager 4.7.0.
-- Run by an administrator of the database server, once for each server that holds a copy; see README.md.

CREATE DATABASE IF NOT EXISTS `shared_db` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE DATABASE IF NOT EXISTS `apim_db` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The password comes from @shared_db_password; without it the next statement fails.
SET @statement = CONCAT('CREATE USER IF NOT EXISTS ''sharedadmin''@''%'' IDENTIFIED BY ', QUOTE(NULLIF(@shared_db_password, '')));
PREPARE apim_statement FROM @statement;
EXECUTE apim_statement;
DEALLOCATE PREPARE apim_statement;
SET @statement = CONCAT('ALTER USER ''sharedadmin''@''%'' IDENTIFIED BY ', QUOTE(NULLIF(@shared_db_password, '')));
PREPARE apim_statement FROM @statement;
EXECUTE apim_statement;
DEALLOCATE PREPARE apim_statement;

-- The password comes from @apim_db_password; without it the next statement fails.
SET @statement = CONCAT('CREATE USER IF NOT EXISTS ''apimadmin''@''%'' IDENTIFIED BY ', QUOTE(NULLIF(@apim_db_password, '')));
PREPARE apim_statement FROM @statement;
EXECUTE apim_statement;
DEALLOCATE PREPARE apim_statement;
SET @statement = CONCAT('ALTER USER ''apimadmin''@''%'' IDENTIFIED BY ', QUOTE(NULLIF(@apim_db_password, '')));
PREPARE apim_statement FROM @statement;
EXECUTE apim_statement;
DEALLOCATE PREPARE apim_statement;

GRANT ALL PRIVILEGES ON `shared_db`.* TO 'sharedadmin'@'%';
GRANT ALL PRIVILEGES ON `apim_db`.* TO 'apimadmin'@'%';

/** A name in MySQL and MariaDB. */
export function mysqlName(text: string): string {
  return `\`${text.replace(/`/g, '``')}\``
}

/** A text value in MySQL and MariaDB, right with and without NO_BACKSLASH_ESCAPES as long as it holds no backslash. */
export function mysqlText(text: string): string {
  return `'${text.replace(/\\/g, '\\\\').replace(/'/g, "''")}'`
}

/** A name in PostgreSQL, Oracle and Db2. */
export function sqlName(text: string): string {
  return `"${text.replace(/"/g, '""')}"`
}

/** A text value in PostgreSQL (with standard_conforming_strings), Oracle and Db2. */
export function sqlText(text: string): string {
  return `'${text.replace(/'/g, "''")}'`
}

/** A name in SQL Server. */
export function mssqlName(text: string): string {
  return `[${text.replace(/\]/g, ']]')}]`
}

import type { DbmsId } from '../../../model/design'
import type { GeneratedFile } from '../../../serialize/file-tree'
import { shellComment, shellWord } from '../../../serialize/shell'
import { TracedText } from '../../../serialize/traced-text'
import FAIL from '../fail.sh?raw'
import { JDBC } from '../jdbc'
import { type DatabasePlan, titleOf } from '../plan'
import { bodyOf } from '../script-body'
import { arrayLines } from '../script-header'
import { SECRET_PATTERNS } from '../secrets'
import { type Account, accountsOf, type Schema } from './accounts'
import FILL from './create/fill.sh?raw'
import MYSQL_FUNCTIONS from './create/mysql.sh?raw'
import OPTIONS from './create/options.sh?raw'
import POSTGRESQL_FUNCTIONS from './create/postgresql.sh?raw'
import USAGE from './create/usage.sh?raw'
import { mysqlVariable } from './sql'

/** A client that the script can drive. */
interface Client {
  /** Functions of Bash that run it. */
  readonly functions: string
  readonly admin: string
  /** What stands above the list of passwords, and the item of each. */
  readonly passwordsAbout: string
  readonly password: (account: Account) => string
}

const MYSQL: Client = {
  functions: MYSQL_FUNCTIONS,
  admin: 'root',
  passwordsAbout: 'Environment variable of each password, and the session variable that the SQL reads.',
  password: ({ secret }) => `${secret}|${mysqlVariable(secret)}`,
}

const CLIENTS: Readonly<Partial<Record<DbmsId, Client>>> = {
  mysql: MYSQL,
  mariadb: MYSQL,
  postgresql: {
    functions: POSTGRESQL_FUNCTIONS,
    admin: 'postgres',
    passwordsAbout: 'Environment variable of each password.',
    password: ({ secret }) => secret,
  },
}

/** Whether a database system is one whose client the script can drive. */
export function hasCreateScript(dbms: DbmsId): boolean {
  return CLIENTS[dbms] !== undefined
}

/**
 * The script that runs the SQL of this folder, and WSO2's own scripts, with passwords from the environment. None for a
 * database system whose client it cannot drive.
 */
export function createScript(plan: DatabasePlan, schemas: readonly Schema[], sqlFile: string): GeneratedFile[] {
  const { database } = plan
  const client = CLIENTS[database.dbms]
  if (!client) return []
  const subjects = [database.component.id]
  const title = titleOf(plan.label, database.component.id)
  const text = new TracedText()
    .add('#!/usr/bin/env bash')
    .add(shellComment(`Creates the databases and users of ${title}. Safe to run again.`))
    .add('set -euo pipefail')
    .blank()
  const topology = { subjects, reason: 'Databases, users and address of this topology' }
  for (const line of variables(plan, client, schemas, sqlFile)) text.add(line, topology)
  text
    .blank()
    .add(bodyOf(USAGE, FAIL, OPTIONS, client.functions, FILL), { subjects, reason: 'The same for every database' })
  return [text.toFile({ path: `${plan.folder}/create.sh`, language: 'shell', executable: true })]
}

function variables({ database }: DatabasePlan, client: Client, schemas: readonly Schema[], sqlFile: string): string[] {
  const { host, port, dbms, mode } = database
  return [
    `readonly SQL_FILE=${shellWord(sqlFile)}`,
    `readonly DEFAULT_HOST=${shellWord(host)} DEFAULT_PORT=${port} DEFAULT_ADMIN=${client.admin}`,
    `readonly SCRIPT=${shellWord(JDBC[dbms].script)}`,
    `readonly REPLICATED=${mode === 'geo' ? 'yes' : 'no'}`,
    `readonly PASSWORD_PATTERN=${shellWord(SECRET_PATTERNS.password.pattern)}`,
    `readonly PASSWORD_RULE=${shellWord(SECRET_PATTERNS.password.rule)}`,
    `# ${client.passwordsAbout}`,
    ...arrayLines('PASSWORDS', accountsOf(schemas).map(client.password)),
    '# Database, its user, the variable of the password, and where WSO2 keeps its tables.',
    ...arrayLines(
      'SCHEMAS',
      schemas.map(({ name, username, secret, folder }) => `${name}|${username}|${secret}|${folder}`),
    ),
  ]
}

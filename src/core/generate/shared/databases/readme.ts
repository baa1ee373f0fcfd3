import { numberOf, textOf } from '../../../kinds/properties'
import { hasRole } from '../../../kinds/roles'
import type { GeneratedFile } from '../../../serialize/file-tree'
import { code, codeBlock, markdownTable, markdownText } from '../../../serialize/markdown'
import { TracedText } from '../../../serialize/traced-text'
import type { Database, Instance } from '../../../wiring/deployment'
import { copyIn } from '../../../wiring/standby'
import { JDBC } from '../jdbc'
import type { DatabasePlan, Plan } from '../plan'
import { poolSize, poolsOf } from '../pools'
import { accountsOf, type Schema } from './accounts'
import { hasCreateScript } from './create-script'

/** How to make the databases, in which order WSO2's scripts are run, and what the server must allow. */
export function databaseReadme(
  plan: Plan,
  database: DatabasePlan,
  schemas: readonly Schema[],
  filledByJob: boolean,
): GeneratedFile {
  const { component, dbms } = database.database
  const text = new TracedText()
  const because = { subjects: [component.id], reason: 'How the databases are made' }
  const add = (lines: readonly string[]) => {
    text.blank()
    for (const line of lines) text.add(line, because)
  }
  add([`# ${markdownText(database.label)}${database.label === component.id ? '' : ` (${code(component.id)})`}`])
  if (dbms === 'h2') add([EMBEDDED])
  else if (schemas.length === 0) add(['No server of the drawing connects to it, so there is nothing to create.'])
  else {
    add([introduction(plan, database)])
    add(['## Databases and users', '', ...schemaTable(database, schemas)])
    add(['## Order', '', ...steps(plan, database, schemas, filledByJob)])
    if (database.database.mode === 'geo') add(['## Replication', '', ...replication(plan, database)])
    const copies = copiesOf(plan, database.database)
    if (copies.length > 0) add(['## Replication', '', ...oneWay(database.database, copies)])
    add(['## Notes', '', ...notes(plan, database, schemas)])
  }
  return text.toFile({ path: `${database.folder}/README.md`, language: 'markdown' })
}

const EMBEDDED =
  'H2 is embedded: each server has files of its own under `repository/database`, and no other server can open them. There is nothing to create. It is for evaluation only, and servers that should share data need another database system.'

function introduction(plan: Plan, { database }: DatabasePlan): string {
  const version = textOf(database.component, 'version')
  const system = `${JDBC[database.dbms].label}${version === undefined ? '' : ` ${markdownText(version)}`}`
  const members = database.members.map((member) => code(member.hostname)).join(', ')
  const addresses = addressesOf(plan, database)
    .map(({ address, users }) => `${code(address)} (${users.map(code).join(', ')})`)
    .join(', ')
  return `${system}${database.members.length > 1 ? ` on ${members}` : ''}. Servers reach it at ${addresses}.`
}

/** Where each server finds the database: its proxy, its own datacenter's member, or the one address. */
function addressesOf(plan: Plan, { component }: Database): { address: string; users: string[] }[] {
  const found = new Map<string, string[]>()
  for (const { server, instance } of plan.nodes) {
    const { apim, shared } = server.databases
    const targets = [apim, shared].filter((target) => target?.database.component.id === component.id)
    for (const address of new Set(targets.map((target) => `${target?.host}:${target?.port}`))) {
      found.set(address, [...(found.get(address) ?? []), instance.id])
    }
  }
  return [...found].map(([address, users]) => ({ address, users }))
}

function schemaTable({ database }: DatabasePlan, schemas: readonly Schema[]): string[] {
  return markdownTable(
    ['Database', 'Holds', 'User', 'Password', "WSO2's script"],
    schemas.map(({ schema, name, username, secret, folder }) => [
      code(name),
      schema === 'apim' ? 'APIs, applications, tokens' : 'users, roles, registry',
      code(username),
      code(secret),
      code(scriptOf(database, folder)),
    ]),
  )
}

/** Below `dbscripts`; databases that replicate both ways have scripts of their own. */
function scriptOf(database: Database, folder: Schema['folder']): string {
  const replicated = database.mode === 'geo' ? MULTI_DATACENTER[database.dbms] : undefined
  return replicated === undefined
    ? `dbscripts/${folder}${JDBC[database.dbms].script}`
    : `dbscripts/multi-dc/${replicated}/${folder}tables.sql`
}

function steps(plan: Plan, database: DatabasePlan, schemas: readonly Schema[], filledByJob: boolean): string[] {
  const { dbms } = database.database
  const { script } = JDBC[dbms]
  const control = plan.nodes.find((node) => hasRole(node.kind, 'control-plane'))
  const from = control ? code(`${control.distribution}/dbscripts`) : 'the `dbscripts` folder of the control plane pack'
  if (hasCreateScript(dbms)) {
    const geo = database.database.mode === 'geo'
    return [
      `Where the ${dbms === 'postgresql' ? code('psql') : code('mysql')} client is installed and reaches the server, and in the folder of this file:`,
      '',
      ...codeBlock('sh', [
        `read -rs DB_ADMIN_PASSWORD && export DB_ADMIN_PASSWORD    # of the administrator, ${dbms === 'postgresql' ? 'postgres' : 'root'}`,
        ...(geo
          ? hostsOf(database.database).map((host) => `./create.sh --host ${host}`)
          : [
              ...(control
                ? [
                    `unzip -qo ../../packs/${control.distribution}.zip '${control.distribution}/dbscripts/*'`,
                    `./create.sh --dbscripts ${control.distribution}/dbscripts`,
                  ]
                : ['./create.sh --dbscripts /path/to/wso2am-acp/dbscripts']),
            ]),
      ]),
      '',
      geo
        ? `It creates databases and users with the passwords of ${code('security/secrets.env')}. The tables follow ${filledByJob ? 'by a Job in each datacenter, which does what the next section says of them: see the runbook' : 'by hand, as the next section says'}.`
        : `It creates databases and users with the passwords of ${code('security/secrets.env')}, then runs ${schemas.map((schema) => code(`${schema.folder}${script}`)).join(' and ')}. Tables that are there are left alone. Do this before the first server starts.`,
    ]
  }
  const replicates = database.database.mode === 'geo' && MULTI_DATACENTER[dbms] !== undefined
  return [
    `1. Run ${code(`create-${dbms}.sql`)} as an administrator. ${CLIENTS[dbms] ?? ''}`,
    `2. As the user of each database, run WSO2's script of ${from}: ${schemas.map((schema) => `${code(scriptOf(database.database, schema.folder).replace('dbscripts/', ''))} in ${code(schema.name)}`).join(', then ')}${replicates ? ', in the copy of each datacenter, changed as the next section says' : ''}.${dbms === 'db2' ? ` Statements end with a slash: ${code('db2 -td/ -vmf FILE')}.` : ''}`,
    '3. Only then start the first server.',
  ]
}

const CLIENTS: Readonly<Partial<Record<string, string>>> = {
  db2: 'As the owner of the instance: `db2 -tvf create-db2.sql`. The users are of the operating system or a directory: make them first, with the passwords of `security/secrets.env`.',
  mssql:
    'With the passwords in the environment, `sqlcmd -i create-mssql.sql` finds them there: its variables default to those of the environment.',
  oracle:
    'SQL*Plus asks for the passwords. In Oracle each user is a schema of its own; the database names above are names of services. Run the script in the pluggable database that offers them, and make them first where they are not there, or write the name of the one that is into the drawing.',
}

function hostsOf(database: Database): string[] {
  return database.members.length > 0 ? database.members.map((member) => member.hostname) : [database.host]
}

/** Source: docs-apim, multi-datacenter pattern 1: scripts of dbscripts/multi-dc, DCID column, staggered sequences. */
function replication(plan: Plan, { database }: DatabasePlan): string[] {
  const folder = MULTI_DATACENTER[database.dbms]
  if (folder === undefined) {
    return [
      `WSO2 tests replication in both directions with Oracle, SQL Server and PostgreSQL only; ${JDBC[database.dbms].label} has no scripts for it.`,
    ]
  }
  const regions = plan.deployment.regions
  const rows = regions.map((region, index) => [
    markdownText(region.label),
    code(`DC${index + 1}`),
    String(index + 1),
    String(regions.length),
  ])
  return [
    `Tables come from ${code(`dbscripts/multi-dc/${folder}`)}, in a copy for each datacenter, and keys must never collide. In each copy set the default of column ${code('DCID')} of ${code('IDN_OAUTH2_ACCESS_TOKEN')}, the start of every sequence or identity column, and its step:`,
    '',
    ...markdownTable(['Datacenter', 'DCID', 'Start', 'Step'], rows),
    '',
    'Choose the step for the number of datacenters that there will ever be: it cannot be changed later. Then set up replication of both databases in both directions with the tools of the database; the Readme of the folder and your administrator know how. Fill the databases in one datacenter only after replication works.',
  ]
}

/** Servers of the database in datacenters that stand by. */
function copiesOf({ deployment }: Plan, database: Database): readonly Instance[] {
  return deployment.regions.flatMap((region) => (region.standby ? (copyIn(database, region.id) ?? []) : []))
}

function oneWay({ members: [primary], host }: Database, copies: readonly Instance[]): string[] {
  const names = copies.map(({ hostname }) => code(hostname)).join(', ')
  return [
    `Both databases are written at ${code(primary?.hostname ?? host)}, and ${names} ${copies.length === 1 ? 'is a copy' : 'are copies'} in a datacenter that stands by. Set up replication one way, with the tools of the database, once they are filled, and watch how far behind the ${copies.length === 1 ? 'copy is' : 'copies are'}: that much is lost with the first datacenter. Users and passwords are the same there. The runbook's section Disaster recovery says how a copy is promoted.`,
  ]
}

const MULTI_DATACENTER: Readonly<Partial<Record<string, string>>> = {
  oracle: 'OGG/oracle',
  mssql: 'SQLServer/mssql',
  postgresql: 'Postgresql',
}

/** What a way of failing over asks of the scripts and the servers. Source: docs-apim, changing to MySQL. */
function failoverNotes(plan: Plan, { database }: DatabasePlan, schemas: readonly Schema[]): string[] {
  const { dbms, mode } = database
  const mysql = dbms === 'mysql' || dbms === 'mariadb'
  const names = [...new Set(schemas.map(({ name }) => `'${name}'`))].join(', ')
  if (mysql && mode === 'quorum') {
    return [
      '- Group Replication takes only tables with a primary key. After the scripts, before replication starts, this must find none:',
      '',
      ...codeBlock('sql', [
        'SELECT t.table_schema, t.table_name FROM information_schema.tables t',
        'LEFT JOIN information_schema.table_constraints c ON c.table_schema = t.table_schema',
        "  AND c.table_name = t.table_name AND c.constraint_type = 'PRIMARY KEY'",
        `WHERE t.table_schema IN (${names}) AND t.table_type = 'BASE TABLE' AND c.constraint_name IS NULL;`,
      ]),
      '',
    ]
  }
  if (mode === 'multiwriter' && dbms !== 'oracle') {
    return [
      '- Let the servers write to one member, and use the others on fail-over: rows that two members change at once are lost or refused.',
    ]
  }
  if (mode === 'manual' && copiesOf(plan, database).length === 0) {
    return [
      '- The standby is promoted by hand: then let the name above lead to it. Servers connect again by themselves.',
    ]
  }
  return []
}

/** What is peculiar to a database system. The driver's default is that of Microsoft's releases from 10.2 on. */
function systemNotes({ database }: DatabasePlan, schemas: readonly Schema[]): string[] {
  if (database.dbms === 'mssql') {
    return [
      "- The driver encrypts and checks the server's certificate by itself: import the certificate into `client-truststore.jks`.",
      '- The collation is case sensitive and no UTF-8 one, and rows are versioned; the script sees to both.',
    ]
  }
  if (database.dbms === 'db2') {
    const long = schemas.filter(({ name }) => name.length > 8).map(({ name }) => code(name))
    return long.length > 0
      ? [`- Db2 takes names of databases up to 8 characters: ${long.join(', ')} must be shorter in the drawing.`]
      : []
  }
  return []
}

function notes(plan: Plan, item: DatabasePlan, schemas: readonly Schema[]): string[] {
  const { database } = item
  const names = new Set(schemas.map((schema) => schema.name))
  const pools = poolsOf(plan, database)
  const size = poolSize(plan, database)
  const limit = numberOf(database.component, 'connectionLimit')
  const { jar } = JDBC[database.dbms]
  const { characterSet, collation } = plan.facts.mysql
  return [
    `- Connections: ${pools} pools of up to ${size} make ${pools * size}. ${limit === undefined ? 'The server must allow more than that.' : `The drawing says that it accepts ${limit}.`}`,
    `- Driver on every server that opens it: ${jar.name}.`,
    '- Servers and database run in UTC, or at least in one time zone.',
    ...(database.dbms === 'mysql' || database.dbms === 'mariadb'
      ? [
          `- ${plan.facts.version} needs names that differ by case: ${code(characterSet)} with ${code(collation)}. The server's default collation does not do.`,
        ]
      : []),
    ...(accountsOf(schemas).length < schemas.length
      ? ['- Both databases belong to one user, as the drawing says.']
      : []),
    ...(names.size < schemas.length
      ? ['- Both schemas are in one database, as the drawing says: their scripts are not made for that.']
      : []),
    ...failoverNotes(plan, item, schemas),
    ...systemNotes(item, schemas),
    '- Users may connect from any address; restrict them to the servers where your rules ask for it.',
  ]
}

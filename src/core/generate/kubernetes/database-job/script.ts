import { shellWord } from '../../../serialize/shell'
import { JDBC } from '../../shared/jdbc'
import type { Plan } from '../plan'
import { passwordVariable } from '../secrets/secrets'
import type { DatabaseJob, JobDbms } from './job'

/**
 * What the Job runs. The server is asked for its tables first: all of them, nothing is done; some of them, an earlier run
 * was cut off, and nothing is guessed.
 */
export function tableScript(plan: Plan, job: DatabaseJob): string {
  const { targets, dbms, datacenter } = job
  const schemas = targets.map((target) => {
    const folder = target.schema === 'apim' ? 'apimgt/' : ''
    const script = datacenter ? `multi-dc/Postgresql/${folder}tables.sql` : `${folder}${JDBC[dbms].script}`
    return [target.host, target.port, target.name, target.username, passwordVariable(plan, target), script].join('|')
  })
  const lines = [
    '#!/usr/bin/env bash',
    'set -euo pipefail',
    '# Server, port, database, user, variable of the password, and script of WSO2.',
    'readonly SCHEMAS=(',
    ...schemas.map((schema) => `  ${shellWord(schema)}`),
    ')',
    ...(datacenter
      ? [
          '# Number of this datacenter and of all: keys of datacenters that replicate to each other must never meet.',
          `readonly DATACENTER=${datacenter.number} DATACENTERS=${datacenter.count}`,
        ]
      : []),
    '',
    ...(dbms === 'postgresql' ? [datacenter ? STAGGER : 'after=()', ''] : []),
    CLIENTS[dbms],
    '',
    BODY,
  ]
  return `${lines.join('\n')}\n`
}

const MYSQL = (
  client: string,
) => `# ask USER PASSWORD DATABASE [client arguments]: the password goes through a file, not through the command line.
ask() {
  local options
  options="$(mktemp)"
  printf '[client]\\nuser=%s\\npassword="%s"\\nhost=%s\\nport=%s\\nprotocol=tcp\\n' "$1" "$2" "$host" "$port" >"$options"
  ${client} --defaults-extra-file="$options" "\${@:4}" "$3" || { rm -f "$options"; return 1; }
  rm -f "$options"
}

count_tables() {
  ask "$1" "$2" "$3" --skip-column-names --batch \\
    --execute="SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'"
}

run_script() {
  ask "$1" "$2" "$3" <"$4"
}`

const CLIENTS: Readonly<Record<JobDbms, string>> = {
  mysql: MYSQL('mysql'),
  mariadb: MYSQL('mariadb'),
  postgresql: `ask() {
  PGPASSWORD="$2" psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --host="$host" --port="$port" --username="$1" \\
    --dbname="$3" "\${@:4}"
}

count_tables() {
  ask "$1" "$2" "$3" --no-align --tuples-only \\
    --command="SELECT count(*) FROM pg_catalog.pg_tables WHERE schemaname = 'public'"
}

# All of it, or nothing.
run_script() {
  ask "$1" "$2" "$3" --single-transaction --file="$4" "\${after[@]}"
}`,
  mssql: `sqlcmd="$(command -v sqlcmd || echo /opt/mssql-tools18/bin/sqlcmd)"

ask() {
  SQLCMDPASSWORD="$2" "$sqlcmd" -b -C -S "$host,$port" -U "$1" -d "$3" "\${@:4}"
}

count_tables() {
  ask "$1" "$2" "$3" -h -1 -W -Q 'SET NOCOUNT ON; SELECT COUNT(*) FROM sys.tables WHERE is_ms_shipped = 0' | tr -d '[:space:]'
}

run_script() {
  ask "$1" "$2" "$3" -I -i "$4"
}`,
}

/** Source: docs-apim, multi-datacenter pattern 1: DCID of IDN_OAUTH2_ACCESS_TOKEN, start and step of every sequence. */
const STAGGER = `# Keys of this datacenter start at its number and step by the number of all.
after=(--command="DO \\$\\$
DECLARE item record;
BEGIN
  FOR item IN SELECT schemaname, sequencename FROM pg_sequences WHERE schemaname = 'public' LOOP
    EXECUTE format('ALTER SEQUENCE %I.%I INCREMENT BY $DATACENTERS START WITH $DATACENTER RESTART WITH $DATACENTER', item.schemaname, item.sequencename);
  END LOOP;
  FOR item IN SELECT table_name, column_name FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = 'idn_oauth2_access_token' AND column_name = 'dcid' LOOP
    EXECUTE format('ALTER TABLE %I ALTER COLUMN %I SET DEFAULT %L', item.table_name, item.column_name, 'DC$DATACENTER');
  END LOOP;
END \\$\\$")`

const BODY = `# Names of the tables that a script makes.
tables_of() {
  sed -nE 's/^[[:space:]]*create table (if not exists )?["\`[]?([a-z0-9_.]+).*/\\2/Ip' "$1" | tr '[:upper:]' '[:lower:]' | sort -u
}

failed=0
for schema in "\${SCHEMAS[@]}"; do
  IFS='|' read -r host port database user variable script <<<"$schema"
  file="$DBSCRIPTS/$script"
  [[ -r $file ]] || { printf 'The image has no dbscripts/%s.\\n' "$script" >&2; exit 1; }
  wanted="$(tables_of "$file" | wc -l)"
  found="$(count_tables "$user" "\${!variable}" "$database")"
  if ((found >= wanted && found > 0)); then
    printf '%s on %s has its %s tables; nothing is changed.\\n' "$database" "$host" "$found"
  elif ((found > 0)); then
    printf '%s on %s has %s tables of %s: an earlier run was cut off. Empty the database, then run this again.\\n' \\
      "$database" "$host" "$found" "$wanted" >&2
    failed=1
  else
    printf 'Making %s tables in %s on %s.\\n' "$wanted" "$database" "$host"
    run_script "$user" "\${!variable}" "$database" "$file"
  fi
done
exit "$failed"`

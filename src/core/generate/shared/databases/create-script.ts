import type { DbmsId } from '../../../model/design'
import type { GeneratedFile } from '../../../serialize/file-tree'
import { shellComment, shellWord } from '../../../serialize/shell'
import { TracedText } from '../../../serialize/traced-text'
import { JDBC } from '../jdbc'
import { type DatabasePlan, titleOf } from '../plan'
import { FAIL, HERE } from '../script-parts'
import { SECRET_PATTERNS } from '../secrets'
import { accountsOf, type Schema } from './accounts'
import { mysqlVariable } from './sql'

/** Database systems whose client the script can drive. */
export function hasCreateScript(dbms: DbmsId): boolean {
  return dbms === 'mysql' || dbms === 'mariadb' || dbms === 'postgresql'
}

/** Runs the SQL of this folder, and WSO2's own scripts, with passwords from the environment. */
export function createScript(plan: DatabasePlan, schemas: readonly Schema[], sqlFile: string): GeneratedFile {
  const { database } = plan
  const subjects = [database.component.id]
  const postgresql = database.dbms === 'postgresql'
  const text = new TracedText()
    .add('#!/usr/bin/env bash')
    .add(
      shellComment(
        `Creates the databases and users of ${titleOf(plan.label, database.component.id)}. Safe to run again.`,
      ),
    )
    .add('set -euo pipefail')
    .blank()
  const topology = { subjects, reason: 'Databases, users and address of this topology' }
  for (const line of [
    `readonly SQL_FILE=${shellWord(sqlFile)}`,
    `readonly DEFAULT_HOST=${shellWord(database.host)} DEFAULT_PORT=${database.port} DEFAULT_ADMIN=${postgresql ? 'postgres' : 'root'}`,
    `readonly SCRIPT=${shellWord(JDBC[database.dbms].script)}`,
    `readonly REPLICATED=${database.mode === 'geo' ? 'yes' : 'no'}`,
    `readonly PASSWORD_PATTERN=${shellWord(SECRET_PATTERNS.password.pattern)}`,
    `readonly PASSWORD_RULE=${shellWord(SECRET_PATTERNS.password.rule)}`,
    ...list(
      postgresql
        ? '# Environment variable of each password.'
        : '# Environment variable of each password, and the session variable that the SQL reads.',
      'PASSWORDS',
      accountsOf(schemas).map(({ secret }) => (postgresql ? secret : `${secret}|${mysqlVariable(secret)}`)),
    ),
    ...list(
      '# Database, its user, the variable of the password, and where WSO2 keeps its tables.',
      'SCHEMAS',
      schemas.map(({ name, username, secret, folder }) => `${name}|${username}|${secret}|${folder}`),
    ),
  ]) {
    text.add(line, topology)
  }
  text
    .blank()
    .add(`${HEAD}${postgresql ? POSTGRESQL : MYSQL}${TAIL}`, { subjects, reason: 'The same for every database' })
  return text.toFile({ path: `${plan.folder}/create.sh`, language: 'shell', executable: true })
}

function list(comment: string, name: string, items: readonly string[]): string[] {
  return [comment, `readonly ${name}=(`, ...items.map((item) => `  ${shellWord(item)}`), ')']
}

const HEAD = `${HERE}
readonly here

host=$DEFAULT_HOST
port=$DEFAULT_PORT
admin=$DEFAULT_ADMIN
secrets_file=\${APIM_SECRETS:-$here/../../security/secrets.env}
dbscripts=''

usage() {
  cat <<TEXT
Creates databases and users on $DEFAULT_HOST, and with --dbscripts their tables.

  --host NAME        server, or a folder with its socket (default $DEFAULT_HOST)
  --port NUMBER      (default $DEFAULT_PORT)
  --admin USER       administrator (default $DEFAULT_ADMIN); password in DB_ADMIN_PASSWORD
  --secrets FILE     lines of NAME=value (APIM_SECRETS); else security/secrets.env of the bundle.
                     A variable of the environment goes first
  --dbscripts DIR    dbscripts of an unpacked WSO2 server; runs its scripts where there is no table yet
TEXT
}

say() { printf '%s\\n' "$*"; }

${FAIL}

while [[ $# -gt 0 ]]; do
  case $1 in
    --host | --port | --admin | --secrets | --dbscripts)
      [[ $# -ge 2 && -n $2 ]] || fail "$1 needs a value; see --help"
      case $1 in
        --host) host=$2 ;;
        --port) port=$2 ;;
        --admin) admin=$2 ;;
        --secrets) secrets_file=$2 ;;
        --dbscripts) dbscripts=\${2%/} ;;
      esac
      shift 2
      ;;
    -h | --help) usage; exit 0 ;;
    *) fail "unknown option $1; see --help" ;;
  esac
done

load_passwords() {
  local line name
  for name in "\${PASSWORDS[@]}"; do
    name=\${name%%|*}
    if [[ -z \${!name:-} && -r $secrets_file ]]; then
      line=$(grep -E "^$name=" "$secrets_file" | tail -n 1 || true)
      line=\${line%$'\\r'}
      printf -v "$name" '%s' "\${line#*=}"
    fi
    [[ -n \${!name:-} ]] || fail "$name has no value; see security/secrets.env.example"
    [[ \${!name} =~ $PASSWORD_PATTERN ]] || fail "$name must be $PASSWORD_RULE"
    declare -gx "$name"
  done
}

`

const MYSQL = `client=$(command -v mysql || command -v mariadb || true)
[[ -n $client ]] || fail 'the mysql client is missing; install it'
options=$(mktemp)
trap 'rm -f "$options"' EXIT

# Runs the client as a user; the password goes through a file of ours, not through the command line.
as_user() {
  local user=$1 password=$2
  shift 2
  {
    printf '[client]\\nuser=%s\\n' "$user"
    if [[ -n $password ]]; then printf 'password="%s"\\n' "$password"; fi
    if [[ $host == /* ]]; then printf 'socket=%s\\n' "$host"; else printf 'host=%s\\nport=%s\\nprotocol=tcp\\n' "$host" "$port"; fi
  } >"$options"
  "$client" --defaults-extra-file="$options" "$@"
}

create() {
  local spec name
  {
    for spec in "\${PASSWORDS[@]}"; do
      name=\${spec%%|*}
      printf "SET %s = '%s';\\n" "\${spec#*|}" "\${!name}"
    done
    cat "$here/$SQL_FILE"
  } | as_user "$admin" "\${DB_ADMIN_PASSWORD:-}"
}

count_tables() {
  as_user "$2" "$3" --skip-column-names --batch \\
    --execute="SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = '$1'"
}

run_script() {
  as_user "$2" "$3" "$1" <"$4"
}
`

const POSTGRESQL = `command -v psql >/dev/null || fail 'psql 14 or newer is missing; install it'

as_user() {
  local user=$1 password=$2 database=$3
  shift 3
  PGPASSWORD=$password psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --host="$host" --port="$port" \\
    --username="$user" --dbname="$database" "$@"
}

create() {
  as_user "$admin" "\${DB_ADMIN_PASSWORD:-\${PGPASSWORD:-}}" postgres --file="$here/$SQL_FILE" >/dev/null
}

count_tables() {
  as_user "$2" "$3" "$1" --no-align --tuples-only \\
    --command="SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"
}

run_script() {
  as_user "$2" "$3" "$1" --file="$4"
}
`

const TAIL = `
fill() {
  local spec database user variable folder script tables
  [[ $REPLICATED == no ]] ||
    fail 'replicated databases take the scripts of dbscripts/multi-dc, edited per datacenter; see README.md'
  for spec in "\${SCHEMAS[@]}"; do
    IFS='|' read -r database user variable folder <<<"$spec"
    script=$dbscripts/$folder$SCRIPT
    [[ -r $script ]] || fail "$script does not exist; is $dbscripts the dbscripts folder of a control plane or All-in-One?"
    tables=$(count_tables "$database" "$user" "\${!variable}")
    if ((tables > 0)); then
      say "$database has $tables tables; its script is not run again."
      continue
    fi
    say "Running $script in $database."
    run_script "$database" "$user" "\${!variable}" "$script" ||
      fail "$script stopped, and $database is half filled. Remove the cause, drop the database, and run this again."
  done
}

load_passwords
say "Creating databases and users on $host."
create
if [[ -n $dbscripts ]]; then fill; fi
say 'Done.'`

import { shellWord } from '../../../serialize/shell'
import { JDBC } from '../../shared/jdbc'
import { bodyOf } from '../../shared/script-body'
import type { KubernetesPlan } from '../plan'
import { writtenOut } from '../script'
import { passwordVariable } from '../secrets/secrets'
import type { DatabaseJob, JobDbms } from './job'
import MSSQL from './mssql.sh?raw'
import MYSQL from './mysql.sh?raw'
import POSTGRESQL from './postgresql.sh?raw'
import STAGGER from './stagger.sh?raw'
import TABLES from './tables.sh?raw'

/**
 * What the Job runs. The server is asked for its tables first: all of them, nothing is done; some of them, an earlier run
 * was cut off, and nothing is guessed.
 *
 * Source of stagger.sh: docs-apim, multi-datacenter pattern 1: DCID of IDN_OAUTH2_ACCESS_TOKEN, start and step of every
 * sequence.
 */
export function tableScript(plan: KubernetesPlan, job: DatabaseJob): string {
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
    bodyOf(...(dbms === 'postgresql' ? [datacenter ? STAGGER : 'after=()'] : []), CLIENTS[dbms], TABLES),
  ]
  return `${lines.join('\n')}\n`
}

const CLIENTS: Readonly<Record<JobDbms, string>> = {
  mysql: writtenOut(MYSQL, { client: 'mysql' }),
  mariadb: writtenOut(MYSQL, { client: 'mariadb' }),
  postgresql: POSTGRESQL,
  mssql: MSSQL,
}

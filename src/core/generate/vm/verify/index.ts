import type { GeneratedFile } from '../../../serialize/file-tree'
import { shellWord } from '../../../serialize/shell'
import type { Plan } from '../../shared/plan'
import { bodyOf } from '../../shared/script-body'
import { addArray, startScript, type TracedArray } from '../../shared/script-header'
import { KEY_ALIAS, PRIMARY_KEYSTORE, TRUSTSTORE } from '../sections/common'
import CHECK_FUNCTIONS from './check-functions.sh?raw'
import { type CheckedHost, checksOf, OUTSIDE } from './checks'
import CLOCKS from './clocks.sh?raw'
import CONNECTIONS from './connections.sh?raw'
import MACHINERY from './machinery.sh?raw'
import PRESENCE from './presence.sh?raw'
import RUN from './run.sh?raw'
import SECRETS from './secrets.sh?raw'
import START from './start.sh?raw'

/** What stands after the list of checks; the same for every topology. */
const BODY = bodyOf(MACHINERY, PRESENCE, SECRETS, CONNECTIONS, CHECK_FUNCTIONS, CLOCKS, RUN)

/**
 * Checks a running deployment from the machines that it runs on: that servers answer, that each connection of the
 * drawing opens from where it is opened and shows a certificate that its opener trusts, that certificates hold and last,
 * that what must be equal is, and that clocks agree. It changes nothing and prints no secret.
 */
export function verifyFile(plan: Plan, tomls: readonly GeneratedFile[]): GeneratedFile {
  const { hosts, checks } = checksOf(plan, tomls)
  const body = { subjects: [], reason: 'The same for every topology' }
  const places = { subjects: hosts.flatMap((host) => host.subjects), reason: 'Machines that checks are made on' }
  const text = startScript(`Checks the running deployment ${plan.deployment.design.title}. See --help.`, body)
  addArray(text, machines(hosts), places)
    .add(
      `readonly STANDBY_HOSTS=(${hosts
        .filter(({ standby }) => standby)
        .map(({ name }) => shellWord(name))
        .join(' ')})`,
      body,
    )
    .add(`readonly OUTSIDE=${OUTSIDE}`, body)
    .add(`readonly KEY_ALIAS=${shellWord(KEY_ALIAS)} PRIMARY=${PRIMARY_KEYSTORE} TRUSTSTORE=${TRUSTSTORE}`, body)
    .blank()
    .add(bodyOf(START), body)
    .blank()
    .add('# In the order in which the servers start.', body)
    .add('all_checks() {', body)
  for (const { call, subjects, reason } of checks) {
    text.add(`  ${call.map(wordOf).join(' ')}`, { subjects, reason })
  }
  text.add('}', body).blank().add(BODY, body)
  return text.toFile({ path: 'verify/verify.sh', language: 'shell', executable: true })
}

function machines(hosts: readonly CheckedHost[]): TracedArray {
  return {
    about: 'Machine, and what ssh dials to reach it.',
    name: 'HOSTS',
    items: hosts.map(({ name, target, subjects }) => ({
      item: `${name}|${target}`,
      subjects,
      reason: 'A machine that checks are made on',
    })),
  }
}

function wordOf(text: string): string {
  return text === '' ? "''" : shellWord(text)
}

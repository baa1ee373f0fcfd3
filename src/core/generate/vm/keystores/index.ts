import type { Id } from '../../../model/design'
import { isIpv4 } from '../../../model/grammar'
import type { GeneratedFile } from '../../../serialize/file-tree'
import { shellWord } from '../../../serialize/shell'
import FAIL from '../../shared/fail.sh?raw'
import type { Balancer, Plan } from '../../shared/plan'
import { bodyOf } from '../../shared/script-body'
import { addArray, startScript, type TracedArray } from '../../shared/script-header'
import { serverNames } from '../certificate-names'
import { endsNoTls } from '../load-balancers/relays'
import { certificateName, virtualHosts } from '../load-balancers/virtual-hosts'
import { KEY_ALIAS, PRIMARY_KEYSTORE, TLS_KEYSTORE, TRUSTSTORE } from '../sections/common'
import AUTHORITY from './authority.sh?raw'
import CERTIFICATES from './certificates.sh?raw'
import OPTIONS from './options.sh?raw'
import ORDER from './order.sh?raw'
import TRUST from './trust.sh?raw'
import USAGE from './usage.sh?raw'

/** The same for every topology; it reads the variables above it. */
const BODY = bodyOf(USAGE, FAIL, OPTIONS, AUTHORITY, CERTIFICATES, TRUST, ORDER)

/**
 * Makes one authority, and with it a certificate for every server and load balancer with the names that it is dialled by;
 * the key that signs tokens, which all servers share; and one truststore with the authority and that key's certificate,
 * so that every server trusts every other.
 * Source: docs-apim, configuring keystores: the primary keystore is one file on all servers, and gateways look up the
 * signer's certificate under `gateway_certificate_alias`.
 */
export function keystoresScript(plan: Plan): GeneratedFile {
  const topology = {
    subjects: [...new Set(plan.nodes.flatMap((node) => node.subjects))],
    reason: 'Names by which the servers are reached',
  }
  const body = { subjects: [], reason: 'The same for every topology' }
  const text = startScript(
    'Makes the keystores and certificates of this topology in security/keystores. See --help.',
    body,
  )
    .add(`readonly ALIAS=${shellWord(KEY_ALIAS)}`, topology)
    .add(`readonly PRIMARY=${PRIMARY_KEYSTORE} TLS=${TLS_KEYSTORE} TRUSTSTORE=${TRUSTSTORE}`, topology)
    .add(`readonly ORGANIZATION=${shellWord(plan.deployment.design.name)}`, topology)
  for (const array of [allNames(plan), servers(plan), entries(plan)]) addArray(text, array, topology)
  text.blank().add(BODY, body)
  return text.toFile({ path: 'security/create-keystores.sh', language: 'shell', executable: true })
}

function allNames(plan: Plan): TracedArray {
  return {
    about: 'Every name under which a server or a load balancer of this topology is dialled.',
    name: 'NAMES',
    items: subjectNames(plan).map(({ name, subjects }) => ({
      item: typed(name),
      subjects,
      reason: 'A name under which it is dialled',
    })),
  }
}

function servers(plan: Plan): TracedArray {
  return {
    about: 'Servers: folder of the keystore, name, and all names of the certificate.',
    name: 'SERVERS',
    items: plan.nodes.map((node) => ({
      item: [node.name, node.instance.hostname, serverNames(plan, node).map(typed).join(',')].join('|'),
      subjects: node.subjects,
      reason: 'A server has a certificate of its own, with the names that it is dialled by',
    })),
  }
}

function entries(plan: Plan): TracedArray {
  const certificates = plan.balancers.flatMap((balancer) => certificatesOf(plan, balancer))
  return {
    about: 'Load balancers: folder, name of the certificate, and all of its names.',
    name: 'ENTRIES',
    items: certificates.map(({ folder, name, names, subjects }) => ({
      item: [folder, name, names.map(typed).join(',')].join('|'),
      subjects,
      reason: 'A name that a load balancer answers for',
    })),
  }
}

function typed(name: string): string {
  return isIpv4(name) ? `ip:${name}` : `dns:${name}`
}

interface Named {
  readonly name: string
  readonly subjects: readonly Id[]
}

/** Every name of the topology that a certificate can hold, with what has it. */
function subjectNames(plan: Plan): Named[] {
  const names = new Map<string, Set<Id>>()
  const note = (name: string, subjects: readonly Id[]) =>
    names.set(name, new Set([...(names.get(name) ?? []), ...subjects]))
  note('localhost', [])
  for (const node of plan.nodes) for (const name of serverNames(plan, node)) note(name, node.subjects)
  for (const entry of plan.deployment.entries) {
    for (const name of [entry.host, ...entry.aliases]) note(name, [entry.transit.component.id])
  }
  return [...names].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, subjects]) => ({ name, subjects: [...subjects] }))
}

/** One certificate for each name of a load balancer that ends TLS: its files are called after the name. */
function certificatesOf(plan: Plan, balancer: Balancer) {
  if (balancer.software === 'none' || endsNoTls(balancer)) return []
  const certificates = new Map<string, { names: Set<string>; subjects: Set<Id> }>()
  for (const host of virtualHosts(plan.deployment, balancer)) {
    const name = certificateName(host)
    const known = certificates.get(name) ?? { names: new Set(), subjects: new Set() }
    for (const other of host.names) known.names.add(other)
    for (const id of host.subjects) known.subjects.add(id)
    certificates.set(name, known)
  }
  return [...certificates].map(([name, { names, subjects }]) => ({
    folder: balancer.folder,
    name,
    names: [...names].sort(),
    subjects: [...subjects],
  }))
}

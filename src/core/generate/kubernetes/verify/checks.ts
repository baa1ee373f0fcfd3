import type { Exposure } from '../../../document/settings'
import { fullName } from '../../../releases/names'
import type { Provenance } from '../../../serialize/traced-text'
import { crossingsInto, crossingsOf, reachOf } from '../crossings'
import { remoteServiceName } from '../manifests/remote-services'
import type { Cluster, KubernetesPlan, Release } from '../plan'
import { secretObjects } from '../secrets/secret-objects'
import { hostsOf } from '../secrets/secrets-script'
import { deploymentsOf, podLabels } from '../services'
import { KEYSTORES } from '../values/common-values'

/** One check: a function of the script with its arguments, the drawn elements first. */
export interface Check extends Provenance {
  readonly call: readonly string[]
}

/** Checks of a cluster in the order in which things depend on each other. */
export function checksOf(plan: KubernetesPlan, cluster: Cluster): readonly Check[] {
  const { releases } = cluster
  return [
    { call: ['applied', cluster.name], subjects: cluster.subjects, reason: 'Objects that the charts do not make' },
    ...secretChecks(plan, cluster),
    ...releases.map(podCheck),
    ...releases.flatMap((release) => (release.pods > 1 ? [budgetCheck(release)] : [])),
    ...balancerChecks(plan, cluster),
    ...releases.flatMap((release) => linkChecks(plan, release)),
    ...releases.flatMap((release) => equalChecks(plan, release)),
    ...certificateChecks(plan, cluster),
    ...releases.flatMap((release) => servedChecks(cluster.exposure, release)),
    ...releases.flatMap((release) => entryChecks(cluster.exposure, release)),
    ...releases.flatMap(publicChecks),
  ]
}

/** The drawn names, as they stand in the table. */
export function drawn({ subjects }: Pick<Release, 'subjects'>): string {
  return subjects.join(',')
}

function secretChecks(plan: KubernetesPlan, cluster: Cluster): Check[] {
  return secretObjects(plan, cluster).flatMap(({ name, namespaces, keys, because }) =>
    namespaces.map((namespace) => ({ call: ['secret', name, namespace, ...keys], ...because })),
  )
}

function podCheck(release: Release): Check {
  const selector = Object.entries(podLabels(release))
    .map(([label, value]) => `${label}=${value}`)
    .join(',')
  return {
    call: ['pods', drawn(release), release.namespace, selector, String(release.pods), ...deploymentsOf(release)],
    subjects: release.subjects,
    reason: `${release.pods} drawn`,
  }
}

/** The all-in-one's chart makes one that works; for the others the bundle does. */
function budgetCheck(release: Release): Check {
  const own = release.kind === 'all-in-one'
  const name = own ? `${fullName(release.name, release.chart)}-pdb` : `${release.name}-budget`
  return {
    call: ['budget', drawn(release), release.namespace, name],
    subjects: release.subjects,
    reason: 'Maintenance of the cluster may stop one of them',
  }
}

/** One for each service that lets other clusters in. */
function balancerChecks(plan: KubernetesPlan, cluster: Cluster): Check[] {
  const into = new Map(
    crossingsInto(crossingsOf(plan), cluster).map((crossing) => [remoteServiceName(crossing), crossing]),
  )
  return [...into]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { to, subjects }]) => ({
      call: ['balancer', drawn(to), to.namespace, name],
      subjects,
      reason: 'Servers of other clusters call it',
    }))
}

/** From every Deployment, for the pods of a pair stand on different machines. */
function linkChecks(plan: KubernetesPlan, release: Release): Check[] {
  return reachOf(plan, release).flatMap(({ host, port, use, subjects }) =>
    port === undefined
      ? []
      : deploymentsOf(release).map((deployment) => ({
          call: ['link', drawn(release), release.namespace, deployment, host, String(port), use],
          subjects,
          reason: use,
        })),
  )
}

function equalChecks(plan: KubernetesPlan, release: Release): Check[] {
  const things = ['admin-password', 'keystore', ...(plan.facts.sharedEncryptionKey ? ['encryption-key'] : [])]
  return deploymentsOf(release).flatMap((deployment) =>
    things.map((thing) => ({
      call: ['digest', thing, drawn(release), release.namespace, deployment, KEYSTORES.primary],
      subjects: release.subjects,
      reason: 'The same on every server of every cluster',
    })),
  )
}

function certificateChecks(plan: KubernetesPlan, cluster: Cluster): Check[] {
  const hosts = [...new Set(cluster.releases.flatMap(hostsOf))]
  const subjects = [...new Set(cluster.releases.flatMap((release) => release.subjects))]
  return cluster.namespaces.flatMap((namespace) => [
    ...(cluster.exposure === 'route'
      ? []
      : [
          {
            call: ['certificate', 'secret', plan.names.tls, namespace, 'tls.crt', ...hosts],
            subjects,
            reason: 'Clients check it against the public names',
          },
        ]),
    ...(cluster.exposure === 'gateway-api'
      ? [
          {
            call: ['certificate', 'configmap', plan.names.certificates, namespace, 'ca.crt', ...hosts],
            subjects,
            reason: 'Envoy checks the servers against it, by the public names',
          },
        ]
      : []),
  ])
}

/**
 * From every Deployment, for a pod goes on with the keystore that it was started with.
 * Source: docker-apim, Dockerfiles of 4.5.x to 4.7.x: each image has a JDK, and so keytool.
 */
function servedChecks(exposure: Exposure, release: Release): Check[] {
  const hosts = exposure === 'route' ? hostsOf(release) : []
  return deploymentsOf(release).map((deployment) => ({
    call: ['served', drawn(release), release.namespace, deployment, ...hosts],
    subjects: release.subjects,
    reason: exposure === 'route' ? 'Clients and servers check it' : 'Servers check it of each other',
  }))
}

function entryChecks(exposure: Exposure, release: Release): Check[] {
  const gateway: Check[] =
    exposure === 'gateway-api' && hostsOf(release).length > 0
      ? [
          {
            call: ['programmed', drawn(release), release.namespace, release.gatewayName],
            subjects: release.subjects,
            reason: 'Its routes hang on this Gateway',
          },
        ]
      : []
  return [
    ...gateway,
    ...hostsOf(release).map((host) => ({
      call: ['entry', exposure, drawn(release), release.namespace, host],
      subjects: release.subjects,
      reason: 'Clients reach it by this name',
    })),
  ]
}

function publicChecks({ hosts, subjects }: Release): Check[] {
  const reason = 'Clients reach it by this name'
  return [
    ...(hosts.management === undefined
      ? []
      : [{ call: ['answers', drawn({ subjects }), hosts.management, '/services/Version'], subjects, reason }]),
    ...(hosts.gateway === undefined
      ? []
      : [{ call: ['answers', drawn({ subjects }), hosts.gateway, '/'], subjects, reason }]),
  ]
}

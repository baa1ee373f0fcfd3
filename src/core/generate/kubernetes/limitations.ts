import type { Exposure } from '../../document/settings'
import { flagOf, textOf } from '../../kinds/properties'
import { hasRole } from '../../kinds/roles'
import type { Id } from '../../model/design'
import { code, markdownText } from '../../serialize/markdown'
import { chartsTake, since, takesJdbcUsers } from '../../versions'
import { addressesOfRelay, relaysBeside } from '../../wiring/relays'
import { primaryUserStore } from '../../wiring/user-stores'
import type { KubernetesPlan, Release } from './plan'
import { firstOf, separateKeyManager } from './references'
import { userStoreOf } from './user-stores'
import { externalDatabases } from './values/common-values'
import { INGRESS_CLASS } from './values/exposure-values'
import { analyticsOf } from './values/observation-values'
import { redisOf, throttleStoreOf } from './values/throttle-store-values'

/** Something that WSO2's charts cannot do for this topology, or do in a way that surprises. Text is Markdown. */
export interface Limitation {
  readonly title: string
  readonly text: string
  readonly subjects: readonly Id[]
}

/**
 * Source: helm-apim at the tags that `versions/` pins (templates and deployment.toml of the five charts); docs-apim,
 * Kubernetes pattern pages.
 */
export function limitationsOf(plan: KubernetesPlan): readonly Limitation[] {
  const merged = new Map<string, Limitation>()
  for (const limitation of everyLimitation(plan)) {
    const known = merged.get(limitation.text)
    const subjects = [...new Set([...(known?.subjects ?? []), ...limitation.subjects])]
    merged.set(limitation.text, { ...limitation, subjects })
  }
  return [...merged.values()]
}

function everyLimitation(plan: KubernetesPlan): readonly Limitation[] {
  return [
    ...plan.releases.flatMap((release) => [
      ...keyManagerLimit(plan, release),
      ...instanceLimit(release),
      ...embeddedLimit(plan, release),
      ...revocationLimit(release),
      ...offsetLimit(release),
      ...gatewayIdLimit(plan, release),
    ]),
    ...foreignKeyManagerLimit(plan),
    ...userStoreLimit(plan),
    ...analyticsLimit(plan),
    ...throttlingLimit(plan),
    ...sharedLimitsLimit(plan),
    ...placementLimit(plan),
    ...updateLimit(plan),
    ...policyLimit(plan),
    ...passwordLimit(plan),
    ...portalLimit(plan),
    ...edgeLimit(plan),
    ...relayLimit(plan),
    ...replicationLimit(plan),
    ...routeLimit(plan),
  ]
}

/** The all-in-one's chart has values for a separate Key Manager in WSO2's samples, and no template that reads them. */
function keyManagerLimit(plan: KubernetesPlan, release: Release): Limitation[] {
  const separate = separateKeyManager(plan, release)
  if (release.kind !== 'all-in-one' || separate === undefined) return []
  return [
    {
      title: 'The chart of the all-in-one has no key for the separate Key Manager',
      text: `The chart ${code(release.chart)} writes ${code('[apim.key_manager] service_url')} with its own service, and a second table of that name through ${code('extraConfigs')} would keep the server from starting. So ${code('post-render/render.sh')} replaces that one line before install.sh installs ${code(release.name)}, and stops when it is not where the pinned chart has it. After ${code('helm upgrade')} by hand, or with ${code('install.sh --without key-manager')}, gateways use the Key Manager while ${code(release.name)} still creates applications on itself. Pattern 4 has a chart with the key.`,
      subjects: [...release.subjects, ...separate.connections],
    },
  ]
}

function instanceLimit({ kind, chart, left, pods }: Release): Limitation[] {
  if (left.length === 0) return []
  return [
    {
      title: `The chart ${chart} runs two servers at most`,
      text: `${left.map(({ id }) => code(id)).join(', ')} of the drawing ${left.length === 1 ? 'is' : 'are'} not installed: the bundle runs ${pods}. ${kind === 'key-manager' ? 'Scale the Deployment by hand if you need more.' : 'More of them would miss events in any case, for each copies its events to one other only.'}`,
      subjects: left.map(({ component }) => component.id),
    },
  ]
}

function embeddedLimit(plan: KubernetesPlan, release: Release): Limitation[] {
  if (!hasRole(release.kind, 'data-keeper') || externalDatabases(plan, release).length > 0) return []
  return [
    {
      title: `${release.name} keeps its data in the pod`,
      text: 'No database is drawn for it, so it uses the embedded H2 files of the image. Every restart of the pod loses all APIs, applications and tokens. Good for trying things out; draw a database for anything else.',
      subjects: release.subjects,
    },
  ]
}

/** Both nodes get the same `extraConfigs`, so no key can name the other one. Source: helm-apim, all-in-one, confs. */
function revocationLimit(release: Release): Limitation[] {
  if (release.kind !== 'all-in-one' || release.pods < 2 || release.hosts.gateway !== undefined) return []
  return [
    {
      title: 'Two all-in-ones do not copy revoked tokens to each other',
      text: `The chart copies throttle decisions to the other node and has no ${code('[apim.event_hub] event_duplicate_url')} for revocations. A token that is revoked on one node is accepted until it expires by gateways that listen to the other. Let tokens live shortly, or take Pattern 3, whose chart writes it.`,
      subjects: release.subjects,
    },
  ]
}

function offsetLimit({ servers, name }: Release): Limitation[] {
  const shifted = servers.filter(({ instance }) => instance.offset !== 0)
  if (shifted.length === 0) return []
  return [
    {
      title: `${name} uses the standard ports`,
      text: 'Port offsets of the drawing are not used: each pod has an address of its own, and the charts break with offsets.',
      subjects: shifted.map(({ instance }) => instance.component.id),
    },
  ]
}

/** Source: carbon-apimgt, GatewayNotifier: without an id, a gateway makes a random one when it starts. */
function gatewayIdLimit({ facts }: KubernetesPlan, { servers, name }: Release): Limitation[] {
  const named = servers.filter(({ instance }) => textOf(instance.component, 'gatewayId') !== undefined)
  if (named.length === 0 || !facts.gatewayNotification) return []
  return [
    {
      title: `Pods of ${name} report under ids of their own`,
      text: 'Gateway ids of the drawing are not used: all pods of a release share one configuration, and no two gateways may report under one id. Each makes its own when it starts.',
      subjects: named.map(({ instance }) => instance.component.id),
    },
  ]
}

function foreignKeyManagerLimit(plan: KubernetesPlan): Limitation[] {
  const foreign = plan.deployment.instances.filter(({ kind }) => hasRole(kind, 'outside-key-manager'))
  if (foreign.length === 0) return []
  return [
    {
      title: 'Key managers of other products are registered by hand',
      text: `Register ${foreign.map(({ component, hostname }) => `${markdownText(component.label ?? component.id)} (${code(hostname)})`).join(', ')} in the Admin portal after the installation, and import its certificate into the truststore (${code('create-secrets.sh --keystores')}). No chart value does that.`,
      subjects: foreign.map(({ component }) => component.id),
    },
  ]
}

/** A store that no values name: it does not say what it is, it is a secondary one, or the charts cannot hand it over. */
function userStoreLimit(plan: KubernetesPlan): Limitation[] {
  const stores = new Map(
    plan.releases.flatMap((release) => {
      const store = firstOf(release, (server) => server.userStore)?.service
      return store && !userStoreOf(plan, release) ? [[store.id, store] as const] : []
    }),
  )
  return [...stores.values()].map((store) => {
    const { component, hostname } = store
    const primary = primaryUserStore(store)
    return {
      title: `${markdownText(component.label ?? component.id)} is not configured`,
      text: primary
        ? `The charts of ${plan.facts.version} have no way to hand account, password and name of a database of users (${code(hostname)}) to the pods without writing them down. Use a directory, or API Manager ${since(takesJdbcUsers)}, or keep users in the shared database.`
        : flagOf(component, 'secondary') === true
          ? `A secondary user store (${code(hostname)}) is a file that the servers write: add it in the management console once the servers run. Pods lose it when they restart, so mount the file through ${code('kubernetes.extraVolumes')} afterwards.`
          : `The drawing does not say whether ${code(hostname)} is LDAP, Active Directory or a database, so no values name it.`,
      subjects: [component.id],
    }
  })
}

function analyticsLimit(plan: KubernetesPlan): Limitation[] {
  const found = plan.releases.flatMap((release) => analyticsOf(release) ?? [])
  const dead = found.filter(({ product }) => product !== '' && !chartsTake(plan.facts, product))
  return dead.slice(0, 1).map(({ target, product, because }) => ({
    title: `The charts of ${plan.facts.version} do not know ${product}`,
    text: `${markdownText(target.component.label ?? target.component.id)} gets no data: these charts have no values for it.`,
    subjects: because.subjects,
  }))
}

/** The password of Redis takes the variable of a keystore's, which not all charts have. Source: helm-apim, deployments. */
function sharedLimitsLimit(plan: KubernetesPlan): Limitation[] {
  const left = plan.releases.filter(
    (release) =>
      release.servers.some(({ servesApis }) => servesApis) && redisOf(release) && !throttleStoreOf(plan, release),
  )
  if (left.length === 0) return []
  return [
    {
      title: 'Gateways count burst and backend limits alone',
      text: `The charts of ${plan.facts.version} have no way to hand the password of Redis to gateways without writing it down. Divide the limits by the number of gateways, or use API Manager ${since(({ charts }) => charts.keystoreSecret)}.`,
      subjects: [...new Set(left.flatMap(({ subjects }) => subjects))],
    },
  ]
}

function throttlingLimit(plan: KubernetesPlan): Limitation[] {
  if (!plan.settings.distributedThrottling) return []
  const allInOne = plan.releases.filter(({ kind }) => kind === 'all-in-one')
  if (plan.facts.distributedThrottling && allInOne.length === 0) return []
  return [
    {
      title: 'Counters are not shared through Redis',
      text: plan.facts.distributedThrottling
        ? 'The chart of the all-in-one has no keys for distributed throttling.'
        : `Distributed throttling needs API Manager ${since((facts) => facts.distributedThrottling)}; the charts of ${plan.facts.version} have no keys for it.`,
      subjects: allInOne.flatMap(({ subjects }) => subjects),
    },
  ]
}

function placementLimit(plan: KubernetesPlan): Limitation[] {
  const pairs = plan.releases.filter(({ pods }) => pods > 1)
  if (pairs.length === 0) return []
  return [
    {
      title: 'A pair needs two machines with room',
      text: `The charts only wish for different zones and say nothing about machines, so ${code('post-render/')} has rules of its own: the two of a pair never share a machine, and zones are kept where the drawing has several. Where no second machine has room, the second pod waits as ${code('Pending')}. On a cluster of one machine, for trying things out, give ${code('install.sh --without spread')}.`,
      subjects: [...new Set(pairs.flatMap(({ subjects }) => subjects))],
    },
  ]
}

function updateLimit(plan: KubernetesPlan): Limitation[] {
  const recreated = plan.releases.filter(({ kind, pods }) => pods > 1 && hasRole(kind, 'control-plane'))
  return recreated.map(({ name, subjects }) => ({
    title: `An upgrade of ${name} by hand stops both servers at once`,
    text: `The chart replaces both Deployments in the same moment, each by stopping the old pod first. install.sh and the other ways of this bundle hold the second one back until the first one is ready, so one server answers all the time. ${code('helm upgrade')} and ${code('helm rollback')} by hand stop both: portals, deployments of APIs and, without a separate Key Manager, new tokens are down for some minutes then.`,
    subjects,
  }))
}

/** Source: networking.k8s.io/v1; Kubernetes documentation, Network Policies. */
function policyLimit(plan: KubernetesPlan): Limitation[] {
  if (plan.releases.length === 0) return []
  return [
    {
      title: 'Only what is drawn is open',
      text: `${code('manifests/network-policies.yaml')} refuses every connection that the drawing does not have, where the network of the cluster enforces policies. Draw, or add there, what APIs and portals call beside that: mail servers, identity providers, key sets of other issuers. A policy knows addresses and no host names, so a port that is open for a name is open to every address. ${code('install.sh --without policies')} leaves them out.`,
      subjects: [],
    },
  ]
}

function passwordLimit(plan: KubernetesPlan): Limitation[] {
  if (plan.facts.charts.keystoreSecret) return []
  const users = plan.releases.some((release) => userStoreOf(plan, release))
  return [
    {
      title: `Passwords of keystores${users ? ' and user stores' : ''} are readable in ConfigMaps`,
      text: `The charts of ${plan.facts.version} take them as plain values only. install.sh reads them from the Secret, so they are in no file of this bundle, but in the cluster they stand in the configuration of each release. Restrict who may read ConfigMaps and Helm's Secrets in the namespace.`,
      subjects: [],
    },
  ]
}

function portalLimit(plan: KubernetesPlan): Limitation[] {
  const pairs = plan.releases.filter(({ kind, pods }) => pods > 1 && hasRole(kind, 'control-plane'))
  if (!plan.facts.devportalUrlSecret || pairs.length === 0) return []
  return [
    {
      title: 'Signed links of the Developer Portal work on one node',
      text: `${plan.facts.version} signs them with ${code('[apim.devportal] url_generation_secret')}, which both nodes would have to share. The chart writes that table itself and has no key for it. Sessions stay with one node, so this matters only for a link that is opened after that node stopped.`,
      subjects: [...new Set(pairs.flatMap(({ subjects }) => subjects))],
    },
  ]
}

const WAY_IN: Readonly<Record<Exposure, string>> = {
  'gateway-api': 'Envoy Gateway',
  ingress: 'the ingress controller',
  route: "OpenShift's router",
}

/** Transit elements that the cluster's own way in takes the place of. */
function edgeLimit(plan: KubernetesPlan): Limitation[] {
  const { instances, entries, relays } = plan.deployment
  const relaying = new Set(relays.map(({ transit }) => transit))
  const replaced = instances.filter(
    (instance) =>
      hasRole(instance.kind, 'front') &&
      (!relaying.has(instance) || entries.some(({ transit }) => transit === instance)),
  )
  if (replaced.length === 0) return []
  const ids = [...new Set(replaced.map(({ component }) => component.id))]
  return [
    {
      title: 'Drawn load balancers become the way into the cluster',
      text: `${ids.map(code).join(', ')} ${ids.length === 1 ? 'is' : 'are'} not installed: ${[...new Set(plan.clusters.map(({ exposure }) => WAY_IN[exposure]))].join(', ')} and the cloud's own load balancer stand in that place, with the host names of the drawing. Inside the cluster, servers reach each other by Kubernetes services. On Kubernetes one name leads to one port, so WebSocket and WebSub have names of their own.${appliances(plan)}`,
      subjects: ids,
    },
  ]
}

/** A load balancer of other software can stay before the way in. */
function appliances({ vm }: KubernetesPlan): string {
  const ids = vm.balancers
    .filter(({ software }) => software === 'other')
    .map(({ instance }) => code(instance.component.id))
  if (ids.length === 0) return ''
  const [they, itself] = ids.length === 1 ? ['It', 'itself'] : ['They', 'themselves']
  return ` ${[...new Set(ids)].join(', ')} may stay in front of that: ${they.toLowerCase()} then ${ids.length === 1 ? 'passes' : 'pass'} TLS connections through to the address of the way in on port 443, and ${ids.length === 1 ? 'ends' : 'end'} no TLS ${itself}.`
}

/** Load balancers before services that are none of API Manager's: no chart knows them. */
function relayLimit({ deployment }: KubernetesPlan): Limitation[] {
  const relays = relaysBeside(deployment)
  if (relays.length === 0) return []
  const ways = relays.map(
    (relay) =>
      `${code(relay.transit.id)} passes TCP connections of ${addressesOfRelay(relay).map(code).join(', ')} on to ${relay.next.map((to) => code(`${to.host}:${to.port}`)).join(relay.inOrder ? ', then ' : ', ')}`,
  )
  return [
    {
      title: 'Load balancers before other services stand outside the cluster',
      text: `Set them up before the servers: ${ways.join('; ')}. The bundle for virtual machines has their configuration.`,
      subjects: [...new Set(relays.flatMap(({ transit, connections }) => [transit.component.id, ...connections]))],
    },
  ]
}

function replicationLimit(plan: KubernetesPlan): Limitation[] {
  const geo = plan.deployment.databases.filter(({ mode }) => mode === 'geo')
  if (geo.length === 0) return []
  return [
    {
      title: 'Replication of the databases is yours to set up',
      text: 'The bundle creates databases and users. Replication in both directions, and key ranges that never collide, come from the scripts in `dbscripts/multi-dc` of the distribution and from your database administrator. Test it before the second region starts.',
      subjects: geo.map(({ component }) => component.id),
    },
  ]
}

/** OpenShift's own way in, where the charts have it and where the cluster has it. */
function routeLimit(plan: KubernetesPlan): Limitation[] {
  const routed = plan.clusters.filter(({ openshift, exposure }) => openshift && exposure === 'ingress')
  const plain = plan.clusters.filter(({ openshift }) => !openshift)
  const asked = plan.settings.exposure === 'route'
  return [
    ...(routed.length === 0 || plan.facts.charts.routes
      ? []
      : [
          {
            title: `The charts of ${plan.facts.version} make no OpenShift Route`,
            text: `${routed.map(({ label }) => markdownText(label)).join(', ')} is entered by Ingress objects of the class ${code(INGRESS_CLASS)}. OpenShift's own router does not serve that class, so install ingress-nginx beside it, with the rights of a security context constraint that lets it run.`,
            subjects: routed.flatMap(({ subjects }) => subjects),
          },
        ]),
    ...(asked && plain.length > 0
      ? [
          {
            title: 'Routes exist on OpenShift only',
            text: `The design exposes services by Route, and ${plain.map(({ label }) => markdownText(label)).join(', ')} is drawn as another kind of cluster: there the bundle makes Ingress objects.`,
            subjects: plain.flatMap(({ subjects }) => subjects),
          },
        ]
      : []),
  ]
}

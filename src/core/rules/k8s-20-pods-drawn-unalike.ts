import { grouped } from '../base/grouped'
import { hasRole, isPaired } from '../kinds/roles'
import type { Deployment, Instance, Server } from '../wiring/deployment'
import { neverDialled } from '../wiring/dials'
import { connectFix } from './support/fixes'
import { namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule, type Found, type Say } from './support/rule'

export const podsDrawnUnalike = defineRule({
  code: 'K8S-20',
  title: 'Servers of one release are connected to different things',
  severity: 'error',
  why: 'The pods of a release have one configuration: each of them dials what any of them is drawn to dial, and the bundle does not do what is drawn.',
  source:
    'helm-apim, values: one list of services for all pods of a release; gateways publish counts to the list that they hear decisions from',
  remedy: 'Connect all of them alike, or give those that differ a namespace or a gateway label of their own.',
  check: (deployment, say) => judge(deployment, say, ({ instance }) => instance.cluster !== undefined),
  onKubernetes: (deployment, say) => {
    judge(deployment, say, () => true)
    for (const found of oneDialledOfSeveral(deployment)) say.finding(found)
  },
})

/** Servers that copy their events to each other. */
const PAIR = 2

/** What the values of a release have one of. */
const DIALLED: readonly { readonly what: string; readonly of: (server: Server) => readonly (string | undefined)[] }[] =
  [
    { what: 'the control plane', of: ({ control }) => [control?.host] },
    { what: 'the Key Manager', of: ({ keyManager }) => [keyManager?.host] },
    { what: 'event hubs', of: ({ instance, brokers }) => others(brokers, instance) },
    { what: 'servers that count requests', of: ({ instance, throttlers }) => others(throttlers, instance) },
    { what: 'servers that decide limits', of: ({ instance, deciders }) => others(deciders, instance) },
    {
      what: 'databases',
      of: ({ databases: { apim, shared } }) => [apim?.host, apim?.name, shared?.host, shared?.name],
    },
    { what: 'Redis', of: ({ redis }) => [redis?.service.id] },
    { what: 'user stores', of: ({ userStore }) => [userStore?.service.id] },
    { what: 'control planes of other regions', of: ({ crossRegion }) => crossRegion.map(({ id }) => id) },
  ]

function others(instances: readonly Instance[], own: Instance): readonly string[] {
  // What each knows by itself it does not dial; a pair that knows each other is alike.
  return hasRole(own.kind, 'control-plane') ? [] : instances.map(({ id }) => id)
}

function judge(deployment: Deployment, say: Say, isMeant: (server: Server) => boolean): void {
  for (const { members } of deployment.groups) {
    const servers = members.flatMap(({ id }) => deployment.server.get(id) ?? []).filter(isMeant)
    const said = (of: (server: Server) => readonly (string | undefined)[]) =>
      new Set(servers.map((server) => [...new Set(of(server))].sort().join(' ')))
    const differing = DIALLED.filter(({ of }) => said(of).size > 1).map(({ what }) => what)
    const apart = servers.filter(
      ({ throttlers, deciders, instance }) => instance.kind === 'universal-gateway' && unlike(throttlers, deciders),
    )
    for (const found of copiesMissing(servers)) say.finding(found)
    const [first] = differing
    if (first === undefined && apart.length === 0) continue
    const found = servers.map(({ instance }) => instance)
    say.finding({
      message:
        first === undefined
          ? `${namesOf(found)} are one release, whose chart publishes counts to the servers that it hears decisions from, and they are drawn to do so with different ones.`
          : `${namesOf(found)} are one release and are connected to different ${first}.`,
      subjects: subjectsOf(found),
    })
  }
}

function unlike(one: readonly Instance[], other: readonly Instance[]): boolean {
  return one.length !== other.length || one.some((instance) => !other.includes(instance))
}

/** A machine dials one of several servers; in a cluster their Service leads to all of them. */
function oneDialledOfSeveral(deployment: Deployment): readonly Found[] {
  const found = neverDialled(deployment).flatMap(({ server, dialled: [dialled], others: left }) => {
    const group = deployment.server.get(dialled.id)?.group.members ?? []
    const others = group.filter((member) => left.includes(member))
    return server.instance.cluster || others.length === 0 ? [] : [{ server, dialled, others }]
  })
  return [...grouped(found, ({ dialled }) => dialled.id).values()].map((same): Found => {
    const [{ dialled, others }] = same
    const callers = [...new Set(same.map(({ server }) => server.instance))]
    return {
      message: `${namesOf(callers)} ${callers.length === 1 ? 'is' : 'are'} drawn straight to ${namesOf([dialled, ...others])}, which a cluster has one Service for, and no cluster is drawn: what is said of one alone is not what pods do.`,
      subjects: subjectsOf([...callers, dialled, ...others]),
    }
  })
}

/** The charts of a pair let each copy its events to the other, whether or not that is drawn. */
function copiesMissing(servers: readonly Server[]): readonly Found[] {
  const [one, other] = servers
  if (!one || !other || servers.length > PAIR || !isPaired(one.instance.kind)) return []
  const lacking = [
    { from: one, to: other },
    { from: other, to: one },
  ].filter(
    ({ from, to }) => from.instance.component !== to.instance.component && !from.duplicates.includes(to.instance),
  )
  if (lacking.length === 0) return []
  const instances = servers.map(({ instance }) => instance)
  return [
    {
      message: `${namesOf(instances)} are a pair of one release, whose chart lets each copy its events to the other, and they are not drawn to.`,
      subjects: subjectsOf(instances),
      fix: connectFix(
        'Connect them both ways',
        lacking.map(({ from, to }) => ({ from: from.instance.component.id, to: to.instance.component.id })),
      ),
    },
  ]
}

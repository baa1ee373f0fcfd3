import { KINDS } from '../kinds'
import { textOf } from '../kinds/properties'
import type { Place } from '../model/design'
import { hyphenated, labelFrom } from '../model/grammar'
import { designRoom, RELEASE_NAME_LIMIT, suffixRoom, wantedReleaseName } from '../releases/names'
import { draftReleases, namespaceName, type ReleaseDraft } from '../releases/releases'
import type { Deployment } from '../wiring/deployment'
import { labelOf } from '../wiring/placement'
import { defineRule, type Fix, type FoundWithRemedy, type Say } from './support/rule'

/** Longest name of a namespace. Source: Kubernetes, object names: a DNS label. */
const NAMESPACE_LIMIT = 63

export const namesTooLong = defineRule({
  code: 'K8S-14',
  title: 'A name does not fit into the names that the charts make of it',
  severity: 'error',
  why: 'Charts make the names of Services of the release name, and Kubernetes takes 63 characters: what is cut off no longer says which release it is.',
  source: 'helm-apim, _helpers.tpl and *-service.yaml of the five charts; Kubernetes, object names',
  check: (deployment, say) => {
    longReleases(deployment, say, isInCluster)
    namespaces(deployment, say)
  },
  onKubernetes: (deployment, say) => {
    longReleases(deployment, say, () => true)
    namespaces(deployment, say)
  },
})

function isInCluster({ group }: ReleaseDraft): boolean {
  return group.cluster !== undefined
}

function longReleases(
  deployment: Deployment,
  say: Say<FoundWithRemedy>,
  isMeant: (release: ReleaseDraft) => boolean,
): void {
  const { name } = deployment.design
  const all = draftReleases(deployment).filter(isMeant)
  const room = Math.min(...all.map(({ kind, suffix }) => designRoom(name, kind, suffix)))
  const proposal = shortened(name, room)
  for (const release of all) {
    const { kind, suffix, subjects } = release
    const wanted = wantedReleaseName(name, kind, suffix)
    const limit = RELEASE_NAME_LIMIT[kind]
    if (wanted.length <= limit) continue
    const rename = proposal.length >= SHORTEST_DESIGN
    say.finding({
      message: `The release of ${KINDS[kind].label} would be called ${wanted}, which has ${wanted.length} characters; its chart takes ${limit}.`,
      subjects,
      remedy: rename
        ? `Call the design ${proposal}: with ${room} characters at the most, the names of all releases fit.`
        : shorterSuffix(name, release),
      ...(rename && { fix: renameFix(proposal) }),
    })
  }
}

/** As much of a name as there is room for: whole words of it, unless less than half of that room would be used. */
function shortened(name: string, room: number): string {
  const cut = name.slice(0, Math.max(room, 0))
  const words = name[cut.length] === '-' ? cut : cut.replace(/-[^-]*$/, '')
  return (words.length >= room / 2 ? words : cut).replace(/-+$/, '')
}

/** A shorter name says nothing any more: then it is for what follows it to be shorter. */
const SHORTEST_DESIGN = 4

function shorterSuffix(name: string, { kind, suffix }: ReleaseDraft): string {
  const room = suffixRoom(name.slice(0, SHORTEST_DESIGN), kind)
  return `Shorten what tells it apart from the others of its kind, ${suffix} (gateway labels, namespace or datacenter), to ${room} characters, such as ${suffix.slice(0, room).replace(/-+$/, '')}.`
}

function renameFix(name: string): Fix {
  return { label: `Call the design ${name}`, apply: (design) => ({ ...design, name }) }
}

function namespaces(deployment: Deployment, say: Say<FoundWithRemedy>): void {
  const drawn = deployment.design.topology.places.filter(({ kind }) => kind === 'namespace')
  for (const place of drawn) longNamespace(place, say)
  for (const place of drawn) sharedNamespace(place, drawn, say)
}

/** A label is words for people; where no name is given, the namespace is called after it. */
function longNamespace(place: Place, say: Say<FoundWithRemedy>): void {
  const wanted = textOf(place, 'name') === undefined ? hyphenated(place.label ?? place.id) : ''
  if (wanted.length <= NAMESPACE_LIMIT) return
  const proposal = namespaceName(place)
  say.finding({
    message: `The namespace of ${labelOf(place)} would be called ${wanted}, which has ${wanted.length} characters; Kubernetes takes ${NAMESPACE_LIMIT}.`,
    subjects: [place.id],
    remedy: `Give it a name, such as ${proposal}.`,
    fix: nameFix(place, proposal),
  })
}

/** Two namespaces of a cluster that would be one: said of the second. */
function sharedNamespace(place: Place, drawn: readonly Place[], say: Say<FoundWithRemedy>): void {
  const name = namespaceName(place)
  const first = drawn
    .slice(0, drawn.indexOf(place))
    .find((other) => other.parent === place.parent && namespaceName(other) === name)
  if (!first) return
  const proposal = freeName(labelFrom(`${name.slice(0, NAMESPACE_LIMIT - 4)}-2`), drawn)
  say.finding({
    message: `${labelOf(first)} and ${labelOf(place)} would both be the namespace ${name} of one cluster.`,
    subjects: [place.id, first.id],
    remedy: `Give one of them another name, such as ${proposal}.`,
    fix: nameFix(place, proposal),
  })
}

function freeName(wanted: string, drawn: readonly Place[]): string {
  const taken = new Set(drawn.map(namespaceName))
  if (!taken.has(wanted)) return wanted
  for (let number = 3; ; number++) {
    const name = wanted.replace(/-\d+$/, `-${number}`)
    if (!taken.has(name)) return name
  }
}

function nameFix({ id }: Place, name: string): Fix {
  return {
    label: `Call it ${name}`,
    apply: (design) => ({
      ...design,
      topology: {
        ...design.topology,
        places: design.topology.places.map((place) =>
          place.id === id ? { ...place, properties: { ...place.properties, name } } : place,
        ),
      },
    }),
  }
}

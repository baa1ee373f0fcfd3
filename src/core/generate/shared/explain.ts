import { textOf } from '../../kinds/properties'
import type { Component, Id, Place } from '../../model/design'
import { type GeneratedFile, type Origin, withOrigins } from '../../serialize/file-tree'
import type { Plan } from './plan'

/**
 * Completes the origins of files. What writes a line knows why it is there; whose names stand in it, which settings they
 * follow from, and whose file it is, is the same question for every line of every file and is answered here once.
 */
export function explain(plan: Plan, files: readonly GeneratedFile[]): GeneratedFile[] {
  const sources = new Sources(plan)
  return files.map((file) => withOrigins(file, () => originsOf(file, sources)))
}

interface Source {
  readonly subjects: readonly Id[]
  readonly settings: readonly string[]
}

const NOTHING: Source = { subjects: [], settings: [] }

/** Runs of lines with the same origin; lines without one get that of the file. */
function originsOf(file: GeneratedFile, sources: Sources): Origin[] {
  const owner = sources.ownerOf(file.path)
  const fallback: Reasoned = { subjects: owner.subjects, reason: 'Part of every file of this kind, whatever is drawn' }
  const origins: Origin[] = []
  let next = 0
  let before: { own: Reasoned; found: Source } | undefined
  const lines = file.content.split('\n')
  for (let at = 1; at < lines.length; at++) {
    const line = lines[at - 1] ?? ''
    if (line === '') continue
    while (next < file.origins.length && (file.origins[next]?.to ?? 0) < at) next++
    const given = file.origins[next]
    const own = given !== undefined && given.from <= at ? given : fallback
    const found = sources.of(line)
    const last = origins.at(-1)
    if (before?.own === own && before.found === found && last?.to === at - 1) {
      origins[origins.length - 1] = { ...last, to: at }
    } else {
      append(origins, at, completed(own, found, owner, sources))
      before = { own, found }
    }
  }
  return origins
}

type Reasoned = Omit<Origin, 'from' | 'to'>

function completed(own: Reasoned, found: Source, owner: Owner, sources: Sources): Reasoned {
  const named = union(union(own.subjects, found.subjects), owner.everywhere ? owner.subjects : [])
  const subjects = union(named, sources.membersOf(named))
  const settings = union(union(own.settings ?? [], found.settings), sources.settingsBehind(subjects))
  return { subjects, ...(settings.length > 0 && { settings }), reason: own.reason }
}

function append(origins: Origin[], at: number, reasoned: Reasoned): void {
  const last = origins.at(-1)
  const continues =
    last?.to === at - 1 &&
    last.reason === reasoned.reason &&
    same(last.subjects, reasoned.subjects) &&
    same(last.settings ?? [], reasoned.settings ?? [])
  if (last && continues) origins[origins.length - 1] = { ...last, to: at }
  else origins.push({ from: at, to: at, ...reasoned })
}

function union<T>(a: readonly T[], b: readonly T[]): readonly T[] {
  return b.every((item) => a.includes(item)) ? a : [...new Set([...a, ...b])]
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((item, index) => item === b[index]))
}

/** Anything that can be a DNS name, an IPv4 address or the name of a secret. */
const NAMES = /[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+/g

/** What a runbook sets in code, and what stands alone in a comment: ids and names. */
const CODE = /`([^`\s]+)`|^\s*# {2,}(\S+)$/g

const NAME_FIELDS = ['hostname', 'address', 'gatewayHostname', 'controlPlaneHostname', 'keyManagerHostname']

interface Owner extends Source {
  /** Every line of the file follows from it, and not only those that nothing else explains. */
  readonly everywhere: boolean
}

class Sources {
  readonly #plan: Plan
  readonly #names = new Map<string, { subjects: Set<Id>; settings: Set<string> }>()
  readonly #lines = new Map<string, Source>()
  readonly #components: ReadonlyMap<Id, Component>
  readonly #members: ReadonlyMap<Id, readonly Id[]>
  readonly #owners: readonly { readonly folder: string; readonly owner: Owner }[]
  readonly #values: readonly { readonly setting: string; readonly value: string }[]

  constructor(plan: Plan) {
    this.#plan = plan
    this.#components = plan.deployment.component
    this.#members = new Map(
      plan.deployment.databases
        .filter(({ members }) => members.length > 0)
        .map(({ component, members }) => [component.id, members.map((member) => member.component.id)]),
    )
    const { domain, installDirectory, serviceUser, javaHome } = plan.settings
    this.#values = [
      { setting: 'installDirectory', value: installDirectory },
      { setting: 'serviceUser', value: serviceUser },
      { setting: 'javaHome', value: javaHome },
      { setting: 'domain', value: domain },
    ]
    this.#collectNames()
    this.#owners = [
      ...plan.nodes.map((node) => ({ folder: `${node.folder}/`, owner: ownerOf(node.subjects, false) })),
      ...plan.balancers.flatMap(({ folder, instance }) =>
        [`${folder}/`, `network/nftables/${folder}.`, `network/firewalld/${folder}/`].map((prefix) => ({
          folder: prefix,
          owner: ownerOf([instance.component.id], true),
        })),
      ),
      ...plan.databases.map(({ folder, database }) => ({
        folder: `${folder}/`,
        owner: ownerOf([database.component.id], true),
      })),
    ]
  }

  #collectNames(): void {
    const { deployment, settings } = this.#plan
    for (const instance of deployment.instances) {
      this.#add(instance.hostname, [instance.component.id, ...sayers(instance.hostname, instance.places)])
      if (instance.address !== undefined) this.#add(instance.address, sayers(instance.address, instance.places))
      for (const field of NAME_FIELDS) {
        const said = textOf(instance.component, field)
        if (said !== undefined) this.#add(said, [instance.component.id])
      }
    }
    for (const entry of deployment.entries) this.#add(entry.host, [entry.transit.component.id])
    for (const { transit, host } of deployment.relays) this.#add(host, [transit.component.id])
    for (const { component, host } of deployment.databases) this.#add(host, [component.id])
    for (const { name, subjects } of this.#plan.secrets.all) this.#add(name, subjects)
    for (const [name, { settings: found }] of this.#names) {
      if (name.endsWith(`.${settings.domain}`)) found.add('domain')
    }
  }

  #add(name: string, subjects: readonly Id[]): void {
    const known = this.#names.get(name) ?? { subjects: new Set<Id>(), settings: new Set<string>() }
    for (const id of subjects) known.subjects.add(id)
    this.#names.set(name, known)
  }

  /** Whose names are in a line, and which settings' values. Files repeat each other's lines. */
  of(line: string): Source {
    const known = this.#lines.get(line)
    if (known) return known
    const source = this.#read(line)
    this.#lines.set(line, source)
    return source
  }

  #read(line: string): Source {
    const subjects = new Set<Id>()
    const settings = new Set<string>()
    for (const [name] of line.matchAll(NAMES)) {
      const known = this.#names.get(name)
      if (!known) continue
      for (const id of known.subjects) subjects.add(id)
      for (const setting of known.settings) settings.add(setting)
    }
    if (line.includes('`') || line.includes('#  ')) {
      for (const [, quoted, alone] of line.matchAll(CODE)) {
        const text = quoted ?? alone ?? ''
        const id = text.split('#')[0] ?? text
        if (this.#components.has(id)) subjects.add(id)
        if (text === this.#plan.settings.adminUsername) settings.add('adminUsername')
      }
    }
    for (const { setting, value } of this.#values) if (line.includes(value)) settings.add(setting)
    return subjects.size === 0 && settings.size === 0 ? NOTHING : { subjects: [...subjects], settings: [...settings] }
  }

  ownerOf(path: string): Owner {
    return this.#owners.find(({ folder }) => path.startsWith(folder))?.owner ?? ownerOf([], false)
  }

  /** Members of a database, which its address is one of. */
  membersOf(subjects: readonly Id[]): readonly Id[] {
    return subjects.flatMap((id) => this.#members.get(id) ?? [])
  }

  /** Settings that decide for an element what it does not say itself. */
  settingsBehind(subjects: readonly Id[]): readonly string[] {
    const behind: string[] = []
    for (const id of subjects) {
      const component = this.#components.get(id)
      if (component?.kind === 'database' && textOf(component, 'dbms') === undefined) behind.push('dbms')
      if (component?.kind === 'user-store' && textOf(component, 'type') === 'jdbc') behind.push('dbms')
      if (component?.kind === 'redis') behind.push('distributedThrottling')
    }
    return behind
  }
}

function ownerOf(subjects: readonly Id[], everywhere: boolean): Owner {
  return { subjects, settings: [], everywhere }
}

/** Places that give a name or an address to what is in them. */
function sayers(name: string, places: readonly Place[]): Id[] {
  return places
    .filter((place) => textOf(place, 'hostname') === name || textOf(place, 'address') === name)
    .map(({ id }) => id)
}

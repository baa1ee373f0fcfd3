import { textOf } from '../../core/kinds/properties'
import type { Component, Design, Id, Place } from '../../core/model/design'
import type { Domain, DomainKind } from '../../core/wiring/deployment'

/** What can fail around a component, from the drawing: no file says in which zone a machine stands. */
export interface Standing {
  /** Innermost first. */
  readonly places: readonly Place[]
  readonly domains: Readonly<Partial<Record<DomainKind, Domain>>>
  /** Zones that instances are spread over, when the component stands in a datacenter itself. */
  readonly spread: readonly Domain[]
}

const DOMAIN_KINDS: readonly DomainKind[] = ['host', 'hypervisor', 'zone', 'datacenter']

/** Zones, and hypervisors, of one datacenter and one label are one domain; everything else is a domain of its own. */
export function standings(design: Design): (component: Component) => Standing {
  const place = new Map(design.topology.places.map((box) => [box.id, box]))
  const around = (start: Id | undefined): readonly Place[] => {
    const found: Place[] = []
    for (let box = start && place.get(start); box && !found.includes(box); box = box.parent && place.get(box.parent)) {
      found.push(box)
    }
    return found
  }
  const domains = domainsOf(design, around)
  return (component) => {
    const places = around(component.place)
    const inKind = (kind: DomainKind, boxes = places) => {
      const box = boxes.find((outer) => outer.kind === kind)
      return box && domains.get(box.id)
    }
    const said = [component, ...places].map((owner) => textOf(owner, 'hypervisor')).find((id) => id !== undefined)
    const hypervisor = said === undefined ? undefined : place.get(said)
    const stands = hypervisor?.kind === 'hypervisor' && !inKind('hypervisor') ? around(hypervisor.id) : []
    const found = {
      host: inKind('host'),
      hypervisor: inKind('hypervisor') ?? inKind('hypervisor', stands),
      zone: inKind('zone') ?? inKind('zone', stands),
      datacenter: inKind('datacenter'),
    }
    return { places, domains: defined(found), spread: zonesIn(places[0], design, domains) }
  }
}

function defined<T extends object>(found: { readonly [K in keyof T]: T[K] | undefined }): Partial<T> {
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as Partial<T>
}

function zonesIn(box: Place | undefined, design: Design, domains: ReadonlyMap<Id, Domain>): readonly Domain[] {
  if (box?.kind !== 'datacenter') return []
  const zones = design.topology.places
    .filter(({ kind, parent }) => kind === 'zone' && parent === box.id)
    .sort((a, b) => (labelOf(a) + a.id < labelOf(b) + b.id ? -1 : 1))
  return [...new Set(zones.flatMap(({ id }) => domains.get(id) ?? []))]
}

interface Draft {
  readonly kind: DomainKind
  readonly label: string
  readonly datacenter: string
  readonly places: Place[]
}

/** `zone:a`; with its datacenter in front where that alone says which; else the id of its place. */
function domainsOf(design: Design, around: (start: Id | undefined) => readonly Place[]): ReadonlyMap<Id, Domain> {
  const drafts = new Map<string, Draft>()
  for (const box of [...design.topology.places].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const kind = DOMAIN_KINDS.find((known) => known === box.kind)
    if (!kind) continue
    const datacenter = around(box.parent).find((outer) => outer.kind === 'datacenter')
    const merged = kind === 'zone' || kind === 'hypervisor'
    const key = merged ? `${kind} ${datacenter?.id ?? ''} ${labelOf(box)}` : box.id
    const draft = drafts.get(key) ?? {
      kind,
      label: labelOf(box),
      datacenter: datacenter ? `${labelOf(datacenter)}/` : '',
      places: [],
    }
    draft.places.push(box)
    drafts.set(key, draft)
  }
  const all = [...drafts.values()]
  const short = ({ kind, label }: Draft) => `${kind}:${label}`
  const long = ({ kind, label, datacenter }: Draft) => `${kind}:${datacenter}${label}`
  const named = (draft: Draft) =>
    [short, long].find((name) => all.filter((other) => name(other) === name(draft)).length === 1)?.(draft) ??
    `${draft.kind}:${draft.places[0]?.id}`
  return new Map(
    all.flatMap((draft) => {
      const domain = { kind: draft.kind, key: named(draft), label: draft.label, places: draft.places, instances: [] }
      return draft.places.map(({ id }) => [id, domain] as const)
    }),
  )
}

function labelOf({ id, label }: Place): string {
  return label ?? id
}

import { numberOf } from '../kinds/properties'
import { hasRole } from '../kinds/roles'
import type { KindId } from '../model/design'
import type { Deployment, DomainKind, Instance } from '../wiring/deployment'

/** How reliable an element is by itself. */
export interface Figure {
  /** Share of time that it is up, 0 to 1, when all that it stands on is up. */
  readonly availability: number
  /** Mean hours that a failure of it lasts. */
  readonly mttrHours: number
  /** Where the availability comes from: the drawing, an availability agreement, or a planning figure for its kind. */
  readonly basis: 'drawing' | 'agreement' | 'planning'
  /** In words, for people: `2,000 h between failures, 4 h to repair`. */
  readonly source: string
}

type Standard = Omit<Figure, 'basis'> & { readonly basis?: 'agreement' }

const planned = (availability: number, mttrHours: number, source: string): Standard => ({
  availability,
  mttrHours,
  source,
})

/**
 * Steady-state figures of elements whose own the drawing does not give: planning estimates.
 * Source: provider agreements for managed services (AWS RDS Multi-AZ 99.95 %, AWS ELB 99.99 %, read in 2024); the rest
 * are ours, from a mean time between failures and one to repair.
 */
const PROCESS = planned(0.999, 1, 'a server process: 1,000 h between failures, 1 h to repair')
const POD = planned(0.99983, 5 / 60, 'a pod: 500 h between failures, 5 min to start again')
const MANAGED_LOAD_BALANCER: Standard = {
  ...planned(0.9999, 1, 'providers agree to 99.99 % a month for a managed load balancer'),
  basis: 'agreement',
}
const MANAGED_DATABASE: Standard = {
  ...planned(0.9995, 1, 'providers agree to 99.95 % a month for a database over several zones'),
  basis: 'agreement',
}
const LOAD_BALANCER = planned(0.9995, 2, 'a load balancer that you run: 4,000 h between failures, 2 h to repair')
const DATABASE = planned(0.998, 4, 'a database server that you run: 2,000 h between failures, 4 h to repair')
const NETWORK = planned(0.9999, 1, 'a network service: 99.99 %')
const NAMES = planned(0.99999, 1, 'a name service with several servers: 99.999 %')

const OF_KIND: Readonly<Partial<Record<KindId, Standard>>> = {
  'load-balancer': LOAD_BALANCER,
  ingress: LOAD_BALANCER,
  'floating-address': NETWORK,
  'global-load-balancer': NETWORK,
  'web-application-firewall': NETWORK,
  firewall: NETWORK,
  cdn: NETWORK,
  dns: NAMES,
  'database-proxy': planned(0.9995, 2, 'a proxy that you run: 4,000 h between failures, 2 h to repair'),
  database: DATABASE,
  'database-node': DATABASE,
  'user-store': planned(0.999, 1, 'a directory server: 1,000 h between failures, 1 h to repair'),
  'external-key-manager': planned(0.9999, 1, 'an identity provider as a service: 99.99 %'),
  redis: planned(0.999, 1, 'a server process: 1,000 h between failures, 1 h to repair'),
  'shared-file-system': NETWORK,
}

const OF_DOMAIN: Readonly<Record<DomainKind, Standard>> = {
  host: planned(0.9995, 4, 'a machine: 8,760 h between failures, 4 h to repair'),
  hypervisor: planned(0.9995, 4, 'a machine: 8,760 h between failures, 4 h to repair'),
  zone: planned(0.9998, 4, 'a zone: 17,520 h between failures, 4 h to repair'),
  datacenter: planned(0.9999, 8, 'a datacenter: 99.99 %, 8 h to repair'),
}

/** The figure of every element that can fail: what the drawing says, else the usual one of its kind. */
export function figuresOf(deployment: Deployment, elements: readonly string[]): ReadonlyMap<string, Figure> {
  const domains = new Map(deployment.domains.map((domain) => [domain.key, domain]))
  return new Map(
    elements.map((element) => {
      const domain = domains.get(element)
      if (domain) return [element, figureOf(domain.places, OF_DOMAIN[domain.kind])]
      const instance = deployment.instance.get(element)
      return [
        element,
        instance ? figureOf([instance.component], standardOf(instance)) : { ...PROCESS, basis: 'planning' },
      ]
    }),
  )
}

function standardOf(instance: Instance): Standard {
  const { kind, managed, cluster } = instance
  if (managed && (kind === 'database' || kind === 'database-node')) return MANAGED_DATABASE
  if (managed && hasRole(kind, 'load-balancer')) return MANAGED_LOAD_BALANCER
  return OF_KIND[kind] ?? (cluster ? POD : PROCESS)
}

type Owner = Parameters<typeof numberOf>[0]

/** The first of its owners that says something usable; a figure that cannot be right is left out (GEN-05 says so). */
function figureOf(owners: readonly Owner[], standard: Standard): Figure {
  const mttrHours = first(owners, repairOf) ?? standard.mttrHours
  const availability = first(owners, shareOf)
  if (availability !== undefined) return { availability, mttrHours, basis: 'drawing', source: 'the drawing' }
  const between = first(owners, betweenFailuresOf)
  if (between !== undefined) {
    const source = `the drawing: ${hours(between)} between failures, ${hours(mttrHours)} to repair`
    return { availability: between / (between + mttrHours), mttrHours, basis: 'drawing', source }
  }
  return { ...standard, mttrHours, basis: standard.basis ?? 'planning' }
}

function first<T>(owners: readonly Owner[], read: (owner: Owner) => T | undefined): T | undefined {
  for (const owner of owners) {
    const said = read(owner)
    if (said !== undefined) return said
  }
  return undefined
}

/** Share of time that the drawing says something is up; absent where it says none that can be true. */
export function shareOf(owner: Owner): number | undefined {
  const said = numberOf(owner, 'availability')
  return said !== undefined && said >= 0 && said <= 1 ? said : undefined
}

/** Mean hours between failures, above 0. */
export function betweenFailuresOf(owner: Owner): number | undefined {
  return positive(numberOf(owner, 'mtbfHours'))
}

/** Mean hours of a repair, above 0. */
export function repairOf(owner: Owner): number | undefined {
  return positive(numberOf(owner, 'mttrHours'))
}

function positive(value: number | undefined): number | undefined {
  return value !== undefined && value > 0 && Number.isFinite(value) ? value : undefined
}

function hours(value: number): string {
  return `${Number(value.toPrecision(6))} h`
}

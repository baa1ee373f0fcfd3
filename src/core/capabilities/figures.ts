import type { KindId } from '../model/design'
import { numberOf } from '../model/properties'
import type { Deployment, DomainKind, Instance } from '../wiring/deployment'
import type { ElementId } from './structure'

/**
 * Steady-state availability of elements whose figure the drawing does not give: a planning estimate.
 * Source: provider SLAs for managed services; the rest are ours (mean time between failures and to repair).
 */
const PROCESS = 0.999
const POD = 0.99983
const MANAGED_LOAD_BALANCER = 0.9999
const MANAGED_DATABASE = 0.9995

const OF_KIND: Readonly<Partial<Record<KindId, number>>> = {
  'load-balancer': 0.9995,
  ingress: 0.9995,
  'floating-address': 0.9999,
  'global-load-balancer': 0.9999,
  'web-application-firewall': 0.9999,
  firewall: 0.9999,
  cdn: 0.9999,
  dns: 0.99999,
  'database-proxy': 0.9995,
  database: 0.998,
  'database-node': 0.998,
  'user-store': 0.999,
  'external-key-manager': 0.9999,
  redis: 0.999,
  'shared-file-system': 0.9999,
}

const OF_DOMAIN: Readonly<Record<DomainKind, number>> = {
  host: 0.9995,
  hypervisor: 0.9995,
  zone: 0.9998,
  datacenter: 0.9999,
}

/** Availability of every element that can fail, 0 to 1: the drawing's figure (`availability`), else the default. */
export function figuresOf(deployment: Deployment, elements: readonly ElementId[]): ReadonlyMap<ElementId, number> {
  const domains = new Map(deployment.domains.map((domain) => [domain.key, domain]))
  return new Map(
    elements.map((element) => {
      const domain = domains.get(element)
      if (domain) return [element, saidBy(domain.places) ?? OF_DOMAIN[domain.kind]]
      const instance = deployment.instance.get(element)
      return [element, instance ? figureOf(instance) : PROCESS]
    }),
  )
}

function figureOf(instance: Instance): number {
  const said = saidBy([instance.component])
  if (said !== undefined) return said
  if (instance.managed && (instance.kind === 'database' || instance.kind === 'database-node')) return MANAGED_DATABASE
  if (instance.managed && (instance.kind === 'load-balancer' || instance.kind === 'ingress'))
    return MANAGED_LOAD_BALANCER
  return OF_KIND[instance.kind] ?? (instance.cluster ? POD : PROCESS)
}

function saidBy(owners: readonly Parameters<typeof numberOf>[0][]): number | undefined {
  for (const owner of owners) {
    const said = numberOf(owner, 'availability')
    if (said !== undefined && said >= 0 && said <= 1) return said
  }
  return undefined
}

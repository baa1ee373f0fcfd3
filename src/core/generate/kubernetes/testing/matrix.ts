import { grouped } from '../../../base/grouped'
import type { Exposure } from '../../../document/settings'
import { SERVER_KINDS } from '../../../kinds/server-kinds'
import { APIM_VERSIONS, type ApimVersion, type Component, type Design, type Place } from '../../../model/design'
import { usually } from '../../../testing/breadth'
import { cases } from '../../vm/testing/audit/matrix'
import { type Sample, sampleOf } from './bundles'

/** What every promise about bundles is held to. */
export interface Drawn {
  readonly name: string
  readonly version: ApimVersion
  readonly size: 'single' | 'paired'
  readonly dbms: string
  /** How clients get in, as the bundle decides. */
  readonly exposure: Exposure
  readonly openshift: boolean
  /** Its bundle, made once for all tests of a file. */
  readonly bundle: () => Sample
}

/** 8 patterns x 3 versions x {single, paired} x {MySQL, PostgreSQL} x {Gateway API, Ingress}. */
export const MATRIX: readonly Drawn[] = cases().flatMap(({ name, version, size, dbms, design }) =>
  (['gateway-api', 'ingress'] as const).map((exposure) => ({
    name: `${name} by ${exposure}`,
    version,
    size,
    dbms,
    exposure,
    openshift: false,
    bundle: once(() => sampleOf({ ...design, settings: { ...design.settings, exposure } })),
  })),
)

/** The same patterns and versions on OpenShift, where Routes take the place of both from 4.7.0 on. */
export const OPENSHIFT: readonly Drawn[] = cases()
  .filter(({ dbms, size }) => dbms === (size === 'paired' ? 'mysql' : 'postgresql'))
  .map(({ name, version, size, dbms, design }) => ({
    name: `${name} on OpenShift`,
    version,
    size,
    dbms,
    exposure: version === '4.7.0' ? 'route' : 'ingress',
    openshift: true,
    bundle: once(() => sampleOf(onOpenshift(design))),
  }))

export const EVERY: readonly Drawn[] = [...MATRIX, ...OPENSHIFT]

/** One database system of each: half of the bundles, with every key that any of them has. */
export const ONE_DBMS: readonly Drawn[] = EVERY.filter(
  ({ dbms, size, openshift }) => openshift || dbms === (size === 'paired' ? 'postgresql' : 'mysql'),
)

/**
 * In a usual run each pattern on each version once: in turn single with MySQL, paired with PostgreSQL, both by each way in,
 * and both on OpenShift, so that each version and each way in has all of them.
 */
export const TRIED_BY_HELM: readonly Drawn[] = usually(
  [...grouped(ONE_DBMS, ({ name }) => name.split(' ').slice(0, 2).join(' ')).values()].flatMap((drawn, at) => {
    const pattern = Math.floor(at / APIM_VERSIONS.length)
    return drawn.slice((pattern + 2 * (at % APIM_VERSIONS.length)) % drawn.length).slice(0, 1)
  }),
  ONE_DBMS,
)

/** For `describe.each`, which writes out only what stands by itself. */
export function named(drawings: readonly Drawn[]): (readonly [string, Drawn])[] {
  return drawings.map((drawn) => [drawn.name, drawn])
}

function once(make: () => Sample): () => Sample {
  let made: Sample | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** The servers of each datacenter in an OpenShift cluster of its own. */
export function onOpenshift(design: Design): Design {
  const { places, components } = design.topology
  const byId = new Map(places.map((place) => [place.id, place]))
  const datacenterOf = ({ place }: Component): string | undefined => {
    for (let at = byId.get(place ?? ''); at; at = byId.get(at.parent ?? '')) {
      if (at.kind === 'datacenter') return at.id
    }
    return undefined
  }
  const clusters = new Map<string, Place>()
  const moved = components.map((component) => {
    if (!SERVER_KINDS.some((kind) => kind === component.kind)) return component
    const parent = datacenterOf(component)
    const id = `ocp-${parent ?? 'one'}`
    clusters.set(id, {
      id,
      kind: 'kubernetes-cluster',
      ...(parent !== undefined && { parent }),
      properties: { flavour: 'openshift' },
    })
    return { ...component, place: id }
  })
  return { ...design, topology: { ...design.topology, places: [...places, ...clusters.values()], components: moved } }
}

import type { Component, DbmsId, Design, Place } from '../../../../model/design'
import { APIM_VERSIONS } from '../../../../model/design'
import { DRAWN } from './drawn'
import { cases, onDbms } from './matrix'

/** A drawing whose bundle is held to rules and agreements, and what it breaks by being what it is. */
export interface Drawing {
  readonly name: string
  readonly design: Design
  /** Numbers of rules that no bundle of this drawing can keep. */
  readonly breaks: readonly number[]
}

/** Rules that one server of each kind, drawn without load balancers, breaks: single points of failure. */
const SINGLE = [2, 3, 6]

/** All cases of the matrix, and drawings that no pattern has. */
export function drawings(): Drawing[] {
  return [
    ...cases().map(({ name, pattern, size, design }) => ({
      name,
      design,
      breaks: size === 'single' || pattern === 'pattern-0' ? SINGLE : [],
    })),
    ...withoutPattern(),
  ]
}

/** Drawings that no pattern has, each on the versions that it is about. */
function withoutPattern(): Drawing[] {
  return [
    ...cases()
      .filter(({ dbms }) => dbms === 'mysql')
      .map(({ name, design, pattern, size }) => ({
        name: `${name} with offsets`,
        design: withOffsets(design),
        breaks: size === 'single' || pattern === 'pattern-0' ? SINGLE : [],
      })),
    ...cases()
      .filter(({ dbms, size }) => dbms === 'postgresql' && size === 'paired')
      .map(({ name, pattern, design }) => ({
        name: `${name} on shared machines`,
        design: onSharedMachines(design),
        breaks: pattern === 'pattern-0' ? SINGLE : [],
      })),
    ...Object.entries(DRAWN).flatMap(([name, { make, versions = APIM_VERSIONS, breaks = [] }]) =>
      versions.map((apimVersion) => ({ name: `${name} ${apimVersion}`, design: { ...make(), apimVersion }, breaks })),
    ),
    ...otherDatabases(),
  ]
}

/** Database systems beside those of the matrix. WSO2 tested the first two. */
const OTHER_DBMS = ['oracle', 'mssql', 'db2', 'mariadb'] as const satisfies readonly DbmsId[]
const UNTESTED = 50

function otherDatabases(): Drawing[] {
  return cases()
    .filter(({ pattern, size, dbms }) => pattern === 'pattern-4' && size === 'paired' && dbms === 'mysql')
    .flatMap(({ version, design }) =>
      OTHER_DBMS.map((dbms) => ({
        name: `${dbms} ${version}`,
        design: onDbms(design, dbms),
        breaks: dbms === 'db2' || dbms === 'mariadb' ? [UNTESTED] : [],
      })),
    )
}

const SERVERS = ['all-in-one', 'api-control-plane', 'key-manager', 'traffic-manager', 'universal-gateway']

/** The design with another offset for every server. */
function withOffsets(design: Design): Design {
  let offset = 0
  return withComponents(design, (component) =>
    SERVERS.includes(component.kind)
      ? { ...component, properties: { ...component.properties, portOffset: ++offset } }
      : component,
  )
}

/** The first server of every kind of a zone on one machine, the second ones on another, told apart by their offsets. */
function onSharedMachines(design: Design): Design {
  const servers = design.topology.components.filter(({ kind }) => SERVERS.includes(kind))
  const machineOf = ({ id, place }: Component) => `${place ?? 'all'}-vm${/2$/.test(id) ? 2 : 1}`
  const offsetOf = (component: Component) =>
    servers.slice(0, servers.indexOf(component)).filter((other) => machineOf(other) === machineOf(component)).length
  const machines = new Map(servers.map((server) => [machineOf(server), server.place]))
  const moved = withComponents(design, (component) =>
    servers.includes(component)
      ? {
          ...component,
          place: machineOf(component),
          properties: { ...component.properties, portOffset: offsetOf(component) },
        }
      : component,
  )
  const places = [...machines].map(
    ([id, parent]): Place => ({ id, kind: 'host', ...(parent !== undefined && { parent }) }),
  )
  return { ...moved, topology: { ...moved.topology, places: [...moved.topology.places, ...places] } }
}

function withComponents(design: Design, change: (component: Component) => Component): Design {
  return { ...design, topology: { ...design.topology, components: design.topology.components.map(change) } }
}

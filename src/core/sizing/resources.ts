import type { KindId } from '../model/design'
import { SOURCES } from './figures'

/** What one server of a kind should have. */
export interface Resources {
  readonly cpu: string
  readonly memory: string
  readonly heap: string
  readonly disk: string
  /** What WSO2's chart asks for and allows unless told. */
  readonly pod: string
  readonly source: string
}

const USUAL: Resources = {
  cpu: '2 vCPU at least, 4 for many calls at once',
  memory: '4 GB',
  heap: '2 GB',
  disk: '10 GB',
  pod: '2 CPU and 2 Gi asked for, 3 CPU and 3 Gi allowed',
  source: SOURCES.prerequisites,
}

/** Source: docs-apim, installation prerequisites, production guidelines, scaling the gateway; helm-apim 4.5.x to 4.7.x. */
export const RESOURCES: Readonly<Partial<Record<KindId, Resources>>> = {
  'universal-gateway': USUAL,
  'all-in-one': USUAL,
  'api-control-plane': USUAL,
  'traffic-manager': {
    ...USUAL,
    cpu: '2 vCPU for 20,000 events/s',
    source: `${SOURCES.planning}; cores and memory are inferred`,
  },
  'key-manager': { ...USUAL, cpu: '2 to 4 vCPU', source: `${SOURCES.prerequisites}; measured on 4 vCPU` },
}

/** Connections that one server with the portals or tokens may open: 50 of each of its two pools. */
export const CONNECTIONS_PER_SERVER = 100

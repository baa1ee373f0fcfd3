import type { KindId } from '../model/design'

/** Kinds of WSO2's own servers, which bundles install; in the order in which they start, whoever is dialled first. */
export const SERVER_KINDS = [
  'all-in-one',
  'api-control-plane',
  'key-manager',
  'traffic-manager',
  'universal-gateway',
] as const satisfies readonly KindId[]
export type ServerKind = (typeof SERVER_KINDS)[number]

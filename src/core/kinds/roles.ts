import { KIND_IDS, type KindId } from '../model/design'
import { KINDS } from '.'
import type { Role } from './kind'
import { SERVER_KINDS, type ServerKind } from './server-kinds'

/** Whether components of a kind do this; the definition of the kind says what it does. */
export function hasRole(kind: KindId, role: Role): boolean {
  return KINDS[kind].roles.includes(role)
}

/** All kinds that do this, in the order of the list of ids. */
export function kindsWith(role: Role): readonly KindId[] {
  return KIND_IDS.filter((kind) => hasRole(kind, role))
}

/** WSO2's own servers that do this, in the order in which they start. */
export function serversWith(role: Role): readonly ServerKind[] {
  return SERVER_KINDS.filter((kind) => hasRole(kind, role))
}

export function isServerKind(kind: KindId): kind is ServerKind {
  return SERVER_KINDS.some((server) => server === kind)
}

/** Whose instances the others dial one by one, under names of their own: event hubs and Traffic Managers. */
export function isPaired(kind: KindId): boolean {
  return hasRole(kind, 'event-hub') || hasRole(kind, 'traffic-manager')
}

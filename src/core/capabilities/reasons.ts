import type { Instance } from '../wiring/deployment'
import { CONTROL, type State } from './state'

/** Clauses that several capabilities share. */

/** A server (its own state aside) subscribes to a broker that is up and can pull from a working control plane. */
export function hearsAndPulls(state: State, server: Instance): boolean {
  return (
    state.reaches(server, CONTROL, 'events') && state.reaches(server, CONTROL, 'control', (c) => state.controlOk(c))
  )
}

export function asksKeyManager(state: State, server: Instance): boolean {
  return (state.structure.deployment.outgoing.get(server.id) ?? []).some((link) => link.purposes.has('key-management'))
}

export function noServingGateway(state: State): string {
  if (state.structure.consumers.length === 0) return 'No API consumer is drawn.'
  if (state.structure.gateways.length === 0) return 'No gateway has a backend behind it.'
  return 'No API consumer reaches a gateway that is up and has a backend.'
}

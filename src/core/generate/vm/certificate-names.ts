import type { Node, Plan } from '../shared/plan'
import { addressOf } from './network/flow'

/**
 * Names under which a server is dialled, and which its certificate must therefore hold: its own, its address, and those
 * of every load balancer in front of it, for a load balancer checks the server by the name that the client asked for.
 */
export function serverNames(plan: Plan, { instance, server }: Node): string[] {
  const address = addressOf(instance)
  const entries = plan.deployment.entries.filter((entry) => entry.targets.some((target) => target.id === instance.id))
  return sorted([
    'localhost',
    instance.hostname,
    server.publicHost,
    ...(address === undefined ? [] : [address]),
    ...entries.flatMap((entry) => [entry.host, ...entry.aliases]),
  ])
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort()
}

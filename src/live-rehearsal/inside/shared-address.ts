import type { Machine } from './machines'
import { until } from './until'

const MOVES_MS = 15_000

/** What keepalived last said of itself: `MASTER`, `BACKUP` or `FAULT`; `none` before its first word. */
export function vrrpStateOf({ keepalived }: Machine): string {
  const said = keepalived?.running ? [...keepalived.output.matchAll(/Entering (\w+) STATE/g)] : []
  return said.at(-1)?.[1] ?? 'none'
}

/**
 * Of balancers that share an address, one of those that are to fail gets it first: otherwise their failure would show
 * nothing. The others let it go, as a restart of theirs would.
 */
export async function handOver(machines: readonly Machine[], failing: readonly string[]): Promise<void> {
  for (const name of new Set(machines.flatMap(({ balancer }) => balancer?.shared?.name ?? []))) {
    const group = machines.filter(({ balancer }) => balancer?.shared?.name === name)
    const fail = group.filter(({ id }) => failing.includes(id))
    const stay = group.filter(({ id }) => !failing.includes(id))
    const held = () => fail.some((machine) => vrrpStateOf(machine) === 'MASTER')
    if (fail.length === 0 || stay.length === 0 || held()) continue
    await Promise.all(stay.map(({ keepalived }) => keepalived?.end('SIGTERM')))
    await until(held, MOVES_MS)
    for (const { keepalived } of stay) keepalived?.start()
  }
}

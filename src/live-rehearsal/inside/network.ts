import { execFileSync } from 'node:child_process'

/** One machine's place on the network: a namespace, the name of its interface is eth0. */
export interface Port {
  readonly namespace: string
  readonly addresses: readonly string[]
}

/** The bridge's own address, from which nobody calls. */
const BRIDGE = 'br0'

function ip(...args: string[]): void {
  execFileSync('ip', args, { stdio: 'pipe' })
}

/**
 * One bridge with all machines on it. A neighbour that does not answer is given up after some 0.3 s, where Linux takes
 * three seconds and more: routers of a datacenter say so at once.
 */
export function makeBridge(callers: readonly string[]): void {
  ip('link', 'set', 'lo', 'up')
  ip('link', 'add', BRIDGE, 'type', 'bridge', 'mcast_snooping', '0')
  ip('link', 'set', BRIDGE, 'up')
  for (const address of callers) ip('address', 'add', `${address}/32`, 'dev', BRIDGE)
  ip('route', 'add', 'default', 'dev', BRIDGE)
  impatient(BRIDGE)
}

export function plugIn(port: Port, index: number): void {
  const cable = `m${index}`
  ip('netns', 'add', port.namespace)
  ip('link', 'add', cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', port.namespace)
  ip('link', 'set', cable, 'master', BRIDGE, 'up')
  ip('-n', port.namespace, 'link', 'set', 'lo', 'up')
  impatient('eth0', port.namespace)
  mend(port)
}

/** The machine falls silent: nothing that is sent to it comes back. */
export function cut({ namespace }: Port): void {
  ip('-n', namespace, 'link', 'set', 'eth0', 'down')
}

/** With its own addresses and no other: one that it held for others is gone after a restart. */
export function mend({ namespace, addresses }: Port): void {
  ip('-n', namespace, 'address', 'flush', 'dev', 'eth0')
  ip('-n', namespace, 'link', 'set', 'eth0', 'up')
  for (const address of addresses) ip('-n', namespace, 'address', 'add', `${address}/32`, 'dev', 'eth0')
  ip('-n', namespace, 'route', 'replace', 'default', 'dev', 'eth0')
}

function impatient(device: string, namespace?: string): void {
  const settings = {
    retrans_time_ms: 100,
    mcast_solicit: 3,
    ucast_solicit: 2,
    base_reachable_time_ms: 500,
    delay_first_probe_time: 0,
  }
  const place = `/proc/sys/net/ipv4/neigh/${device}`
  const script = Object.entries(settings).map(([key, value]) => `echo ${value} > ${place}/${key}`)
  const inside = namespace ? ['ip', 'netns', 'exec', namespace] : []
  const [program = '', ...args] = [...inside, 'sh', '-ec', script.join('\n')]
  execFileSync(program, args, { stdio: 'pipe' })
}

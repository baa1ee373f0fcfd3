import { copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BalancerEntry } from './bundle'

/** What is put where the programs of a balancer look for it, and the commands that start them there. */
export interface Installed {
  readonly proxy: readonly string[]
  readonly keepalived?: readonly string[]
}

/**
 * Does what the balancer's README says: its configuration under its own name, a certificate for every name, the
 * authority of the servers, and keepalived's local file with the address that is shared.
 */
export function install(
  balancer: BalancerEntry,
  place: string,
  certificates: string,
  sharedAddress: string | undefined,
): Installed {
  const proxy = balancer.software === 'haproxy' ? installHaproxy : installNginx
  const log = join(place, 'log')
  mkdirSync(log, { recursive: true })
  const started = proxy(balancer, place, certificates)
  if (!balancer.shared || !sharedAddress) return { proxy: started }
  return { proxy: started, keepalived: installKeepalived(balancer, place, sharedAddress) }
}

function installNginx({ folder, names }: BalancerEntry, place: string, certificates: string): readonly string[] {
  const etc = join(place, 'nginx')
  cpSync('/etc/nginx', etc, { recursive: true, verbatimSymlinks: true })
  copyFileSync(join(folder, 'nginx.conf'), join(etc, 'nginx.conf'))
  const keys = join(etc, 'ssl')
  mkdirSync(keys, { recursive: true })
  copyFileSync(join(certificates, 'ca.crt'), join(keys, 'nodes-ca.pem'))
  for (const name of names) {
    copyFileSync(join(certificates, 'server.crt'), join(keys, `${name}.crt`))
    copyFileSync(join(certificates, 'server.key'), join(keys, `${name}.key`))
  }
  const mounts = [
    'mount -t tmpfs tmpfs /run',
    `mount --bind ${etc} /etc/nginx`,
    `mount --bind ${place}/log /var/log/nginx`,
  ]
  return inOwnFiles(mounts, "nginx -g 'daemon off;'")
}

function installHaproxy({ folder, names }: BalancerEntry, place: string, certificates: string): readonly string[] {
  const etc = join(place, 'haproxy')
  mkdirSync(join(etc, 'certs'), { recursive: true })
  copyFileSync(join(folder, 'haproxy.cfg'), join(etc, 'haproxy.cfg'))
  copyFileSync(join(certificates, 'ca.crt'), join(etc, 'nodes-ca.pem'))
  const pair = ['server.crt', 'server.key'].map((name) => readFileSync(join(certificates, name), 'utf8')).join('')
  for (const name of names) writeFileSync(join(etc, 'certs', `${name}.pem`), pair)
  const mounts = ['mount -t tmpfs tmpfs /run', `mount --bind ${etc} /etc/haproxy`]
  return inOwnFiles(mounts, 'haproxy -db -n 2000 -f /etc/haproxy/haproxy.cfg')
}

function installKeepalived({ folder, shared }: BalancerEntry, place: string, address: string): readonly string[] {
  const etc = join(place, 'keepalived')
  mkdirSync(etc, { recursive: true })
  copyFileSync(join(folder, 'keepalived.conf'), join(etc, 'keepalived.conf'))
  const local = ['$INTERFACE=eth0', '$VRRP_PASS=rehearse', `$ADDRESS_${shared?.router}=${address}/32`]
  writeFileSync(join(etc, 'local.conf'), `${local.join('\n')}\n`)
  const mounts = ['mount -t tmpfs tmpfs /run', `mount --bind ${etc} /etc/keepalived`]
  return inOwnFiles(mounts, 'keepalived --dont-fork --log-console --log-detail')
}

/** `ip netns exec` gives each program a file system view of its own, so nothing of this is seen elsewhere. */
function inOwnFiles(mounts: readonly string[], program: string): readonly string[] {
  return ['sh', '-ec', [...mounts, `exec ${program}`].join('\n')]
}

import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Design } from '../../model/design'
import type { GeneratedFile } from '../../serialize/file-tree'
import { resolve } from '../../wiring/resolve'
import { generateVm } from '.'
import { balancerSamples, connect, design, patternSamples, type Sample } from './testing/deployments'
import { extraSamples } from './testing/extra-samples'
import { distinct, must, run, scratch } from './testing/tools'

const STUBS = join(import.meta.dirname, 'testing', 'stub-servers.mjs')

/** nftables, firewalld and keepalived judge what is written for them. */
const folder = scratch()
const samples: Sample[] = [...patternSamples(), ...extraSamples(), ...balancerSamples()]
const files = samples.flatMap(({ deployment }) => generateVm(deployment))

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function written(wanted: (path: string) => boolean): string[] {
  const found = distinct(
    [...files, ...data].filter(({ path }) => wanted(path)),
    ({ content }) => content,
  )
  return found.map(({ content }, index) => {
    const path = join(folder, `${index}.txt`)
    writeFileSync(path, content)
    return path
  })
}

/** A network of one's own, in which a packet filter may be loaded. */
function inOwnNetwork(script: string) {
  const flags = process.getuid?.() === 0 ? ['--net'] : ['--map-root-user', '--net']
  return run('unshare', [...flags, 'sh', '-c', script], { cwd: folder })
}

/** Two servers on one machine with their database, two load balancers that share an address, all addresses given. */
const PAIR: Design = design({
  places: [
    { id: 'h1', kind: 'host', properties: { address: '10.0.0.1' } },
    { id: 'h2', kind: 'host', properties: { address: '10.0.0.2' } },
    { id: 'l1', kind: 'host', properties: { address: '10.0.0.11' } },
    { id: 'l2', kind: 'host', properties: { address: '10.0.0.12' } },
  ],
  components: [
    { id: 'acp', kind: 'api-control-plane', place: 'h1' },
    { id: 'tm', kind: 'traffic-manager', place: 'h1', properties: { portOffset: 1 } },
    { id: 'db', kind: 'database', place: 'h1', properties: { dbms: 'postgresql' } },
    { id: 'gw', kind: 'universal-gateway', place: 'h2' },
    { id: 'vip', kind: 'floating-address', properties: { hostname: '10.0.0.100' } },
    { id: 'lb1', kind: 'load-balancer', place: 'l1' },
    { id: 'lb2', kind: 'load-balancer', place: 'l2', properties: { software: 'haproxy' } },
    { id: 'consumer', kind: 'api-consumer' },
  ],
  connections: [
    ...connect(['consumer'], ['vip']),
    ...connect(['vip'], ['lb1', 'lb2']),
    ...connect(['lb1', 'lb2'], ['gw']),
    ...connect(['gw'], ['acp', 'tm']),
    ...connect(['tm'], ['acp']),
    ...connect(['acp', 'tm'], ['db']),
  ],
})
const pair = generateVm(resolve(PAIR))

/** Data on machines of its own: two database servers behind a proxy, Redis and files together, and one beside users. */
const DATA: Design = design(
  {
    places: [
      ...['1', '2', '3', '4', '5', '6'].map((end) => ({
        id: `h${end}`,
        kind: 'host' as const,
        properties: { address: `10.0.0.${end}` },
      })),
      { id: 'odd', kind: 'host', label: 'Users & "data"' },
    ],
    components: [
      { id: 'acp', kind: 'api-control-plane', place: 'h1' },
      { id: 'tm', kind: 'traffic-manager', place: 'h2' },
      { id: 'db', kind: 'database', properties: { dbms: 'mysql', members: ['node1', 'node2'] } },
      { id: 'node1', kind: 'database-node', place: 'h3' },
      { id: 'node2', kind: 'database-node', place: 'h4' },
      { id: 'proxy', kind: 'database-proxy', place: 'h5', properties: { port: 6033, hostname: 'sql.acme.com' } },
      { id: 'counters', kind: 'redis', place: 'h6' },
      { id: 'files', kind: 'shared-file-system', place: 'h6' },
      { id: 'users', kind: 'user-store', place: 'odd', properties: { type: 'ldap' } },
      { id: 'more', kind: 'redis', place: 'odd' },
    ],
    connections: [
      ...connect(['tm'], ['acp', 'counters']),
      ...connect(['acp'], ['proxy', 'files', 'users']),
      ...connect(['proxy'], ['db']),
    ],
  },
  { settings: { domain: 'acme.internal', distributedThrottling: true } },
)
const data = generateVm(resolve(DATA))

function rulesOf(path: string, among: readonly GeneratedFile[]): string[] {
  const lines = content(path, among).split('\n')
  return lines.filter((line) => / (?:dport|protocol|l4proto tcp) .*accept/.test(line)).map((line) => line.trim())
}

function content(path: string, among: readonly GeneratedFile[] = pair): string {
  const found = among.find((file) => file.path === path)
  if (!found) throw new Error(`no ${path} among ${among.map((file) => file.path).join(', ')}`)
  return found.content
}

/** Until a program has written its word, five seconds at most. */
function waitFor(file: string): string {
  return `tries=0; until [ -s ${file} ] || [ $tries -ge 50 ]; do tries=$((tries + 1)); sleep 0.1; done`
}

describe('the packet filter of a machine', () => {
  test('is accepted by nftables, twice over, for every machine of every sample', () => {
    const paths = written((path) => path.endsWith('.nft'))
    expect(paths.length).toBeGreaterThan(40)
    // One file after the other in one call, and once more over what is there then.
    const all = join(folder, 'all.nft')
    writeFileSync(all, paths.map((path) => `include "${path}"\n`).join(''))
    expect(inOwnNetwork(`nft -f ${all} && nft -f ${all} && nft list tables`).output).toBe('table inet topology\n')
  })

  test('is a zone that firewalld accepts, for every machine of every sample', () => {
    const zones = distinct(
      [...files, ...data].filter(({ path }) => path.startsWith('network/firewalld/')),
      (file) => file.content,
    )
    expect(zones.length).toBeGreaterThan(40)
    const place = join(folder, 'firewalld', 'zones')
    mkdirSync(place, { recursive: true })
    for (const [index, file] of zones.entries()) writeFileSync(join(place, `z${index}.xml`), file.content)
    writeFileSync(join(folder, 'firewalld', 'firewalld.conf'), 'DefaultZone=z0\n')
    must('sh', ['-c', `xmllint --noout "${place}"/*.xml`])
    const check = ['--system-config', join(folder, 'firewalld'), '--check-config']
    expect(run('firewall-offline-cmd', check)).toEqual({ status: 0, output: '' })
    writeFileSync(join(place, 'z0.xml'), (zones[0]?.content ?? '').replace('</zone>', '<port port="x"/></zone>'))
    expect(run('firewall-offline-cmd', check).output).toContain('Missing attribute protocol for port')
  })

  test('lets in what is drawn to it from elsewhere, and nothing that is drawn on the same machine', () => {
    const text = content('network/nftables/hosts/h1.nft')
    expect(rulesOf('network/nftables/hosts/h1.nft', pair)).toEqual([
      'tcp dport 22 accept',
      ...['9443', '5672', '5673', '9612', '9712'].map((port) => `ip saddr @from_gw tcp dport ${port} accept`),
    ])
    expect(text).toContain('set from_gw {\n    type ipv4_addr\n    flags interval\n    elements = { 10.0.0.2 }')
  })

  test('drops what no rule lets in, and answers everybody where everybody may call', () => {
    const balancer = content('network/nftables/load-balancers/lb1.nft')
    expect(balancer).toContain('policy drop;')
    expect(balancer).toContain('\n    tcp dport 443 accept')
    expect(balancer).not.toContain('5672')
    const zone = content('network/firewalld/load-balancers/lb1/topology.xml')
    expect(zone).toContain('<zone target="DROP">')
    expect(zone).toContain('  <port port="443" protocol="tcp"/>')
  })

  test('is there for machines with data alone: what is drawn to them, ssh, and members of one database', () => {
    const filters = data.map(({ path }) => path).filter((path) => path.startsWith('network/nftables/data/'))
    expect(filters).toEqual(['h3', 'h4', 'h5', 'h6'].map((name) => `network/nftables/data/${name}.nft`))
    const SSH = 'tcp dport 22 accept'
    expect(rulesOf('network/nftables/data/h3.nft', data)).toEqual([
      SSH,
      'ip saddr @from_proxy tcp dport 3306 accept',
      'ip saddr @from_node2 meta l4proto tcp accept',
    ])
    expect(rulesOf('network/nftables/data/h5.nft', data)).toEqual([SSH, 'ip saddr @from_acp tcp dport 6033 accept'])
    expect(rulesOf('network/nftables/data/h6.nft', data)).toEqual([
      SSH,
      'ip saddr @from_tm tcp dport 6379 accept',
      'ip saddr @from_acp tcp dport 2049 accept',
    ])
    expect(content('network/nftables/data/h3.nft', data)).toContain('elements = { 10.0.0.5 }')
    expect(content('network/hosts', data)).toContain('10.0.0.5  sql.acme.com\n')
    const zone = content('network/firewalld/data/h5/topology.xml', data)
    expect(zone.match(/<port [^>]*>|<source [^>]*>/g)).toEqual([
      '<source address="10.0.0.1"/>',
      '<port port="6033" protocol="tcp"/>',
    ])
  })

  test('refuses rather than lets in everybody where the drawing has no address', () => {
    const bare = generateVm(resolve({ ...PAIR, topology: { ...PAIR.topology, places: [] } }))
    const text = content('network/nftables/hosts/acp.nft', bare)
    expect(text).toContain('#   gw\n')
    expect(text).toContain('set from_gw {\n    type ipv4_addr\n    flags interval\n  }')
    expect(text).toContain('ip saddr @from_gw tcp dport 5672 accept')
    const zone = content('network/firewalld/hosts/acp/topology.xml', bare)
    expect(zone).not.toContain('port="5672"')
    expect(zone).toContain('no address in the drawing, so refused: tcp 5672')
  })

  test('really keeps out what is not drawn: another machine, and another port', () => {
    const filter = join(folder, 'h1.nft')
    writeFileSync(filter, content('network/nftables/hosts/h1.nft'))
    const stubs = JSON.stringify([5672, 5432].map((port) => ({ host: '10.0.0.1', port })))
    const ask = (from: string, port: number) =>
      `nsenter --target $peer --net curl -s -m 1 -o /dev/null -w '%{http_code}\\n' --interface ${from} http://10.0.0.1:${port}/ || echo kept out`
    const { output } = inOwnNetwork(
      [
        'unshare --net sh -c "echo; exec sleep 20" >peer 2>&1 & peer=$!',
        waitFor('peer'),
        'ip link add name near type veth peer name far netns $peer && ip link set near up && ip address add 10.0.0.1/24 dev near',
        'nsenter --target $peer --net sh -c "ip link set far up; ip address add 10.0.0.2/24 dev far; ip address add 10.0.0.9/24 dev far"',
        `nft -f ${filter}`,
        `sleep 20 2>/dev/null | ${process.execPath} ${STUBS} '${stubs}' >stubs 2>&1 & server=$!`,
        waitFor('stubs'),
        ask('10.0.0.2', 5672),
        ask('10.0.0.9', 5672),
        ask('10.0.0.2', 5432),
        'kill $peer $server',
      ].join('\n'),
    )
    expect(output.trim().split('\n')).toEqual(['200', '000', 'kept out', '000', 'kept out'])
  })
})

describe('the commands of network/README.md', () => {
  const stand = (name: string, body: string) => {
    const path = join(folder, 'bin', name)
    mkdirSync(join(folder, 'bin'), { recursive: true })
    writeFileSync(path, `#!/bin/sh\n${body}\n`, { mode: 0o755 })
  }
  const blocks = [...content('network/README.md').matchAll(/```sh\n([\s\S]*?)\n```/g)].map(([, block = '']) => block)

  /** In a network and an /etc of one's own, with what the machine would do later written down instead. */
  function follow(configuration: string, commands: readonly string[]): string[] {
    const etc = join(folder, `etc${configuration.replaceAll('/', '-')}`)
    mkdirSync(join(etc, 'sysconfig'), { recursive: true })
    mkdirSync(join(folder, 'wso2am-bundle/network/nftables/hosts'), { recursive: true })
    writeFileSync(join(folder, 'wso2am-bundle/network/nftables/hosts/h1.nft'), content('network/nftables/hosts/h1.nft'))
    writeFileSync(join(etc, configuration), 'include "/etc/other.nft"\n')
    stand('sudo', 'exec "$@"')
    for (const program of ['systemd-run', 'systemctl']) stand(program, `echo ${program} "$@"`)
    const flags = process.getuid?.() === 0 ? [] : ['--map-root-user']
    const script = [`mount --bind ${etc} /etc`, ...commands, `cat /etc/${configuration}`, 'ls /etc']
    const { status, output } = run('unshare', [...flags, '--net', '--mount', 'sh', '-ec', script.join('\n')], {
      env: { HOME: folder, PATH: `${join(folder, 'bin')}:${process.env.PATH}:/usr/sbin:/sbin` },
    })
    expect([status, output]).toEqual([0, output])
    return output.trim().split('\n')
  }

  const [load = '', keep = '', see = '', undo = ''] = blocks
  const loading = load.replace('FILTER', 'hosts/h1')

  test.each(['nftables.conf', 'sysconfig/nftables.conf'])('load, keep and undo a filter that %s includes', (file) => {
    const kept = follow(file, [loading, keep, keep, see])
    expect(kept[0]).toBe('systemd-run --collect --on-active=5min --unit=topology-undo nft delete table inet topology')
    expect(kept).toContain('systemctl stop topology-undo.timer')
    expect(kept.filter((line) => line.includes('policy drop'))).toHaveLength(1)
    expect(kept.slice(kept.indexOf('include "/etc/other.nft"'))).toEqual(
      expect.arrayContaining(['include "/etc/nftables-topology.nft"', 'nftables-topology.nft']),
    )
    const undone = follow(file, [loading, keep, undo, 'nft list ruleset'])
    expect(undone.slice(undone.indexOf('include "/etc/other.nft"')).join(' ')).not.toContain('topology')
    expect(undone.join(' ')).not.toContain('policy drop')
  })

  test('are understood by the shell, for firewalld too', () => {
    expect(blocks.length).toBeGreaterThan(7)
    for (const block of blocks) expect(run('bash', ['-n', '-c', block])).toEqual({ status: 0, output: '' })
  })
})

describe('keepalived', () => {
  test('accepts the file of every load balancer that shares an address', () => {
    const local = join(folder, 'local.conf')
    const addresses = Array.from({ length: 20 }, (_, index) => `$ADDRESS_${51 + index}=10.9.9.${index + 1}\n`)
    writeFileSync(local, `$INTERFACE=own\n$VRRP_PASS=abcdefgh\n${addresses.join('')}`)
    const found = [...files, ...pair].filter(({ path }) => path.endsWith('/keepalived.conf'))
    const texts = [...new Set(found.map((file) => file.content))]
    expect(texts.length).toBeGreaterThan(1)
    const paths = texts.map((text, index) => {
      const path = join(folder, `keepalived-${index}.conf`)
      writeFileSync(path, text.replaceAll('/etc/keepalived/local.conf', local))
      return path
    })
    const checks = paths.map((path) => `keepalived --config-test -f ${path} || echo "refused: ${path}"`)
    expect(inOwnNetwork(`ip link add name own type veth peer name other\n${checks.join('\n')}`).output).toBe('')
  })

  test('the first of a pair holds the address, and neither file holds the pass phrase', () => {
    const first = content('load-balancers/lb1/keepalived.conf')
    const second = content('load-balancers/lb2/keepalived.conf')
    expect(first).toContain('priority 150')
    expect(second).toContain('priority 140')
    for (const text of [first, second]) {
      expect(text).toContain('auth_pass $VRRP_PASS')
      expect(text).toContain('        10.0.0.100\n')
      expect(text).toContain('virtual_router_id 51\n')
    }
    expect(first).toContain('unicast_peer {\n        10.0.0.12\n')
    expect(content('network/nftables/load-balancers/lb1.nft')).toContain('ip saddr @from_lb2 ip protocol 112 accept')
  })
})

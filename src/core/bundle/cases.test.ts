import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { makeIt } from '../analysis/make-it'
import { recognise } from '../analysis/recognise'
import { assess } from '../capabilities'
import { recoveryOf } from '../capabilities/recovery'
import { simulate } from '../capabilities/simulate'
import { parseDesign } from '../document/codec'
import type { Design, Settings } from '../model/design'
import { diagnose } from '../rules'
import { link, say } from '../testing/redrawn'
import { resolve } from '../wiring/resolve'
import { generate } from '.'

/** Small drawings that each show a fault that was there: what is drawn, written and promised must be the same. */
const FOLDER = join(import.meta.dirname, '../testing/cases')

function drawn(name: string): Design {
  const read = parseDesign(readFileSync(join(FOLDER, `${name}.topology.json`), 'utf8'))
  if (!read.ok) throw new Error(`${name}: ${read.problems[0]?.message}`)
  return read.value
}

const codesOf = (design: Design) => diagnose(resolve(design)).map(({ code }) => code)
const levelOf = (design: Design) => recognise(resolve(design)).level

/** Capabilities that fail with an element alone. */
function takenBy(design: Design, element: string): readonly string[] {
  return assess(resolve(design))
    .filter(({ singlePointsOfFailure }) => singlePointsOfFailure.includes(element))
    .map(({ id }) => id)
}

function stateWhen(design: Design, failed: string, id: string): string | undefined {
  const result = simulate(resolve(design), [failed])
  return result.ok ? result.value.capabilities.find((one) => one.id === id)?.moments.immediate.status : undefined
}

test('every case is looked at below', () => {
  const names = readdirSync(FOLDER).map((file) => file.replace('.topology.json', ''))
  const text = readFileSync(import.meta.filename, 'utf8')
  expect(names.filter((name) => !text.includes(`'${name}'`))).toEqual([])
  expect(names.length).toBeGreaterThan(8)
})

describe('a datacenter stands by for another', () => {
  const design = drawn('disaster-recovery-standby')

  test('it is recognised, and nothing is said of it that holds for datacenters that all work', () => {
    const { pattern, label, level } = recognise(resolve(design))
    expect([pattern, level]).toEqual(['disaster-recovery', 'wired'])
    expect(label).toContain('Active-passive disaster recovery (custom)')
    const serious = diagnose(resolve(design)).filter(({ severity }) => severity === 'error' || severity === 'critical')
    expect(serious).toEqual([])
    // One server writes the databases, and a person promotes the other: that is as it is drawn.
    expect(codesOf(design)).toEqual(['DB-03', 'PL-03', 'OPS-02'])
  })

  test('it counts for nothing until it is promoted, and its servers dial the copy that is there', () => {
    expect(stateWhen(design, 'd1', 'C1')).toBe('down')
    expect(stateWhen(design, 'd2', 'C1')).toBe('working')
    expect(takenBy(design, 'my1')).toContain('C3')
    expect(takenBy(design, 'my2')).toEqual([])
    const dialled = (id: string) => resolve(design).server.get(id)?.databases.apim?.members[0]?.id
    expect([dialled('acp1a'), dialled('acp2a')]).toEqual(['my1', 'my2'])
    expect(recoveryOf(resolve(design), new Set(['datacenter:d1']))).toContainEqual(
      expect.stringMatching(/^d2 stands by: once somebody promotes it by the runbook, all of it works again/),
    )
  })

  test.each(['vm', 'kubernetes'] as const)('its bundle for %s is no draft, and says how it is promoted', (target) => {
    const { draft, files } = generate(resolve(design), target)
    expect(draft).toBe(false)
    const readme = files.find(({ path }) => path === 'README.md')?.content ?? ''
    for (const part of [
      'What is lost',
      'How long it takes',
      'Promote d2',
      'Lead clients there',
      'Back to d1',
      'pg_promote',
    ])
      expect(readme).toContain(part)
  })

  test('a cluster that stands by refuses its releases before it is promoted', () => {
    const { files } = generate(resolve(design), 'kubernetes')
    const script = (name: string) => files.find(({ path }) => path === `clusters/${name}/install.sh`)?.content ?? ''
    expect([script('d1').includes('PROMOTED'), script('d2').includes('PROMOTED')]).toEqual([false, true])
    expect(files.some(({ path }) => path.startsWith('clusters/d2/jobs'))).toBe(false)
  })

  test('its servers are installed and not started', () => {
    const { files } = generate(resolve(design), 'vm')
    const content = (path: string) => files.find((file) => file.path.endsWith(path))?.content ?? ''
    expect(content('g2a/gw2a/install.sh')).toContain('readonly STANDS_BY=yes')
    expect(content('g1a/gw1a/install.sh')).toContain('readonly STANDS_BY=no')
    const [installation = ''] = content('README.md').split('## Disaster recovery')
    expect(installation).toContain('hosts/g2a/gw2a')
    expect(installation.match(/systemctl start/g)?.length).toBe(6)
    expect(content('verify/verify.sh')).toContain('once_promoted health gw2a')
    expect(content('verify/verify.sh')).not.toContain('once_promoted health gw1a')
  })
})

describe('several are drawn where a file holds one address', () => {
  test('control planes without a balancer: one is dialled, and it is a single point of failure', () => {
    const design = drawn('nodes-dialled-without-balancer')
    expect(levelOf(design)).toBe('wired')
    expect(codesOf(design)).toContain('CFG-12')
    expect(takenBy(design, 'acp1')).toEqual(expect.arrayContaining(['C6', 'C10', 'C11']))
    expect(takenBy(design, 'acp2')).toEqual([])
    expect([stateWhen(design, 'acp1', 'C6'), stateWhen(design, 'acp2', 'C6')]).toEqual(['down', 'working'])
    const files = generate(resolve(design), 'vm').files.filter(({ path }) =>
      path.endsWith('gw1/repository/conf/deployment.toml'),
    )
    expect(files.map(({ content }) => content.includes('https://acp2'))).toEqual([false])
  })

  test('two directories: both are named, and both count', () => {
    const design = drawn('two-directories')
    expect([levelOf(design), codesOf(design).includes('CFG-12')]).toEqual(['ha', false])
    expect([takenBy(design, 'ldap1'), takenBy(design, 'ldap2')]).toEqual([[], []])
    expect(stateWhen(design, 'ldap1', 'C8')).toBe('working')
    const toml = fileOf(design, 'hosts/acp1/acp1/repository/conf/deployment.toml')
    expect(toml).toMatch(/connection_url = "ldaps:\/\/\S+:636 ldaps:\/\/\S+:636"/)
  })

  test('two database proxies: the first counts', () => {
    const design = drawn('two-database-proxies')
    expect([levelOf(design), codesOf(design).includes('CFG-12')]).toEqual(['wired', true])
    expect([takenBy(design, 'px1').includes('C3'), takenBy(design, 'px2')]).toEqual([true, []])
  })

  test('servers of a database without a name of its own: the first is named', () => {
    const design = drawn('database-of-several-servers-without-a-name')
    expect([levelOf(design), codesOf(design).includes('DB-18')]).toEqual(['wired', true])
    const named = resolve(design).servers.flatMap(({ databases }) => databases.apim?.members.map(({ id }) => id) ?? [])
    const [first = ''] = named
    expect(new Set(named).size).toBe(1)
    expect(takenBy(design, first)).toEqual(expect.arrayContaining(['C3', 'C8']))
  })
})

test('servers of a database whose driver takes several are all named, and all count', () => {
  const named = drawn('database-of-several-servers-without-a-name')
  const design = say(named, 'db1', { dbms: 'postgresql' })
  const nodes = ['n1', 'n2', 'n3']
  expect(nodes.map((id) => takenBy(design, id))).toEqual([[], [], []])
  expect([levelOf(design), codesOf(design).includes('DB-18')]).toEqual(['ha', false])
  const hosts = nodes.map((id) => `${id}.apim.example.com`)
  const url = `jdbc:postgresql://${hosts.map((host) => `${host}:5432`).join(',')}/apim_db?targetServerType=primary`
  expect(linesWith(design, 'aio1/repository/conf/deployment.toml', 'apim_db?')).toEqual([`url = "${url}"`])
  const values = generate(resolve(design), 'kubernetes').files.filter(({ content }) => content.includes(url))
  expect(values.filter(({ path }) => path.includes('/values/')).length).toBeGreaterThan(0)
  for (const host of hosts) {
    expect(linesWith(design, 'network/firewall.csv', `aio1.apim.example.com,${host},5432,`), host).toHaveLength(1)
  }
})

test('control planes on two databases are not connected as the pattern asks', () => {
  const design = drawn('control-planes-on-two-databases')
  expect([levelOf(design), codesOf(design).includes('DB-09')]).toEqual(['shape', true])
})

test('Traffic Managers with their counts in one Redis copy no decisions', () => {
  expect(codesOf(drawn('three-traffic-managers-with-redis'))).not.toContain('TM-02')
})

test('counts are not shared on a version that cannot', () => {
  const limits = assess(resolve(drawn('shared-counts-on-4-5-0'))).find(({ id }) => id === 'C5')
  expect(limits?.status).toBe('not-provided')
})

test('one All-in-One for production stands alone, and that comes first', () => {
  const [first] = diagnose(resolve(drawn('one-all-in-one-in-production')))
  expect([first?.code, first?.severity]).toEqual(['HA-01', 'critical'])
})

test.each(['vm', 'kubernetes'] as const)('entries that lead to each other end, in a bundle for %s too', (target) => {
  const design = drawn('loop-of-entries')
  expect(codesOf(design).length).toBeGreaterThan(0)
  expect(generate(resolve(design), target).files.length).toBeGreaterThan(0)
})

test('without a Traffic Manager nothing enforces limits, and a pair of them mends it', () => {
  const design = drawn('no-traffic-manager')
  const finding = diagnose(resolve(design)).find(({ code }) => code === 'TM-13')
  expect(finding?.severity).toBe('high')
  const fixed = finding?.fix?.apply(design) ?? design
  expect(fixed.topology.components.filter(({ kind }) => kind === 'traffic-manager')).toHaveLength(2)
  const limits = assess(resolve(fixed)).find(({ id }) => id === 'C5')
  expect(limits?.status).toBe('working')
})

test('a key manager of another maker that issues all tokens is what consumers need', () => {
  const design = drawn('external-key-manager-issues-all-tokens')
  expect(codesOf(design)).not.toContain('GEN-04')
  expect(levelOf(design)).not.toBe('shape')
})

test('a firewall lets events and decisions pass', () => {
  const design = drawn('firewall-between-tiers')
  expect(codesOf(design).filter((code) => code === 'LB-07' || code === 'EDGE-01')).toEqual([])
  expect(
    resolve(design)
      .server.get('gw1')
      ?.brokers.map(({ id }) => id),
  ).toEqual(['acp1', 'acp2'])
})

/** What says that the files cannot work as drawn, whom it is about, and the drawing with its fix. */
function refused(name: string, code: string): { readonly subjects: readonly string[]; readonly fixed: Design } {
  const design = drawn(name)
  const finding = diagnose(resolve(design)).find((found) => found.code === code)
  if (!finding?.fix) throw new Error(`${name}: no ${code} with a fix`)
  expect(finding.severity).toBe('error')
  expect(levelOf(design)).not.toBe('ha')
  expect(generate(resolve(design), 'vm').draft).toBe(true)
  const fixed = finding.fix.apply(design)
  expect(diagnose(resolve(fixed)).filter(({ severity }) => severity === 'error')).toEqual([])
  return { subjects: finding.subjects, fixed }
}

function change(design: Design, settings: Settings): Design {
  return { ...design, settings: { ...design.settings, ...settings } }
}

const fileOf = (design: Design, path: string) =>
  generate(resolve(design), 'vm').files.find((file) => file.path === path)?.content ?? ''

test('one name for two services on one port is refused, and the names behind it work', () => {
  const { subjects, fixed } = refused('floating-address-with-one-name', 'LB-12')
  expect(subjects).toEqual(['vip', 'lb1', 'lb2'])
  const toml = fileOf(fixed, 'hosts/gw1/gw1/repository/conf/deployment.toml')
  expect(toml).toContain('https://cp.apim.example.com')
  expect(toml).not.toContain('vip.acme.net')
})

test('members of one address listen on the same ports, or the drawing is refused', () => {
  const { subjects, fixed } = refused('members-of-one-address-differ', 'LB-12')
  expect(subjects).toEqual(['lb2', 'vip', 'lb1', 'vip-lb2'])
  const names = (id: string) =>
    [...fileOf(fixed, `load-balancers/${id}/nginx.conf`).matchAll(/server_name (.*);/g)].map(([, name]) => name)
  expect(names('lb2')).toEqual(names('lb1'))
})

test('balancers of one name have one configuration', () => {
  const design = drawn('two-balancers-of-one-name')
  const refusedBy = (id: string) => fileOf(design, `load-balancers/${id}/nginx.conf`).match(/location .*carbon.*/g)
  expect(refusedBy('lb1')?.length).toBeGreaterThan(0)
  expect(refusedBy('lb2')).toEqual(refusedBy('lb1'))
})

test('two environments behind one name are refused', () => {
  const { subjects, fixed } = refused('two-environments-behind-one-name', 'LB-13')
  expect(subjects).toEqual(['gw1', 'gw2', 'gw3', 'gw4'])
  expect(resolve(fixed).environments.map(({ name }) => name)).toEqual(['Default'])
})

test('a balancer on the machine of a server counts with the ports that it opens', () => {
  const { subjects, fixed } = refused('balancer-on-a-servers-machine', 'PL-07')
  expect(subjects).toEqual(expect.arrayContaining(['lb1', 'gw1', 'ha']))
  expect(fixed.topology.components.find(({ id }) => id === 'gw1')?.properties?.portOffset).toBe(1)
})

const fixOf = (design: Design, code: string) => {
  const fix = diagnose(resolve(design)).find((found) => found.code === code)?.fix
  if (!fix) throw new Error(`no ${code} with a fix`)
  return fix
}
const idsOf = (design: Design, kind: string) =>
  design.topology.components.filter((component) => component.kind === kind).map(({ id }) => id)

test('a majority over three datacenters stands in no one of them', () => {
  const design = drawn('quorum-over-three-datacenters')
  expect(codesOf(design)).not.toContain('MDC-02')
})

test('the load balancer that is there leads to both gateways', () => {
  const design = drawn('fix-with-a-balancer-already-there')
  const fix = fixOf(design, 'LB-04')
  expect(fix.label).toBe('Connect lbg to gw2')
  const fixed = fix.apply(design)
  expect(idsOf(fixed, 'load-balancer')).toEqual(idsOf(design, 'load-balancer'))
  expect(diagnose(resolve(fixed)).filter(({ severity }) => severity === 'error' || severity === 'high')).toEqual([])
})

test('events through load balancers are one finding for each, and the fix leads them to every server', () => {
  const design = drawn('broker-through-a-balancer')
  const found = diagnose(resolve(design)).filter(({ severity }) => severity === 'error')
  expect(found.map(({ code, subjects }) => [code, subjects[0]])).toEqual([
    ['LB-07', 'lbc'],
    ['LB-07', 'lbt'],
  ])
  const half = fixOf(design, 'LB-07').apply(design)
  const whole = fixOf(half, 'LB-07').apply(half)
  expect(diagnose(resolve(whole)).filter(({ severity }) => severity === 'error')).toEqual([])
  expect(levelOf(whole)).toBe('ha')
  expect(idsOf(whole, 'load-balancer')).toEqual(['lbg', 'lbc'])
  const gateway = resolve(whole).server.get('gw1')
  expect(gateway?.brokers.map(({ id }) => id)).toEqual(['acp1', 'acp2'])
})

test('an all-in-one beside gateways serves where its file switches it on, whatever backend is drawn', () => {
  const design = drawn('all-in-one-with-a-backend-line')
  const served = resolve(design).servers.filter(({ servesApis }) => servesApis)
  expect(served.map(({ instance }) => instance.id)).toEqual(['gw1', 'gw2'])
  // What starts is a gateway, and only by the address: an all-in-one that serves nothing is none of them.
  expect(takenBy(design, 'vip')).toContain('C10')
})

const linesOf = (design: Design, from: string) =>
  design.topology.connections.filter((line) => line.from === from).map(({ to }) => to)

test('what becomes pattern 1 is called through its load balancer', () => {
  const made = makeIt(drawn('make-it-pattern-1-leaves-callers'), 'pattern-1')
  const [balancer = ''] = idsOf(made, 'load-balancer')
  for (const caller of ['cons', 'dev', 'pub']) expect(linesOf(made, caller), caller).toEqual([balancer])
  expect([recognise(resolve(made)).pattern, levelOf(made)]).toEqual(['pattern-1', 'wired'])
})

test('gateways of a region that gets Traffic Managers of its own leave those of the other', () => {
  const made = makeIt(drawn('make-it-local-traffic-managers'), 'multi-dc-active-passive')
  const own = idsOf(made, 'traffic-manager').filter((id) => id !== 'tm1a' && id !== 'tm1b')
  expect(own).toHaveLength(2)
  for (const gateway of ['gw2a', 'gw2b']) {
    expect(linesOf(made, gateway).filter((to) => idsOf(made, 'traffic-manager').includes(to))).toEqual(own)
  }
  expect(codesOf(made)).not.toContain('TM-07')
})

test('each finding is acknowledged by itself', () => {
  const keys = diagnose(resolve(drawn('two-findings-one-key'))).map(({ key }) => key)
  expect(keys.filter((key) => key.startsWith('MDC-03')).length).toBeGreaterThan(1)
  expect(new Set(keys).size).toBe(keys.length)
})

test('a third Traffic Manager that the chart does not run is said, and no table lists it', () => {
  const design = drawn('third-traffic-manager-on-kubernetes')
  expect(codesOf(design)).toContain('K8S-17')
  const readme = generate(resolve(design), 'kubernetes').files.find(({ path }) => path === 'README.md')?.content ?? ''
  expect(readme.split('\n').filter((line) => line.includes('`wso2am-tm`') && line.includes('tm3'))).toEqual([])
  expect(codesOf(fixOf(design, 'K8S-17').apply(design))).not.toContain('K8S-17')
})

test('lists that go on in another datacenter start near and are tried from their beginning', () => {
  const design = drawn('gateways-list-all-datacenters')
  const server = resolve(design).server.get('gw31')
  expect(server?.deciders.map(({ id }) => id)).toEqual(['tm31', 'tm32', 'tm11', 'tm12', 'tm21', 'tm22'])
  const toml = fileOf(design, 'hosts/gw31/gw31/repository/conf/deployment.toml')
  expect(toml).toContain('sequential_failover_from_beginning = true')
  const near = diagnose(resolve(design)).filter(({ code }) => code === 'TM-07')
  expect(near.map(({ remedy }) => remedy)).toEqual(
    near.map(() => 'Connect it to the Traffic Managers of its own datacenter alone.'),
  )
  expect(codesOf(design)).not.toContain('MDC-06')
})

test('a region that is cut off from the centre: what it loses is said of it, and not of the others', () => {
  const design = drawn('region-cut-from-the-centre')
  const central = new Set(['lbc1', 'acp1a', 'acp1b'])
  const cut = design.topology.connections.filter(({ from, to }) => /^(?:gw|tm)2/.test(from) && central.has(to))
  const result = simulate(
    resolve(design),
    cut.map(({ id }) => id),
  )
  const seen = (id: string) => {
    const found = result.ok ? result.value.capabilities.find((one) => one.id === id) : undefined
    return Object.fromEntries(
      found?.regions.map(({ region, moments }) => [
        region,
        [moments.immediate.status, moments['after-15-minutes'].status],
      ]) ?? [],
    )
  }
  expect(cut).toHaveLength(12)
  const works = ['working', 'working']
  expect(seen('C1')).toEqual({ d1: works, d2: works, d3: works })
  expect(seen('C2')).toEqual({ d1: works, d2: ['degraded', 'down'], d3: works })
  expect(seen('C10')).toEqual({ d1: works, d2: ['down', 'down'], d3: works })
})

/** Lines of a bundle's file that hold a text. */
const linesWith = (design: Design, path: string, text: string, target: 'vm' | 'kubernetes' = 'vm') =>
  (generate(resolve(design), target).files.find((file) => file.path.endsWith(path))?.content ?? '')
    .split('\n')
    .filter((line) => line.includes(text))

test('a load balancer before Redis is configured, and is what servers dial', () => {
  const design = drawn('balancer-before-redis')
  expect(codesOf(design).filter((code) => code === 'EDGE-01' || code === 'TM-12')).toEqual([])
  expect(linesWith(design, 'gw1/repository/conf/deployment.toml', 'vip.ex.com')).toEqual(['host = "vip.ex.com"'])
  expect(linesWith(design, 'l4/nginx.conf', 'r1.ex.com')).toHaveLength(1)
  const redis = linesWith(design, 'network/firewall.csv', ',6379,').map((line) => line.split(',').slice(0, 2))
  expect(redis).toEqual([
    ['10.0.3.1', 'vip.ex.com'],
    ['10.0.3.2', 'vip.ex.com'],
    ['vip.ex.com', 'r1.ex.com'],
  ])
  expect(linesWith(design, 'values/balancer-before-redis-gw.yaml', 'host = ', 'kubernetes').join()).toContain(
    'vip.ex.com',
  )
  const counted = change(link(link(design, 'tm1', 'l4'), 'tm2', 'l4'), { distributedThrottling: true })
  expect(codesOf(counted)).not.toContain('TM-12')
  expect([stateWhen(counted, 'l4', 'C5'), stateWhen(counted, 'x', 'C5')]).toEqual(['degraded', 'degraded'])
})

test('a load balancer on layer 4 before a backend is in every file', () => {
  const design = drawn('layer-4-balancer-before-a-backend')
  expect(takenBy(design, 'l4')).toContain('C1')
  expect(linesWith(design, 'l4/nginx.conf', 'be.apim.example.com:443')).toHaveLength(1)
  const rows = linesWith(design, 'network/firewall.csv', 'be.apim').concat(
    linesWith(design, 'network/firewall.csv', ',l4.'),
  )
  expect(rows.map((line) => line.split(',').slice(0, 3).join(' '))).toEqual([
    'l4.apim.example.com be.apim.example.com 443',
    'gw1.apim.example.com l4.apim.example.com 443',
    'gw2.apim.example.com l4.apim.example.com 443',
    'management l4.apim.example.com 22',
  ])
  expect(linesWith(design, 'verify/verify.sh', 'l4.apim.example.com 443')).toHaveLength(3)
})

test('Identity Servers behind a load balancer are dialled by its name, by everybody', () => {
  const design = drawn('identity-servers-behind-a-balancer')
  for (const server of ['gw1', 'gw2', 'acp1', 'acp2']) {
    const lines = linesWith(
      design,
      `${server}/repository/conf/deployment.toml`,
      'https://lbk.apim.example.com/services/',
    )
    expect(lines, server).toEqual(['service_url = "https://lbk.apim.example.com/services/"'])
  }
  const openers = linesWith(design, 'network/firewall.csv', ',lbk.apim.example.com,443,').map(
    (line) => line.split('.')[0],
  )
  expect(openers).toEqual(['acp1', 'acp2', 'gw1', 'gw2', 'consumer,lbk'])
  expect(linesWith(design, 'README.md', 'cp.apim.example.com/oauth2/token')).toEqual([])
  expect(linesWith(design, 'README.md', 'https://lbk.apim.example.com/oauth2/token')).toHaveLength(2)
  expect(takenBy(design, 'lbk')).toEqual(['C2', 'C3', 'C4', 'C7'])
})

test('an Identity Server in place of the key manager issues, revokes and checks by its own addresses', () => {
  const design = drawn('identity-server-as-key-manager')
  const toml = (server: string, text: string) => linesWith(design, `${server}/repository/conf/deployment.toml`, text)
  for (const server of ['gw1', 'acp1', 'acp2']) {
    expect(toml(server, 'https://is.acme.net:9443/services/'), server).toHaveLength(1)
    expect(toml(server, 'type = "WSO2-IS"'), server).toHaveLength(1)
  }
  expect(toml('acp1', 'revoke_endpoint')).toEqual(['revoke_endpoint = "https://is.acme.net:9443/oauth2/revoke"'])
  expect(toml('acp1', 'oauth2_jwks_url')).toEqual(['oauth2_jwks_url = "https://is.acme.net:9443/oauth2/jwks"'])
  const openers = linesWith(design, 'network/firewall.csv', ',is.acme.net,9443,').map((line) => line.split('.')[0])
  expect(openers).toEqual(['acp1', 'acp2', 'gw1', 'gw2'])
  for (const target of ['vm', 'kubernetes'] as const) {
    const tokens = linesWith(design, 'README.md', '/oauth2/token', target)
    expect(tokens.filter((line) => !line.includes('https://is.acme.net:9443/oauth2/token'))).toEqual([])
    expect(tokens.length, target).toBeGreaterThan(0)
  }
  expect(takenBy(design, 'is1')).toEqual(expect.arrayContaining(['C2', 'C7']))
  // Consumers are drawn to the control plane alone, which issues no tokens then.
  const fixed = fixOf(design, 'GEN-04').apply(design)
  expect(linesOf(fixed, 'consumer')).toContain('is1')
  expect(codesOf(fixed)).not.toContain('GEN-04')
  expect(takenBy(fixed, 'is1')).toContain('C3')
})

test('control planes ask their own key manager the way that their files say', () => {
  const design = drawn('portals-by-a-balancer-of-their-own')
  const named = linesWith(design, 'acp1/repository/conf/deployment.toml', 'https://cp.apim.example.com/services/')
  expect(named).toHaveLength(1)
  expect(linesWith(design, 'network/firewall.csv', 'acp1.apim.example.com,cp.apim.example.com,443,')).toHaveLength(1)
  expect([stateWhen(design, 'vip', 'C7'), stateWhen(design, 'lbd', 'C7')]).toEqual(['down', 'down'])
  expect(takenBy(design, 'vip')).toContain('C7')
})

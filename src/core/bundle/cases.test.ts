import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { recognise } from '../analysis/recognise'
import { assess } from '../capabilities'
import { simulate } from '../capabilities/simulate'
import { parseDesign } from '../document/codec'
import type { Design } from '../model/design'
import { diagnose } from '../rules'
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

  test('two directories: the first counts', () => {
    const design = drawn('two-directories')
    expect([levelOf(design), codesOf(design).includes('CFG-12')]).toEqual(['wired', true])
    expect([takenBy(design, 'ldap1').includes('C8'), takenBy(design, 'ldap2')]).toEqual([true, []])
  })

  test('two database proxies: the first counts', () => {
    const design = drawn('two-database-proxies')
    expect([levelOf(design), codesOf(design).includes('CFG-12')]).toEqual(['wired', true])
    expect([takenBy(design, 'px1').includes('C3'), takenBy(design, 'px2')]).toEqual([true, []])
  })

  test('servers of a database without a name of its own: the first is named', () => {
    const design = drawn('database-of-several-servers-without-a-name')
    expect([levelOf(design), codesOf(design).includes('DB-18')]).toEqual(['wired', true])
    const named = resolve(design).servers.flatMap(({ databases }) => databases.apim?.member?.id ?? [])
    const [first = ''] = named
    expect(new Set(named).size).toBe(1)
    expect(takenBy(design, first)).toEqual(expect.arrayContaining(['C3', 'C8']))
  })
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

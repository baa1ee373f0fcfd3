import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { assess } from '../capabilities'
import { parseDesign, serializeDesign } from '../document/codec'
import type { Design, Place } from '../model/design'
import { active, cut, link, many, move, p1, p2, p3, p4, put, say, settings, topology } from '../testing/redrawn'
import { resolve } from '../wiring/resolve'
import { diagnose, kubernetesFindings, RULES } from '.'
import { factsThatSharpen } from './support/facts'
import { defineRule, type Rule } from './support/rule'

const found = (design: Design) => diagnose(resolve(design))
const severityOf = (design: Design, code: string) => found(design).find((finding) => finding.code === code)?.severity

describe('the catalogue', () => {
  const files = readdirSync(import.meta.dirname).filter((file) => /^[a-z0-9]+-\d\d-/.test(file))
  const isTest = (file: string) => file.endsWith('.test.ts')
  const codeOf = (file: string) => file.split('-').slice(0, 2).join('-').toUpperCase()

  test('has a line for every file of a rule, in the order of their names', () => {
    const codes = files.filter((file) => !isTest(file)).map(codeOf)
    expect(RULES.map((rule) => rule.code)).toEqual(codes.sort())
  })

  test('has no rule without tests beside it, and no tests without a rule', () => {
    const rules = files.filter((file) => !isTest(file)).map((file) => file.replace(/\.ts$/, ''))
    const tested = files.filter(isTest).map((file) => file.replace(/\.test\.ts$/, ''))
    expect(tested.sort()).toEqual(rules.sort())
  })

  test.each(RULES.map((rule) => [rule.code, rule] as const))(
    '%s says why, and where that comes from',
    (_code, rule) => {
      expect(rule.why).toMatch(/^[A-Z].*\.$/)
      expect(rule.source.length).toBeGreaterThan(10)
    },
  )
})

describe('a rule', () => {
  const text = { code: 'XX-01', title: 'A rule', severity: 'medium', why: 'So.', source: 'nowhere' } as const
  const deployment = resolve(p3)
  const said = (rule: Rule) => rule.check(deployment)

  test('fills in its code, and its severity and remedy where the finding has none of its own', () => {
    const rule = defineRule({
      ...text,
      remedy: 'Do it.',
      check: (_deployment, say) => {
        say.finding({ message: 'One.', subjects: ['gw1'] })
        say.finding({ message: 'Two.', subjects: ['gw2'], severity: 'high', remedy: 'Do that.' })
      },
    })
    expect(said(rule).findings).toEqual([
      { code: 'XX-01', severity: 'medium', message: 'One.', subjects: ['gw1'], remedy: 'Do it.' },
      { code: 'XX-01', severity: 'high', message: 'Two.', subjects: ['gw2'], remedy: 'Do that.' },
    ])
  })

  test('runs once for each deployment, for findings, open facts and whoever else asks', () => {
    let runs = 0
    const rule = defineRule({ ...text, remedy: 'Do it.', check: () => void runs++ })
    said(rule)
    expect(said(rule)).toBe(said(rule))
    expect(runs).toBe(1)
    rule.check(resolve({ ...p3 }))
    expect(runs).toBe(2)
  })

  test('asks nobody who has said it, nor an element without such a field, but asks for where it is drawn', () => {
    const [gateway, balancer] = ['gw1', 'lb1'].map((id) => p3.topology.components.find((item) => item.id === id))
    if (!gateway || !balancer) throw new Error('gw1 and lb1')
    const rule = defineRule({
      ...text,
      remedy: 'Do it.',
      check: (_deployment, say) => {
        say.unknown('tokens')
        say.unknown('sticky', gateway)
        say.unknown('sticky', balancer)
        say.unknown('sticky', { ...balancer, properties: { sticky: 'perhaps' } })
        say.unknown('zone', gateway)
      },
    })
    expect(said(rule).unknown).toEqual([
      { fact: 'tokens', subject: '' },
      { fact: 'sticky', subject: 'lb1' },
      { fact: 'zone', subject: 'gw1' },
    ])
  })
})

test('open facts are gathered from all rules: settings first, then in the order in which they are asked', () => {
  const facts = factsThatSharpen(resolve(move(p3, 'dc1', 'gw1'))).map(({ fact }) => fact)
  expect([...new Set(facts)].slice(0, 5)).toEqual(['targetTps', 'tokenTps', 'zone', 'host', 'version'])
})

const cluster: Place = { id: 'k8s', kind: 'kubernetes-cluster', parent: 'dc1', label: 'cluster' }
test.each([
  ['K8S-14', { ...p3, name: 'a'.repeat(33) }, p3],
  ['K8S-01', many(cut(p3, 'acp2'), 'acp1', 2), p3],
  ['K8S-15', say(p3, 'gw1', { portOffset: 1 }), p3],
  [
    'K8S-16',
    {
      ...link(put(p3, [{ id: 'users', kind: 'user-store', properties: { type: 'jdbc' } }]), 'acp1', 'users'),
      apimVersion: '4.6.0' as const,
    },
    { ...p3, apimVersion: '4.6.0' as const },
  ],
])('%s is said of a bundle for Kubernetes where no cluster is drawn, once', (code, fires, quiet) => {
  const onKubernetes = (design: Design) => {
    const deployment = resolve(design)
    return kubernetesFindings(deployment, diagnose(deployment)).map((finding) => finding.code)
  }
  expect(found(fires).map((finding) => finding.code)).not.toContain(code)
  expect(onKubernetes(fires)).toContain(code)
  expect(onKubernetes(quiet)).not.toContain(code)
})

test('what is said of a cluster already is not said of the bundle again', () => {
  const deployment = resolve(say(move(put(p3, [], [cluster]), 'k8s', 'gw1', 'gw2'), 'gw1', { portOffset: 1 }))
  expect(kubernetesFindings(deployment, []).map(({ code }) => code)).toEqual(['K8S-15'])
  expect(kubernetesFindings(deployment, diagnose(deployment))).toEqual([])
})

test('an availability out of range opens, is found, and the usual figure stands in for it', () => {
  const odd = say(p3, 'gw1', { availability: 1.5 })
  expect(parseDesign(serializeDesign(odd))).toEqual({ ok: true, value: odd })
  const availability = (design: Design) => assess(resolve(design)).map((result) => result.availability)
  expect(availability(odd)).toEqual(availability(p3))
})

test('outside production critical and high are one step milder, and errors stay', () => {
  const broken = link(cut(p4, 'km2'), 'gw1', 'gw2')
  const trial = settings(broken, { production: false })
  expect(severityOf(broken, 'HA-02')).toBe('high')
  expect(severityOf(trial, 'HA-02')).toBe('medium')
  expect(severityOf(trial, 'EDGE-01')).toBe('error')
  const opaque = settings(cut(p4, 'km2'), { tokens: 'opaque' })
  expect(severityOf(opaque, 'KM-01')).toBe('critical')
  expect(severityOf(settings(opaque, { production: false }), 'KM-01')).toBe('high')
})

test('an acknowledged finding keeps its reason', () => {
  const design = cut(p3, 'acp2')
  const finding = found(design).find((item) => item.code === 'HA-03')
  const reason = 'A test environment.'
  const acknowledged = { ...design, acknowledged: [{ code: 'HA-03', subjects: finding?.subjects ?? [], reason }] }
  expect(found(acknowledged).find((item) => item.code === 'HA-03')?.acknowledged).toBe(reason)
  expect(finding?.acknowledged).toBeUndefined()
})

test('findings come worst first', () => {
  const severities = found(link(many(cut(p3, 'gw2', 'acp2', 'tm2'), 'tm1', 2), 'gw1', 'db1')).map(
    (item) => item.severity,
  )
  const order = ['error', 'critical', 'high', 'medium', 'low', 'info']
  expect(new Set(severities).size).toBeGreaterThan(3)
  expect(severities.map((severity) => order.indexOf(severity))).toEqual(
    severities.map((severity) => order.indexOf(severity)).sort(),
  )
})

test.each([
  ['pattern 1', cut(p1, 'aio1')],
  ['pattern 2', cut(p2, 'gw1')],
  ['active-active', cut(active, 'east-gw1')],
])('findings of %s do not depend on the order in which things were drawn', (_name, design) => {
  const { places, components, connections } = design.topology
  const reversed = topology(design, {
    places: [...places].reverse(),
    components: [...components].reverse(),
    connections: [...connections].reverse(),
  })
  const shown = (of: Design) => found(of).map((item) => [item.code, item.message])
  expect(shown(reversed)).toEqual(shown(design))
})

test('a fix leaves the drawing that it is given as it was', () => {
  const design = link(cut(p3, 'gw2', 'acp2'), 'gw1', 'gw1')
  const before = serializeDesign(design)
  const changed = found(design).flatMap(({ fix }) => (fix ? [fix.apply(design)] : []))
  expect(changed.length).toBeGreaterThan(2)
  expect(changed).not.toContain(design)
  expect(serializeDesign(design)).toBe(before)
})

test('two boxes of one label are one zone, and a third zone changes nothing', () => {
  const zoneC: Place = { id: 'zone-c', kind: 'zone', parent: 'dc1', label: 'c' }
  expect(found(move(put(p3, [], [zoneC]), 'zone-c', 'gw2'))).toEqual([])
})

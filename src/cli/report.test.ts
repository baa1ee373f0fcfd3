import { describe, expect, test } from 'vitest'
import type { Diagnosis } from '../core/rules/support/rule'
import { type Report, reportJson, reportText } from './report'

const FINDING: Diagnosis = {
  key: 'HA-01 gw1',
  code: 'HA-01',
  severity: 'critical',
  title: 'One gateway',
  message: 'Gateway 1 is the only gateway, so that API calls fail when it stops or when its host does.',
  subjects: ['gw1'],
  remedy: 'Add a second gateway on another host.',
  why: 'Calls fail when it stops.',
  source: 'WSO2 deployment patterns',
  fix: { label: 'Add a gateway', apply: (design) => design },
}

const REPORT: Report = {
  design: {
    schemaVersion: 1,
    name: 'acme-prod',
    title: 'ACME production',
    apimVersion: '4.7.0',
    settings: {},
    topology: { places: [], components: [], connections: [] },
    layout: {},
    acknowledged: [],
    story: [],
  },
  recognition: {
    pattern: 'pattern-2',
    level: 'wired',
    label: 'Pattern 2',
    requirements: [],
    missing: ['A second gateway.'],
    nearest: [{ pattern: 'pattern-3', cost: 4, edits: [{ message: 'Add a Traffic Manager.', cost: 4 }] }],
    others: [],
    notes: [],
  },
  findings: [
    FINDING,
    {
      ...FINDING,
      key: 'LB-01 lb1',

      code: 'LB-01',
      severity: 'low',
      subjects: ['lb1'],
      message: 'Short.',
      remedy: 'Mend it.',
    },
    {
      ...FINDING,
      key: 'DB-01 db1',
      code: 'DB-01',
      severity: 'high',
      subjects: ['db1'],
      acknowledged: 'The vendor runs it',
    },
  ],
  singlePoints: [
    {
      code: 'SPOF-C1',
      key: 'SPOF-C1 gw1',
      severity: 'critical',
      element: 'gw1',
      takes: ['C1', 'C2'],
      title: 'Single point of failure',
      message: 'gw1 is the only Universal Gateway: without it no API call gets through.',
      why: 'Computed.',
      source: 'The drawing.',
      subjects: ['gw1'],
      remedy: 'Give it a second one.',
    },
  ],
  capabilities: [
    {
      id: 'C1',
      name: 'Call an API with a JWT',
      status: 'working',
      singlePointsOfFailure: ['gw1', 'host:vm1'],
      pairs: [['lb1', 'lb2']],
      availability: 0.9995,
      points: [{ element: 'gw1', subjects: ['gw1'], message: 'gw1 is the only gateway: without it no call gets in.' }],
      contributions: [{ element: 'gw1', share: 0.8 }],
      regions: [
        { region: 'east', status: 'working', singlePointsOfFailure: ['gw1'], availability: 0.999 },
        {
          region: 'west',
          status: 'not-provided',
          reason: 'No gateway.',
          singlePointsOfFailure: [],
          availability: null,
        },
      ],
      failover: [{ subjects: ['db1'], message: 'Fail-over of db1.', minutes: 3 }],
      grace: { seconds: 1800, message: 'For clients', availability: 0.9993, without: 0.999 },
    },
    {
      id: 'C3',
      name: 'Get a token',
      status: 'not-provided',
      reason: 'No key manager.',
      singlePointsOfFailure: [],
      pairs: [],
      availability: null,
      points: [],
      contributions: [],
      regions: [],
      failover: [],
    },
  ],
  unknown: [{ fact: 'tokens', subject: '', rules: ['KM-06'] }],
  sizing: null,
}

describe('reportJson', () => {
  test('names the cause of what is folded into another entry', () => {
    const zone = { ...FINDING, key: 'PL-03 gw1 zone-a', code: 'PL-03', root: 'alone gw1' }
    const { findings } = JSON.parse(reportJson({ ...REPORT, findings: [{ ...FINDING, root: 'alone gw1' }, zone] }))
    expect(findings.map(({ key, cause }: { key: string; cause?: string }) => [key, cause])).toEqual([
      ['HA-01 gw1', undefined],
      ['PL-03 gw1 zone-a', 'HA-01 gw1'],
    ])
    expect(reportText({ ...REPORT, findings: [{ ...FINDING, root: 'alone gw1' }, zone] }, { colour: false })).toContain(
      'Also PL-03: Gateway 1',
    )
  })

  test('has the documented form', () => {
    expect(JSON.parse(reportJson(REPORT))).toEqual({
      pattern: {
        id: 'pattern-2',
        level: 'wired',
        label: 'Pattern 2',
        missing: ['A second gateway.'],
        nearest: [{ id: 'pattern-3', cost: 4, edits: ['Add a Traffic Manager.'] }],
      },
      findings: [
        {
          key: 'HA-01 gw1',
          code: 'HA-01',
          severity: 'critical',
          message: FINDING.message,
          subjects: ['gw1'],
          remedy: FINDING.remedy,
          fixable: true,
        },
        {
          key: 'LB-01 lb1',
          code: 'LB-01',
          severity: 'low',
          message: 'Short.',
          subjects: ['lb1'],
          remedy: 'Mend it.',
          fixable: true,
        },
        {
          key: 'DB-01 db1',
          code: 'DB-01',
          severity: 'high',
          message: FINDING.message,
          subjects: ['db1'],
          remedy: FINDING.remedy,
          fixable: true,
          acknowledged: 'The vendor runs it',
        },
      ],
      singlePoints: [
        {
          key: 'SPOF-C1 gw1',
          code: 'SPOF-C1',
          severity: 'critical',
          element: 'gw1',
          takes: ['C1', 'C2'],
          message: 'gw1 is the only Universal Gateway: without it no API call gets through.',
          subjects: ['gw1'],
          remedy: 'Give it a second one.',
        },
      ],
      capabilities: [
        {
          id: 'C1',
          name: 'Call an API with a JWT',
          status: 'working',
          singlePointsOfFailure: ['gw1', 'host:vm1'],
          explanations: [{ element: 'gw1', message: 'gw1 is the only gateway: without it no call gets in.' }],
          pairs: [['lb1', 'lb2']],
          availability: 0.9995,
          minutesDownPerYear: expect.closeTo(262.8, 6),
          contributions: [{ element: 'gw1', share: 0.8 }],
          failover: [{ message: 'Fail-over of db1.', minutes: 3 }],
          grace: { seconds: 1800, message: 'For clients', availability: 0.9993, without: 0.999 },
          regions: [
            {
              region: 'east',
              status: 'working',
              singlePointsOfFailure: ['gw1'],
              availability: 0.999,
              minutesDownPerYear: expect.closeTo(525.6, 6),
            },
            {
              region: 'west',
              status: 'not-provided',
              reason: 'No gateway.',
              singlePointsOfFailure: [],
              availability: null,
              minutesDownPerYear: null,
            },
          ],
        },
        {
          id: 'C3',
          name: 'Get a token',
          status: 'not-provided',
          reason: 'No key manager.',
          singlePointsOfFailure: [],
          explanations: [],
          pairs: [],
          availability: null,
          minutesDownPerYear: null,
          contributions: [],
        },
      ],
      unknown: [{ fact: 'tokens', subject: null, rules: ['KM-06'] }],
      sizing: null,
    })
  })
})

describe('reportText', () => {
  const text = reportText(REPORT, { colour: false })

  test('names the pattern, what is missing and the way to the nearest', () => {
    expect(text).toContain('Pattern: Pattern 2 (level wired)\n  - A second gateway.\n')
    expect(text).toContain('Nearest: pattern-3\n  - Add a Traffic Manager.\n')
  })

  test('groups findings by severity, worst first, and keeps acknowledged ones apart', () => {
    expect(text).toContain('Findings: 1 critical, 1 low\n')
    const order = ['CRITICAL', 'HA-01', 'LOW', 'LB-01', 'Acknowledged: 1', 'DB-01', 'Reason: The vendor runs it']
    const places = order.map((word) => text.indexOf(word))
    expect(places).not.toContain(-1)
    expect(places).toEqual([...places].sort((a, b) => a - b))
  })

  test('lists single points of failure with what they are and their severity', () => {
    expect(text).toContain(
      'Single points of failure: 1\n  critical gw1 is the only Universal Gateway: without it no API call gets through.\n',
    )
  })

  test('says what works, what is not provided, and what a single failure takes away', () => {
    expect(text).toMatch(
      /C1 +Call an API with a JWT +works 99.950 %, down 4.4 h a year; single points of failure: gw1,\n +host:vm1\n/,
    )
    expect(text).toMatch(/C3 +Get a token +not provided: No key manager\.\n/)
  })

  test('wraps sentences, and indents what goes on', () => {
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)
    const long = reportText({ ...REPORT, findings: [{ ...FINDING, message: 'word '.repeat(60) }] }, { colour: false })
    expect(long).toMatch(/\n {10}word/)
  })

  test('is plain without colour, and coloured with it', () => {
    const hasEscapes = (output: string) => output.includes('\u001b[')
    expect(hasEscapes(text)).toBe(false)
    expect(hasEscapes(reportText(REPORT, { colour: true }))).toBe(true)
  })

  test('a label cannot send commands to the terminal', () => {
    const evil = { ...REPORT, findings: [{ ...FINDING, message: '\u001b]0;owned\u0007 gateway' }] }
    const controls = [...reportText(evil, { colour: false })].filter(
      (character) => character < ' ' && character !== '\n',
    )
    expect(controls).toEqual([])
  })
})

import { describe, expect, test } from 'vitest'
import type { Diagnosis } from '../rules/support/rule'
import type { GeneratedFile } from '../serialize/file-tree'
import { withFindings } from './findings-section'

const README: GeneratedFile = {
  path: 'README.md',
  content: '# Runbook\n\nText\n',
  language: 'markdown',
  executable: false,
  origins: [],
}

function diagnosis(changes: Partial<Diagnosis>): Diagnosis {
  return {
    key: `${changes.code ?? 'HA-01'} gw1`,
    code: 'HA-01',
    severity: 'high',
    title: 'One gateway',
    message: 'Gateway 1 is the only gateway.',
    subjects: ['gw1'],
    remedy: 'Add a second one.',
    why: 'Calls fail when it stops.',
    source: 'WSO2 deployment patterns',
    ...changes,
  }
}

describe('withFindings', () => {
  test('says so when nothing is open', () => {
    expect(withFindings(README, []).content).toBe(
      '# Runbook\n\nText\n\n## Findings at the time of export\n\nNo open finding.\n',
    )
  })

  test('puts what comes of one cause into one row', () => {
    const { content } = withFindings(README, [
      diagnosis({ severity: 'critical', root: 'alone gw1' }),
      diagnosis({ code: 'PL-03', root: 'alone gw1', message: 'It is alone in zone a.' }),
    ])
    expect(content).toContain(
      '| critical | HA-01 | Gateway 1 is the only gateway. PL-03: It is alone in zone a. | Add a second one. |',
    )
    expect(content).not.toContain('| PL-03 |')
  })

  test('counts open findings by severity and lists each with its remedy', () => {
    const { content } = withFindings(README, [
      diagnosis({ severity: 'critical' }),
      diagnosis({ code: 'PL-01' }),
      diagnosis({ code: 'PL-02' }),
    ])
    expect(content).toContain('Open: 1 critical, 2 high.')
    expect(content).toContain('| high | PL-02 | Gateway 1 is the only gateway. | Add a second one. |')
  })

  test('an acknowledged finding stands apart, with the reason', () => {
    const { content } = withFindings(README, [diagnosis({ acknowledged: 'Only a test system' })])
    expect(content).toContain('No open finding.')
    expect(content).toContain('| high | HA-01 | Gateway 1 is the only gateway. | Only a test system |')
  })

  test('leaves out what is only for information', () => {
    expect(withFindings(README, [diagnosis({ severity: 'info' })]).content).toContain('No open finding.')
  })

  test('what somebody typed stays in its cell', () => {
    const { content } = withFindings(README, [diagnosis({ acknowledged: 'yes |\n# Heading <b>' })])
    expect(content).toContain('| yes \\| # Heading &lt;b&gt; |')
  })

  test('its origin covers exactly the added lines', () => {
    const marked = withFindings(README, [diagnosis({})])
    const [origin] = marked.origins
    const lines = marked.content.split('\n')
    expect(lines.slice((origin?.from ?? 0) - 1, origin?.to).join('\n')).toContain('## Findings at the time of export')
    expect(origin?.to).toBe(lines.length - 1)
  })
})

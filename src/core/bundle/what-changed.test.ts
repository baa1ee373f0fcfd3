import { describe, expect, test } from 'vitest'
import { lineDiff } from '../../platform/line-diff'
import { setProperty } from '../document/edits'
import type { ApimVersion, Design } from '../model/design'
import { patternById } from '../patterns'
import { resolve } from '../wiring/resolve'
import { generate } from '.'
import { type Made, whatChanged } from './what-changed'

function made(design: Design): Made {
  return { design, bundle: generate(resolve(design), 'vm') }
}

const DESIGN = patternById('pattern-3').template('4.7.0')

describe('what changed between two bundles', () => {
  test('nothing, between a bundle and itself', () => {
    expect(whatChanged(made(DESIGN), made(DESIGN), lineDiff)).toEqual([])
  })

  test('a port offset explains every line that follows from it, in the files of others too', () => {
    const [cause, ...others] = whatChanged(made(DESIGN), made(setProperty(DESIGN, 'gw1', 'portOffset', 5)), lineDiff)
    expect(others).toEqual([])
    expect(cause?.ids).toContain('gw1')
    expect(cause?.text).toMatch(/Gateway 1/)
    const paths = new Set(cause?.runs.map(({ path }) => path))
    expect([...paths].some((path) => path.includes('load-balancers/'))).toBe(true)
    const toml = cause?.runs.find(({ path }) => path.includes('gw1') && path.endsWith('deployment.toml'))
    expect(toml?.before.lines).toContain('offset = 0')
    expect(toml?.after.lines).toContain('offset = 5')
  })

  test('two edits are told apart', () => {
    const twice = setProperty(setProperty(DESIGN, 'gw1', 'portOffset', 5), 'tm1', 'heapMb', 3072)
    const causes = whatChanged(made(DESIGN), made(twice), lineDiff)
    const about = (id: string) => causes.find(({ ids }) => ids.includes(id))?.runs.map(({ path }) => path) ?? []
    expect(about('tm1').every((path) => !path.includes('/gw1/'))).toBe(true)
    expect(about('tm1').length).toBeGreaterThan(0)
    expect(about('gw1').some((path) => path.includes('/gw1/'))).toBe(true)
  })

  test('another version of API Manager is one cause', () => {
    const of = (apimVersion: ApimVersion) => made({ ...DESIGN, apimVersion })
    const causes = whatChanged(of('4.6.0'), of('4.7.0'), lineDiff)
    expect(causes.map(({ text }) => text)).toEqual([expect.stringMatching(/4\.6\.0.*4\.7\.0/)])
    expect(causes[0]?.runs.some(({ after }) => after.lines.some((line) => line.includes('encryption')))).toBe(true)
  })

  test('runs put one text over the other', () => {
    const [before, after] = [made(DESIGN), made(setProperty(DESIGN, 'gw1', 'portOffset', 5))]
    for (const cause of whatChanged(before, after, lineDiff)) {
      for (const run of cause.runs.filter(({ status }) => status === 'changed')) {
        const lines = (side: Made) => side.bundle.files.find(({ path }) => path === run.path)?.content.split('\n') ?? []
        for (const [side, part] of [
          [before, run.before],
          [after, run.after],
        ] as const) {
          expect(lines(side).slice(part.from - 1, part.from - 1 + part.lines.length)).toEqual(part.lines)
        }
      }
    }
  })

  test('a file that is no longer there is told as removed', () => {
    const fewer = {
      ...DESIGN,
      topology: { ...DESIGN.topology, components: DESIGN.topology.components.filter(({ id }) => id !== 'gw2') },
    }
    const runs = whatChanged(made(DESIGN), made(fewer), lineDiff).flatMap((cause) => cause.runs)
    expect(runs.filter(({ status }) => status === 'removed').map(({ path }) => path)).toContainEqual(
      expect.stringContaining('/gw2/'),
    )
  })
})

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { serializeDesign } from '../core/document/codec'
import { patternById } from '../core/patterns'
import { designWithPortCollision } from '../core/testing/broken-design'
import { typed } from './testing/recording-terminal'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'topology-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const PATTERN_1 = patternById('pattern-1').template('4.7.0')
const BROKEN = designWithPortCollision()

function save(name: string, content: string): void {
  writeFileSync(join(folder, name), content)
}

describe('topology export', () => {
  const file = 'a.topology.json'

  test.each(['vm', 'kubernetes'])('folder and zip of the %s bundle hold the same bytes and modes', async (target) => {
    save(file, serializeDesign(PATTERN_1))
    expect(await typed(['export', file, '--target', target, '--out', 'out'], folder)).toMatchObject({ code: 0 })
    expect(await typed(['export', file, '--target', target, '--out', 'out.zip'], folder)).toMatchObject({ code: 0 })
    execFileSync('unzip', ['-q', 'out.zip', '-d', 'unzipped'], { cwd: folder })
    const name = `${PATTERN_1.name}-${target}`
    expect(readdirSync(join(folder, 'unzipped'))).toEqual([name])
    execFileSync('diff', ['-r', 'out', `unzipped/${name}`], { cwd: folder })
    const modesOf = (root: string) =>
      readdirSync(join(folder, root), { recursive: true, encoding: 'utf8' })
        .sort()
        .map((path) => [path, statSync(join(folder, root, path)).mode])
    expect(modesOf('out')).toEqual(modesOf(`unzipped/${name}`))
    execFileSync('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: join(folder, 'out') })
  })

  test('the design in the bundle exports to the same bundle', async () => {
    await typed(['export', '-', '--target', 'vm', '--out', 'one.zip'], folder, serializeDesign(PATTERN_1))
    execFileSync('unzip', ['-q', 'one.zip'], { cwd: folder })
    const inside = `${PATTERN_1.name}-vm/topology.json`
    await typed(['export', inside, '--target', 'vm', '--out', 'two.zip'], folder)
    expect(readFileSync(join(folder, 'two.zip')).equals(readFileSync(join(folder, 'one.zip')))).toBe(true)
  })

  test('with errors and --draft, writes a bundle that says that it is a draft', async () => {
    save(file, serializeDesign(BROKEN))
    const { code } = await typed(['export', file, '--target', 'vm', '--out', 'out.zip', '--draft'], folder)
    expect(code).toBe(0)
    execFileSync('unzip', ['-q', 'out.zip'], { cwd: folder })
    const name = `${BROKEN.name}-vm-draft`
    expect(readdirSync(folder).sort()).toEqual([file, name, 'out.zip'].sort())
    expect(readFileSync(join(folder, name, 'DRAFT.md'), 'utf8')).toContain('PL-07')
    expect(readFileSync(join(folder, name, 'README.md'), 'utf8')).toContain('Draft')
  })
})

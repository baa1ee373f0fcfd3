import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LIMITS, parseDesign, serializeDesign } from '../core/document/codec'
import { APIM_VERSIONS, NEWEST_VERSION } from '../core/model/design'
import { PATTERNS, patternById } from '../core/patterns'
import { designWithPortCollision } from '../core/testing/broken-design'
import { run } from './run'
import { typed } from './testing/recording-terminal'
import { patternNames } from './usage'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'topology-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const PATTERN_1 = patternById('pattern-1').template('4.7.0')

const BROKEN = designWithPortCollision()

function save(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content)
  return name
}

describe('topology', () => {
  test('says in one sentence that a fault is its own, and ends with 3', async () => {
    let said = ''
    const code = await run(['new', '--pattern', '3'], {
      folder,
      print: () => {
        throw new TypeError('x is not a function\n    at somewhere')
      },
      complain: (text) => {
        said += text
      },
      input: (async function* () {})(),
      colour: false,
    })
    expect([code, said]).toEqual([
      3,
      'This is a fault of topology, not of your design: x is not a function. Please report it with the design and the command.\n',
    ])
  })

  test.each([
    [[], 'Which command?'],
    [['draw'], 'no command draw'],
    [['simulate', 'a.json'], 'needs --fail'],
    [['new'], 'needs --pattern'],
    [['new', '--pattern', '3', 'extra'], 'takes no extra'],
    [['new', '--pattern', '3', '--colour'], '--colour'],
    [['check'], 'needs a file'],
    [['check', 'a', 'b'], 'one file'],
    [['check', 'a', '--json=yes'], '--json'],
    [['rehearse', 'a'], 'needs a bundle and the file of its design'],
    [['rehearse', 'a', 'b', 'c'], 'not also c'],
    [['export', 'a', '--out', 'b'], 'needs --target'],
    [['export', 'a', '--target', 'vm'], 'needs --out'],
    [['export', 'a', '--target'], '--target'],
  ])('%j ends with 2, the reason and the usage on stderr', async (args, reason) => {
    const { code, stdout, stderr } = await typed(args, folder)
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain(reason)
    expect(stderr).toContain('Usage:')
  })

  test.each([[['--help']], [['help']], [['check', '--help']]])('%j explains itself', async (args) => {
    const { code, stdout } = await typed(args, folder)
    expect(code).toBe(0)
    expect(stdout).toContain('topology export FILE --target vm|kubernetes --out FOLDER_OR_ZIP')
    expect(stdout).toContain('topology simulate FILE --fail')
  })
})

describe('topology simulate', () => {
  test('prints each capability at the four moments', async () => {
    save('design.json', serializeDesign(patternById('pattern-3').template('4.7.0')))
    const { code, stdout } = await typed(['simulate', 'design.json', '--fail', 'acp1,acp2', '--json'], folder)
    expect(code).toBe(0)
    const { failed, capabilities, recovery } = JSON.parse(stdout)
    expect(failed).toEqual(['acp1', 'acp2'])
    const of = (id: string) => capabilities.find((item: { id: string }) => item.id === id).moments
    expect(of('C1').immediate.status).toBe('working')
    expect(of('C1')['after-token-lifetime'].status).toBe('down')
    expect(of('C1')['after-restart'].status).toBe('down')
    expect(of('C3').immediate.status).toBe('down')
    const text = await typed(['simulate', 'design.json', '--fail', 'acp1,acp2'], folder)
    expect(text.stdout).toContain('Failed: acp1, acp2')
    expect(text.stdout).toContain('DOWN')
    expect(recovery).toContainEqual(expect.stringContaining('7 min 45 s'))
    expect(text.stdout).toMatch(/When it is back:\n(.*\n)*.*7 min 45 s/)
  })

  test('names what it does not know, and prints nothing', async () => {
    save('design.json', serializeDesign(PATTERN_1))
    const { code, stdout, stderr } = await typed(['simulate', 'design.json', '--fail', 'aio1,zone:q'], folder)
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain('zone:q')
  })
})

describe('topology new', () => {
  test.each(patternNames())('--pattern %s prints the template of that pattern', async (name) => {
    const { code, stdout, stderr } = await typed(['new', '--pattern', name], folder)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const pattern = PATTERNS.find(({ id }) => id === name || id === `pattern-${name}`)
    expect(stdout).toBe(pattern && serializeDesign(pattern.template(NEWEST_VERSION)))
  })

  test.each(APIM_VERSIONS)('--apim %s and --name are what the design says', async (version) => {
    const { stdout } = await typed(['new', '--pattern', 'pattern-3', '--apim', version, '--name', 'acme-prod'], folder)
    const parsed = parseDesign(stdout)
    expect(parsed.ok && [parsed.value.apimVersion, parsed.value.name]).toEqual([version, 'acme-prod'])
  })

  test.each([
    [['--pattern', '6'], 'no pattern 6'],
    [['--pattern', '3', '--apim', '4.4.0'], '4.4.0 is not known'],
    [['--pattern', '3', '--name', 'Acme Prod'], '$.name'],
    [['--pattern', '3', '--name', '$(reboot)'], '$.name'],
  ])('%j is refused', async (args, reason) => {
    const { code, stdout, stderr } = await typed(['new', ...args], folder)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(reason)
  })
})

describe('topology check', () => {
  test('reads a file or standard input, and ends with 0 without errors', async () => {
    const text = serializeDesign(PATTERN_1)
    const fromFile = await typed(['check', save('a.topology.json', text)], folder)
    const fromInput = await typed(['check', '-'], folder, text)
    expect(fromFile).toMatchObject({ code: 0, stderr: '' })
    expect(fromFile.stdout).toContain('Pattern 1')
    expect(fromInput).toEqual(fromFile)
  })

  test('prints JSON with pattern, findings and capabilities', async () => {
    const { code, stdout } = await typed(['check', '-', '--json'], folder, serializeDesign(PATTERN_1))
    expect(code).toBe(0)
    const report = JSON.parse(stdout)
    expect(Object.keys(report)).toEqual(
      expect.arrayContaining(['pattern', 'findings', 'singlePoints', 'capabilities', 'sizing']),
    )
    expect(report.pattern.id).toBe('pattern-1')
    expect(report.capabilities).toHaveLength(17)
  })

  test('ends with 1 when the design has an error', async () => {
    const { code, stdout } = await typed(['check', '-', '--json'], folder, serializeDesign(BROKEN))
    expect(code).toBe(1)
    expect(JSON.parse(stdout).findings[0].severity).toBe('error')
  })

  test.each([
    ['that is not there', () => 'missing.json', 'no such file'],
    ['that is a folder', () => '.', 'cannot be read'],
    ['that is empty', () => save('a', ''), '$'],
    ['that is not JSON', () => save('a', 'hello'), '$'],
    ['that is cut off', () => save('a', serializeDesign(PATTERN_1).slice(0, 500)), '$'],
    ['that is another kind of JSON', () => save('a', '{"a":1}'), '$: '],
    [
      'of a newer version',
      () => save('a', serializeDesign(PATTERN_1).replace('"schemaVersion": 1', '"schemaVersion": 2')),
      '2',
    ],
    ['that is not UTF-8', () => save('a', Uint8Array.from([0x7b, 0xff, 0x7d])), 'not UTF-8'],
    ['that is too large', () => save('a', ' '.repeat(LIMITS.bytes + 1)), 'larger than 8 MiB'],
  ])('a file %s ends with 2 and says why', async (_, make, reason) => {
    const { code, stdout, stderr } = await typed(['check', make()], folder)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(reason)
  })

  test('standard input that is too large is refused while it is read', async () => {
    const { code, stderr } = await typed(['check', '-'], folder, new Uint8Array(LIMITS.bytes + 1))
    expect(code).toBe(2)
    expect(stderr).toContain('larger than 8 MiB')
  })
})

describe('topology export', () => {
  const file = 'a.topology.json'

  test('with errors, writes nothing and says which', async () => {
    save(file, serializeDesign(BROKEN))
    const { code, stderr } = await typed(['export', file, '--target', 'vm', '--out', 'out'], folder)
    expect(code).toBe(1)
    expect(stderr).toContain('Nothing was written')
    expect(stderr).toContain('PL-07')
    expect(stderr).toContain('--draft')
    expect(readdirSync(folder)).toEqual([file])
  })

  test('with what is an error in a cluster alone, writes for machines and nothing for a cluster', async () => {
    const apart = PATTERN_1.topology.connections.filter(
      ({ from, to }) => !(from.startsWith('aio') && to.startsWith('aio')),
    )
    const topology = { ...PATTERN_1.topology, connections: apart }
    save(file, serializeDesign({ ...PATTERN_1, topology }))
    const { code, stderr } = await typed(['export', file, '--target', 'kubernetes', '--out', 'out'], folder)
    expect(code).toBe(1)
    expect(stderr).toContain('K8S-20')
    expect(readdirSync(folder)).toEqual([file])
    expect((await typed(['export', file, '--target', 'vm', '--out', 'out'], folder)).code).toBe(0)
  })

  test.each([
    [['--target', 'docker', '--out', 'out'], 'no target docker'],
    [['--target', 'vm', '--out', 'full'], 'no earlier export'],
    [['--target', 'vm', '--out', 'a.topology.json'], 'is a file'],
    [['--target', 'vm', '--out', 'a.topology.json/out'], 'cannot be written'],
  ])('%j is refused with 2', async (args, reason) => {
    save(file, serializeDesign(PATTERN_1))
    mkdirSync(join(folder, 'full'))
    save('full/notes.txt', 'mine')
    const { code, stderr } = await typed(['export', file, ...args], folder)
    expect(code).toBe(2)
    expect(stderr).toContain(reason)
    expect(readdirSync(folder).sort()).toEqual([file, 'full'])
  })
})

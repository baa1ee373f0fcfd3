import JSZip from 'jszip'
import { describe, expect, test } from 'vitest'
import { LIMITS } from '../core/document/codec'
import { openFile } from './file-open'

const DESIGN = JSON.stringify({
  schemaVersion: 1,
  name: 'acme',
  title: 'ACME',
  apimVersion: '4.7.0',
  topology: { places: [], components: [{ id: 'gw1', kind: 'universal-gateway' }], connections: [] },
})

const fileOf = (content: BlobPart, name = 'a.topology.json') => new File([content], name)

async function zipOf(entries: Readonly<Record<string, string>>): Promise<File> {
  const zip = new JSZip()
  for (const [path, text] of Object.entries(entries)) zip.file(path, text)
  return fileOf(await zip.generateAsync({ type: 'arraybuffer', compression: 'DEFLATE' }), 'a.zip')
}

async function problemsOf(file: File): Promise<string> {
  const result = await openFile(file)
  return result.ok ? 'no problem' : result.problems.map((problem) => problem.message).join(' ')
}

describe('openFile', () => {
  test('a design opens', async () => {
    const result = await openFile(fileOf(DESIGN))
    expect(result.ok && result.value.topology.components[0]?.id).toBe('gw1')
  })

  test('a bundle opens as the design inside; of two the one that lies higher', async () => {
    const other = DESIGN.replace('acme', 'other')
    const result = await openFile(await zipOf({ 'acme-vm/a/topology.json': other, 'acme-vm/topology.json': DESIGN }))
    expect(result.ok && result.value.name).toBe('acme')
  })

  test('a zip without a design says what it lacks', async () => {
    expect(await problemsOf(await zipOf({ 'readme.md': '' }))).toContain('holds no topology.json')
  })

  test('a truncated zip is damaged, not a crash', async () => {
    const whole = await (await zipOf({ 'x/topology.json': DESIGN })).arrayBuffer()
    expect(await problemsOf(fileOf(whole.slice(0, whole.byteLength - 30)))).toContain('The zip is damaged')
  })

  test('a zip that swells is stopped at the limit', async () => {
    const file = await zipOf({ 'x/topology.json': ' '.repeat(LIMITS.bytes + 1) })
    expect(file.size).toBeLessThan(100_000)
    expect(await problemsOf(file)).toContain('too large')
  })

  test('a huge file is refused by its size, unread', async () => {
    const file = fileOf('{')
    Object.defineProperty(file, 'size', { value: 50 * 1024 * 1024 })
    expect(await problemsOf(file)).toBe('The file is 50 MiB. A design has at most 8 MiB.')
  })

  test.each([
    ['bytes that are no text', new Uint8Array([0xff, 0xfe, 0x00]), 'not UTF-8'],
    ['text that is no JSON', 'hello', 'Not JSON'],
    ['a truncated design', DESIGN.slice(0, 60), 'Not JSON'],
    ['an empty file', '', 'Not JSON'],
  ])('%s: a problem', async (_name, content, message) => {
    expect(await problemsOf(fileOf(content))).toContain(message)
  })
})

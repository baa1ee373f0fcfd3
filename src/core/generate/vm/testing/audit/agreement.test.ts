import { describe, expect, test } from 'vitest'
import { once } from '../../../../base/memo'
import { generate } from '../../../../bundle'
import type { Design } from '../../../../model/design'
import { some } from '../../../../testing/breadth'
import { resolve } from '../../../../wiring/resolve'
import { AGREEMENTS, disagreements } from './agreement'
import { drawings } from './drawings'
import { type AuditFile, readBundle } from './read-bundle'

const filesOf = once((design: Design) => generate(resolve(design), 'vm').files)
const all = drawings().map(({ name, design }) => ({
  name,
  get files() {
    return filesOf(design)
  },
}))

test.each(some(all, 20))('all files of $name agree', ({ files }) => {
  expect(disagreements(readBundle(files))).toEqual([])
})

/** Bundles in which every row has something to say, one of them with regions. */
const BROKEN = [
  'pattern-4 4.7.0 paired mysql',
  'pattern-1 4.7.0 paired postgresql',
  'multi-dc-active-active 4.7.0 paired postgresql',
]
const broken = all
  .filter(({ name }) => BROKEN.includes(name))
  .map(({ name, files }) => ({ name, files, read: readBundle(files) }))

/** The files with one value on one line changed for another of its kind. */
function changed(files: readonly AuditFile[], path: string, line: number, value: string): AuditFile[] {
  return files.map((file) => {
    if (file.path !== path) return file
    const lines = file.content.split('\n')
    const before = lines[line - 1] ?? ''
    const after = before.replace(value, other(value))
    if (after === before) throw new Error(`${value} is not in ${path}:${line}: ${before}`)
    return { path, content: [...lines.slice(0, line - 1), after, ...lines.slice(line)].join('\n') }
  })
}

/** A port one further on, or a name with a letter more. */
function other(value: string): string {
  return /\d$/.test(value) && /(?:^|:)\d+$/.test(value)
    ? value.replace(/\d+$/, (number) => String(Number(number) + 7))
    : value.replace(/[A-Za-z]/, (letter) => `${letter}Z`)
}

describe.each(AGREEMENTS)('$says', (row) => {
  const places = broken.flatMap(({ name, files, read }) => row.places(read).map((place) => ({ name, files, place })))

  test('is a matter of some bundle', () => {
    expect(places.length).toBeGreaterThan(0)
  })

  test('is seen to fail at each place', () => {
    const seen = new Set<string>()
    const tried = places.filter(({ place }) => {
      const kind = `${place.path.replace(/\d/g, '#')} ${place.value.replace(/\d/g, '#')}`
      const first = !seen.has(kind)
      seen.add(kind)
      return first
    })
    const missed = tried.filter(({ files, place: { path, line, value } }) => {
      const read = readBundle(changed(files, path, line, value))
      return disagreements(read, [row]).length === 0
    })
    expect(missed.map(({ name, place: { path, line, value } }) => `${name} ${path}:${line} ${value}`)).toEqual([])
  })
})

import { parse } from 'smol-toml'
import { expect, test } from 'vitest'
import { some } from '../../../../testing/breadth'
import { resolve } from '../../../../wiring/resolve'
import { generateVm } from '../..'
import { extraSamples } from '../extra-samples'
import { cases } from './matrix'
import { readToml } from './read-toml'

const designs = [
  ...cases().filter(({ dbms }) => dbms === 'mysql'),
  ...extraSamples().map(({ deployment }) => deployment),
]

test('every configuration reads as a full parser reads it', () => {
  for (const { design } of some(designs, 4)) {
    for (const { path, content } of generateVm(resolve(design)).filter((file) => file.language === 'toml')) {
      const flat = new Map(readToml(content).entries.map((entry) => [entry.path, entry.value]))
      expect([path, flat]).toEqual([path, new Map(leaves(parse(content), ''))])
    }
  }
})

function leaves(value: unknown, path: string): [string, unknown][] {
  if (Array.isArray(value) && typeof value[0] === 'object') {
    return value.flatMap((item, index) => leaves(item, `${path}[${index}]`))
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[path, value]]
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === '' ? key : `${path}.${key}`))
}

test('what is no TOML of a bundle is refused', () => {
  expect(() => readToml('[a]\nb = { c = 1 }')).toThrow('no TOML value')
  expect(() => readToml('[a]\nb: 1')).toThrow('no TOML that a bundle writes')
  expect(() => readToml('[a]\nb = "\\q"')).toThrow('no TOML escape')
})

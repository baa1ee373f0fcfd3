import { describe, expect, test } from 'vitest'
import { generate } from '../../../../bundle'
import { some } from '../../../../testing/breadth'
import { resolve } from '../../../../wiring/resolve'
import { extraSamples } from '../extra-samples'
import { drawings } from './drawings'
import { MISTAKES } from './mistakes'
import { planted } from './planted'
import { type AuditFile, readBundle } from './read-bundle'

const designs = new Map([
  ...drawings().map(({ name, design }) => [name, design] as const),
  ...extraSamples().map(({ name, deployment }) => [name, deployment.design] as const),
])
const filesOf = (name: string): readonly AuditFile[] => {
  const found = designs.get(name)
  if (!found) throw new Error(`no design ${name}`)
  return generate(resolve(found), 'vm').files
}
const bundles = some([...designs.keys()], 20).map((name) => ({ name, read: readBundle(filesOf(name)) }))

test('all mistakes of the reference are looked for', () => {
  expect(MISTAKES.map(({ number }) => number)).toEqual(Array.from({ length: 21 }, (_, index) => index + 1))
})

describe.each(MISTAKES)('mistake $number: $says', ({ found, plant: [name, ...plants] }) => {
  test('is in no bundle', () => {
    expect(bundles.flatMap((one) => found(one.read).map((fault) => `${one.name}: ${fault}`))).toEqual([])
  })

  test('would be seen', () => {
    expect(found(readBundle(planted(filesOf(name), plants)))).not.toEqual([])
  })
})

import { describe, expect, test } from 'vitest'
import { generate } from '../../bundle'
import { checkSums, designFile } from '../../bundle/common-files'
import { SETTING_FIELDS } from '../../document/settings'
import { KINDS, PLACE_KINDS } from '../../kinds'
import type { Design } from '../../model/design'
import { KIND_IDS, PLACE_KIND_IDS } from '../../model/design'
import type { GeneratedFile } from '../../serialize/file-tree'
import { some, usually } from '../../testing/breadth'
import { designWithPortCollision } from '../../testing/broken-design'
import { resolve } from '../../wiring/resolve'
import { generateVm } from '.'
import { balancerSamples, design, patternSamples } from './testing/deployments'
import { extraSamples } from './testing/extra-samples'
import { type Mutation, mutationsOf, strayChanges, unexplained } from './testing/provenance'

const samples = [...patternSamples(), ...extraSamples(), ...balancerSamples()]

describe('every line that holds something', () => {
  test.each(some(samples, 7))('of the bundle of $name says why it is there', ({ deployment }) => {
    const files = generate(deployment, 'vm').files
    expect(files.flatMap((file) => unexplained(file).map((line) => `${file.path}:${line}`))).toEqual([])
  })

  test('of a draft says why it is there, its notices included', () => {
    const { files, draft } = generate(resolve(designWithPortCollision()), 'vm')
    expect(draft).toBe(true)
    expect(files.flatMap((file) => unexplained(file).map((line) => `${file.path}:${line}`))).toEqual([])
  })

  test('is found to lack a reason where it lacks one', () => {
    const file: GeneratedFile = {
      path: 'a',
      language: 'text',
      executable: false,
      content: 'one\n\ntwo\nthree\n',
      origins: [{ from: 1, to: 1, subjects: [], reason: 'x' }],
    }
    expect(unexplained(file)).toEqual([3, 4])
  })
})

/** One element of every kind, so that each property has something to be changed on. */
function oneOfEach(): Design {
  return design({
    places: PLACE_KIND_IDS.map((kind) => ({ id: `a-${kind}`, kind })),
    components: KIND_IDS.map((kind) => ({ id: `a.${kind}`, kind })),
  })
}

const DESIGNS: readonly Design[] = [
  ...[
    'everything connected 4.7.0',
    'said in full 4.7.0',
    'replicas on shared hosts 4.7.0',
    'haproxy',
    'identity server 4.6.0',
    'multi-dc-active-active 4.7.0',
  ].map((name) => {
    const found = samples.find((sample) => sample.name === name)
    if (!found) throw new Error(`no sample ${name}`)
    return found.deployment.design
  }),
]

/** How often a property of a kind, or a setting, is changed in drawings that use it, and in one that only has it. */
const TIMES = { used: usually(1, 2), only: 1 }
const what = ({ name }: Mutation) => (name.split(' = ')[0] ?? '').replace(/ \S+\./, '.')

/** What a bundle says of a design, without findings: those are about the drawing as a whole. */
function filesOf(drawn: Design): GeneratedFile[] {
  const deployment = resolve(drawn)
  return [...generateVm(deployment), designFile(deployment)]
}

describe('a change of one property', () => {
  const tried = new Map<string, number>()
  const chosen = [...DESIGNS, oneOfEach()].map((drawn, at) => ({
    drawn,
    name: at < DESIGNS.length ? `drawing ${at + 1}` : 'one of each kind',
    mutations: mutationsOf(drawn).filter((mutation, index) => {
      const times = tried.get(what(mutation)) ?? 0
      if (times >= (at < DESIGNS.length ? TIMES.used : TIMES.only) || (times > 0 && index % 2 === 0)) return false
      tried.set(what(mutation), times + 1)
      return true
    }),
  }))

  test('is tried for every property of every kind, and every setting', () => {
    const all = [
      ...KIND_IDS.flatMap((kind) => KINDS[kind].fields.map((field) => `${kind}.${field.key}`)),
      ...PLACE_KIND_IDS.flatMap((kind) => PLACE_KINDS[kind].fields.map((field) => `${kind}.${field.key}`)),
      ...SETTING_FIELDS.map((field) => `settings.${field.key}`),
    ]
    expect(all.filter((property) => !tried.has(property))).toEqual([])
  })

  test.each(chosen.filter(({ mutations }) => mutations.length > 0))(
    'changes only lines that name it: $name',
    ({ drawn, mutations }) => {
      const before = filesOf(drawn)
      const strays = some(mutations, 4).flatMap((mutation) =>
        strayChanges(before, filesOf(mutation.design), mutation.subject).map(
          ({ path, line, text }) => `${mutation.name} changes ${path}:${line}: ${text}`,
        ),
      )
      expect(strays).toEqual([])
    },
  )

  test('changes check sums of files that name it, whose lines therefore name all that their files do', () => {
    const [drawn] = DESIGNS
    const files = drawn ? filesOf(drawn) : []
    const sums = checkSums(files)
    for (const [index, file] of files.entries()) {
      const named = file.origins.flatMap(({ subjects, settings }) => [...subjects, ...(settings ?? [])])
      const line = sums.origins.find(({ from, to }) => from <= index + 1 && index + 1 <= to)
      expect(new Set([...(line?.subjects ?? []), ...(line?.settings ?? [])])).toEqual(new Set(named))
      expect(sums.content.split('\n')[index]).toContain(file.path)
    }
  })

  test('that reaches a line which does not name it would be seen', () => {
    const [drawn] = DESIGNS
    const mutation = drawn && mutationsOf(drawn).find(({ name }) => name.startsWith('universal-gateway gw1.hostname'))
    if (!drawn || !mutation) throw new Error('no gateway to rename')
    const blind = (files: readonly GeneratedFile[]) =>
      files.map((file) => ({ ...file, origins: file.origins.map((origin) => ({ ...origin, subjects: [] })) }))
    expect(strayChanges(blind(filesOf(drawn)), blind(filesOf(mutation.design)), mutation.subject)).not.toEqual([])
  })
})

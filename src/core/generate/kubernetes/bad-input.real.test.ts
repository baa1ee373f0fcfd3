import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { helmProgram, kubectlProgram } from '../../../../scripts/lib/helm.mjs'
import { generate } from '../../bundle'
import { serializeDesign } from '../../document/write'
import { KINDS, PLACE_KINDS } from '../../kinds'
import type { Field } from '../../kinds/kind'
import type { Component, Design, Place } from '../../model/design'
import type { GeneratedFile } from '../../serialize/file-tree'
import { accepted, CANARY, HARMLESS, HOSTILE, replaced, strings, TAKEN_FOR_YAML } from '../../testing/hostile-text'
import { resolve } from '../../wiring/resolve'
import { extraSamples } from '../vm/testing/extra-samples'
import { run, unpack } from '../vm/testing/tools'
import { generateKubernetes } from '.'
import type { Json } from './testing/bundles'

/**
 * Text that a person types, at its worst, in every field of the document. Either the document refuses it, or every file
 * reads as the same values in YAML 1.1, in YAML 1.2 and by Helm, of the same types as with harmless text and with this
 * text where the harmless one was.
 */

const filled = (fields: readonly Field[]) =>
  Object.fromEntries(
    fields.flatMap((field) => (field.type === 'text' && !field.grammar ? [[field.key, HARMLESS]] : [])),
  )

/** A drawing with all kinds of things, in a namespace of a cluster, in which every text has a value. */
function base(): Design {
  const found = extraSamples().find(({ name }) => name === 'everything connected 4.7.0')
  if (!found) throw new Error('no sample')
  const { design } = found.deployment
  const places: Place[] = [
    { id: 'dc1', kind: 'datacenter', label: 'One' },
    { id: 'k8s', kind: 'kubernetes-cluster', parent: 'dc1', label: 'Two' },
    { id: 'ns1', kind: 'namespace', parent: 'k8s', label: 'Three', properties: { name: 'harmless' } },
  ]
  return {
    ...design,
    title: HARMLESS,
    settings: {
      ...design.settings,
      adminUsername: 'harmless',
      namespace: 'harmless-too',
      domain: 'harmless.acme.com',
      imageRegistry: 'harmless.acme.com',
      imageRepository: 'harmless',
      imageTag: 'harmless',
    },
    topology: {
      places: places.map((place) => ({
        ...place,
        properties: { ...filled(PLACE_KINDS[place.kind].fields), ...place.properties },
      })),
      components: [...design.topology.components, { id: 'idp1', kind: 'external-key-manager' } as Component].map(
        (component) => ({
          ...component,
          label: HARMLESS,
          ...(KINDS[component.kind].server && { place: 'ns1' }),
          properties: { ...filled(KINDS[component.kind].fields), ...component.properties },
        }),
      ),
      connections: [...design.topology.connections, { id: 'acp1-idp1', from: 'acp1', to: 'idp1' }].map(
        (connection) => ({ ...connection, label: HARMLESS }),
      ),
    },
    acknowledged: [{ code: 'HA-01', subjects: ['acp1'], reason: HARMLESS }],
    story: [{ title: HARMLESS, focus: ['gw1'], note: HARMLESS }],
  }
}

const DOCUMENT: unknown = JSON.parse(serializeDesign(base()))
const TEXTS = [...new Set([...TAKEN_FOR_YAML, ...HOSTILE.filter((text) => text.length < 1000)])]

type Path = readonly (string | number)[]
const FIELDS = [...strings(DOCUMENT)]
const FREE = FIELDS.filter(({ value }) => value === HARMLESS)
/** One field of each sort: the tenth connection is read as the first one. */
const STRICT = [
  ...new Map(
    FIELDS.filter(({ value }) => value !== HARMLESS).map((field) => [field.path.join('.').replace(/\d+/g, '#'), field]),
  ).values(),
]

const with_ = (path: Path, text: string) => accepted(replaced(DOCUMENT, path, text))
const bundle = (design: Design) => generate(resolve(design), 'kubernetes').files
const yamlOf = (files: readonly GeneratedFile[]) => files.filter(({ language }) => language === 'yaml')

/** Decides what there is: with another text it is another drawing. */
const DRAWN_ANEW = ['id', 'from', 'to', 'place', 'parent', 'label', 'gatewayLabels', 'apimVersion']

/** Flows are in the order of their hosts, releases in that of their names, so another text moves them. */
function isSorted(file: GeneratedFile, field: Path): boolean {
  return field[0] === 'name' || file.path.endsWith('network-policies.yaml')
}

const known = new Map<string, Json>()

/** All documents of a file, the same by both versions of YAML; the same text is read once. */
function read({ path, content }: GeneratedFile): Json {
  const before = known.get(content)
  if (before !== undefined) return before
  const [old, current] = (['1.1', '1.2'] as const).map((version) => {
    const documents = [...parseAllDocuments(content, { version, strict: true, uniqueKeys: true })]
    const [problem] = documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])
    if (problem) throw new Error(`${path}: ${problem.message}`)
    return documents.map((document) => document.toJS() as Json)
  })
  expect(old, path).toEqual(current)
  known.set(content, current ?? null)
  return current ?? null
}

/** Where two values of the same document differ in form, or the second has not `text` where the first has `word`. */
function differences(expected: Json, found: Json, word: string, text: string, at = '$'): string[] {
  if (Array.isArray(expected) && Array.isArray(found) && expected.length === found.length) {
    return expected.flatMap((item, index) => differences(item, found[index] ?? null, word, text, `${at}[${index}]`))
  }
  if (isMap(expected) && isMap(found)) {
    const [keys, others] = [Object.keys(expected), Object.keys(found)]
    if (keys.length !== others.length) return [`${at} has other keys: ${others.join(', ')}`]
    return keys.flatMap((key, index) =>
      differences(expected[key] ?? null, found[others[index] ?? ''] ?? null, word, text, `${at}.${key}`),
    )
  }
  if (typeof expected !== typeof found) return [`${at} is ${typeof found}, not ${typeof expected}`]
  if (expected === found || (typeof expected === 'string' && expected !== word)) return []
  return found === text || found === text.toLowerCase() ? [] : [`${at} is ${JSON.stringify(found)}`]
}

function isMap(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What no file may be, whatever was typed. */
function broken(files: readonly GeneratedFile[]): string[] {
  return files.flatMap(({ path, content }) => [
    ...(path.split('/').every((part) => /^[A-Za-z0-9.][A-Za-z0-9._-]*$/.test(part) && part !== '..')
      ? []
      : [`${path} leaves the bundle`]),
    ...(/[^\P{Cc}\n\t]|[\p{Zl}\p{Zp}\p{Cs}\u202a-\u202e\u2066-\u2069]/u.test(content)
      ? [`${path} hides something`]
      : []),
  ])
}

const folder = mkdtempSync(join(tmpdir(), 'bad-input-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What Helm reads of many values files, in one run: each is a map of its own in one file. */
function readByHelm(files: readonly GeneratedFile[]): Json[] {
  const chart = join(folder, 'chart')
  mkdirSync(join(chart, 'templates'), { recursive: true })
  writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: reader\nversion: 0.0.0\n')
  writeFileSync(join(chart, 'templates/all.yaml'), 'read: {{ toJson .Values | quote }}\n')
  const nested = files.map(({ content }, index) => `f${index}:\n${content.replace(/^(?=.)/gm, '  ')}`).join('')
  const output = execFileSync(helmProgram(), ['template', 'reader', chart, '--values', '-'], {
    input: nested,
    maxBuffer: 64 * 1024 * 1024,
  }).toString()
  const said = parseAllDocuments(output)[0]?.toJS() as { readonly read: string }
  const all = JSON.parse(said.read) as { readonly [key: string]: Json }
  return files.map((_, index) => all[`f${index}`] ?? null)
}

const into = (text: string) =>
  accepted(
    FREE.reduce<unknown>(
      (document, { path }) => (with_(path, text) ? replaced(document, path, text) : document),
      DOCUMENT,
    ),
  )

describe('hostile text', () => {
  const harmless = new Map(yamlOf(bundle(base())).map((file) => [file.path, read(file)]))

  test.each(TEXTS)('in all fields of free text at once is refused, or changes no value but itself: %j', (text) => {
    const design = into(text)
    if (!design) throw new Error('accepted one by one and not together')
    const files = bundle(design)
    expect(broken(files)).toEqual([])
    const found = yamlOf(files)
    expect(found.map(({ path }) => path)).toEqual([...harmless.keys()])
    for (const file of found) {
      const before = harmless.get(file.path) ?? null
      const after = read(file)
      expect([file.path, differences(before, after, HARMLESS, text)]).toEqual([file.path, []])
    }
  })

  test('in a field of its own grammar is refused, or is read back as that text, by Helm too', () => {
    const judged: string[] = []
    const taken = new Map<string, GeneratedFile>()
    const faults = STRICT.flatMap(({ path, value }) =>
      TEXTS.flatMap((text) => {
        const design = with_(path, text)
        if (!design || path.some((part) => DRAWN_ANEW.includes(String(part)))) return []
        const name = `${path.join('.')} = ${JSON.stringify(text)}`
        judged.push(name)
        const files = yamlOf(generateKubernetes(resolve(design)))
        for (const file of files.filter(({ path: where }) => where.includes('/values/'))) taken.set(file.content, file)
        return files.flatMap((file) => {
          const before = harmless.get(file.path)
          const after = read(file)
          if (before === undefined || isSorted(file, path)) return []
          return differences(before, after, value, text).map((fault) => `${name}: ${file.path} ${fault}`)
        })
      }),
    )
    expect(faults).toEqual([])
    expect(judged.length).toBeGreaterThan(30)
    const values = [...taken.values()]
    expect(readByHelm(values)).toEqual(values.map((file) => (read(file) as Json[])[0] ?? null))
  })

  test.each(['yes', 'null', '1e3', '012', '2026-01-01', 'on'])(
    'as a namespace and a gateway label stays text for kubectl and Helm: %s',
    (text) => {
      const design = base()
      const { places, components } = design.topology
      const files = bundle({
        ...design,
        topology: {
          ...design.topology,
          places: places.map((place) =>
            place.id === 'ns1' ? { ...place, properties: { ...place.properties, name: text } } : place,
          ),
          components: components.map((component) =>
            component.id === 'gw1'
              ? { ...component, properties: { ...component.properties, gatewayLabels: [text] } }
              : component,
          ),
        },
      })
      const values = files.filter(({ path }) => path.includes('/values/'))
      const labels = readByHelm(values).flatMap((read) => JSON.stringify(read).match(/"labels":\[[^\]]*\]/g) ?? [])
      expect(labels).toContain(`"labels":[${JSON.stringify(text)}]`)
      const place = join(folder, `kustomize-${text}`)
      const manifests = files.filter(({ path }) => path.includes('/manifests/'))
      unpack(manifests, place)
      const resources = manifests.map(({ path }) => path)
      writeFileSync(join(place, 'kustomization.yaml'), `resources: ${JSON.stringify(resources)}\n`)
      const built = execFileSync(kubectlProgram(), ['kustomize', place]).toString()
      const namespaces = parseAllDocuments(built)
        .map((document) => document.toJS() as { kind: string; metadata: { name: Json; namespace?: Json } })
        .flatMap(({ kind, metadata }) => (kind === 'Namespace' ? metadata.name : (metadata.namespace ?? [])))
      expect(new Set(namespaces)).toEqual(new Set([text]))
    },
  )
})

describe('scripts', () => {
  const commands = HOSTILE.filter((text) => text.includes(CANARY) && !text.includes('\n'))

  /** Scripts that hold nothing of what was typed are the same each time. */
  const ran = new Set<string>()

  test.each(commands)('run nothing that was typed: %s', (text) => {
    const design = into(text)
    if (!design) throw new Error('refused')
    const place = join(folder, `scripts-${commands.indexOf(text)}`)
    mkdirSync(place)
    const files = bundle(design)
    unpack(files, place)
    const scripts = files.filter(({ executable }) => executable)
    expect(scripts.length).toBeGreaterThan(5)
    for (const { path, content } of scripts) {
      if (ran.has(content)) continue
      ran.add(content)
      const { status, output } = run('bash', [join(place, path), '--help'], { cwd: place })
      expect([path, status, output]).toEqual([path, 0, expect.stringMatching(/--|Usage:/)])
    }
    expect(readdirSync(place)).not.toContain(CANARY)
  })
})

import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { parse as parseToml } from 'smol-toml'
import { afterAll, describe, expect, test } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { generate } from '../../bundle'
import { serializeDesign } from '../../document/write'
import { KINDS, PLACE_KINDS } from '../../kinds'
import type { Design } from '../../model/design'
import type { GeneratedFile } from '../../serialize/file-tree'
import { some } from '../../testing/breadth'
import { accepted, CANARY, HARMLESS, HOSTILE, replaced, strings } from '../../testing/hostile-text'
import { resolve } from '../../wiring/resolve'
import { generateVm } from '.'
import { extraSamples } from './testing/extra-samples'
import { run, scratch, unpack } from './testing/tools'

/** A drawing in which every element has a label and every text field of its kind a value. */
function base(): Design {
  const found = extraSamples().find(({ name }) => name === 'everything connected 4.7.0')
  if (!found) throw new Error('no sample')
  const { design } = found.deployment
  const filled = (fields: (typeof KINDS)['database']['fields']) =>
    Object.fromEntries(
      fields.flatMap((field) => (field.type === 'text' && !field.grammar ? [[field.key, HARMLESS]] : [])),
    )
  const components = [
    ...design.topology.components,
    { id: 'is1', kind: 'identity-server' as const },
    { id: 'idp1', kind: 'external-key-manager' as const },
  ]
  return {
    ...design,
    title: HARMLESS,
    topology: {
      places: [
        { id: 'dc1', kind: 'datacenter', label: HARMLESS },
        { id: 'z1', kind: 'zone', parent: 'dc1', label: HARMLESS },
        { id: 'h1', kind: 'host', parent: 'z1', label: HARMLESS },
      ].map((place) => ({ ...place, properties: filled(PLACE_KINDS[place.kind as 'host'].fields) })) as never,
      components: components.map((component) => ({
        ...component,
        label: HARMLESS,
        ...(component.id === 'acp1' && { place: 'h1' }),
        properties: { ...filled(KINDS[component.kind].fields), ...component.properties },
      })),
      connections: [
        ...design.topology.connections,
        { id: 'acp1-is1', from: 'acp1', to: 'is1' },
        { id: 'acp1-idp1', from: 'acp1', to: 'idp1' },
      ].map((connection) => ({ ...connection, label: HARMLESS })),
    },
    acknowledged: [{ code: 'HA-01', subjects: ['acp1'], reason: HARMLESS }],
    story: [{ title: HARMLESS, focus: ['gw1'], note: HARMLESS }],
  }
}

/**
 * Text that a person types, at its worst, in every field of the document. Either the document refuses it, or every file
 * means exactly what it meant with harmless text, with this text in the places where the harmless one was.
 */
const DOCUMENT: unknown = JSON.parse(serializeDesign(base()))

const FIELDS = [...strings(DOCUMENT)].map(({ path, value }) => ({ path, value, name: path.join('.') }))
/** Fields of free text: it reaches comments and prose alone. Labels of places become folders too and are told apart. */
const FREE = FIELDS.filter(({ value }) => value === HARMLESS)
const PROSE = FREE.filter(({ path }) => path[1] !== 'places')

const bundle = (design: Design) => generate(resolve(design), 'vm').files
/** Without findings, which read the release that a field names. */
const configuration = (design: Design) => generateVm(resolve(design))

/** What no file may ever be, whatever was typed. */
function broken(files: readonly GeneratedFile[]): string[] {
  return files.flatMap(({ path, content, language }) => {
    const plain = path.split('/').every((part) => /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(part))
    const faults = plain ? [] : [`${path} leaves the bundle`]
    if (
      [...content].some(
        (character) =>
          /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202a-\u202e\u2066-\u2069]/u.test(character) && !'\n\t'.includes(character),
      )
    ) {
      faults.push(`${path} hides something`)
    }
    try {
      if (language === 'toml') parseToml(content)
      if (language === 'yaml') parseYaml(content)
      if (language === 'json') JSON.parse(content)
    } catch (error) {
      faults.push(`${path} does not parse: ${String(error).slice(0, 200)}`)
    }
    return faults
  })
}

const COMMENT = /^\s*(?:#|--|<!--|Description=)/

/** Lines that differ although they are no comments and do not differ by the text alone. */
function changedMeaning(harmless: readonly GeneratedFile[], hostile: readonly GeneratedFile[], text: string): string[] {
  const other = new Map(hostile.map((file) => [file.path, file]))
  const paths = harmless.map(({ path }) => path).join()
  if (paths !== hostile.map(({ path }) => path).join()) return ['the bundle has other files']
  return harmless.flatMap((file) => {
    // Judged by readers of their own: the document, what follows from it, the picture.
    if (['topology.json', 'SHA256SUMS', 'topology.svg'].includes(file.path)) return []
    const before = file.content.split('\n')
    const after = (other.get(file.path)?.content ?? '').split('\n')
    if (before.length !== after.length) return [`${file.path} has ${after.length - before.length} lines more`]
    return before.flatMap((line, index) => {
      const now = after[index] ?? ''
      return line === now || sameMeaning(file, line, now, text)
        ? []
        : [`${file.path}:${index + 1}: ${now.slice(0, 200)}`]
    })
  })
}

function sameMeaning(file: GeneratedFile, line: string, now: string, text: string): boolean {
  if (!line.includes(HARMLESS)) return false
  if (COMMENT.test(line)) return COMMENT.exec(line)?.[0] === COMMENT.exec(now)?.[0] && unitSafe(now)
  if (file.language === 'markdown') return cells(line) === cells(now) && !/<(?:script|!DOCTYPE)/i.test(now)
  if (file.language === 'shell')
    return (
      words(now)?.join('\n') ===
      words(line)
        ?.map((word) => shown(word.replaceAll(HARMLESS, text)))
        .join('\n')
    )
  if (file.language === 'yaml')
    return (
      JSON.stringify(parseYaml(now.trim())) ===
      JSON.stringify(parseYaml(line.trim())).replaceAll(HARMLESS, JSON.stringify(text.trim()).slice(1, -1))
    )
  return false
}

/** A word as people see it: what cannot be seen is a space, and spaces are one. */
function shown(word: string): string {
  return word.replace(/[\s\ufeff]+/g, ' ').trim()
}

/** systemd replaces a lone percent sign and continues a line after a backslash. */
function unitSafe(line: string): boolean {
  return !line.startsWith('Description=') || (!/(?<!%)%(?:%%)*(?!%)/.test(line) && !line.endsWith('\\'))
}

/** Cells of a row of a table, or one: a bar that is not escaped ends a cell. */
function cells(line: string): number {
  return line.replace(/\\./g, '').split('|').length
}

/** Words of a line of shell that has no expansion in it, as the shell takes them apart; undefined where it would expand. */
function words(line: string): string[] | undefined {
  const found: string[] = []
  let rest = line.trim()
  let word = ''
  while (rest !== '') {
    const part = /^(?:'([^']*)'|\\(.)|([A-Za-z0-9_@%+=:,./-]+)|( +))/.exec(rest)
    if (!part) return undefined
    if (part[4] !== undefined) {
      found.push(word)
      word = ''
    } else word += part[1] ?? part[2] ?? part[3] ?? ''
    rest = rest.slice(part[0].length)
  }
  return [...found, word]
}

const harmless = configuration(base())
const into = (fields: readonly (typeof FREE)[number][], text: string) =>
  fields.reduce<unknown>((document, { path }) => replaced(document, path, text), DOCUMENT)

describe('hostile text alone', () => {
  test('in any field is refused, or leaves every file what it is', () => {
    const judged = new Set<string>()
    // One field of each sort: the tenth connection is read as the first one.
    const sorts = new Map(FIELDS.map((field) => [field.name.replace(/\d+/g, '#'), field]))
    const faults = [...sorts.values()].flatMap(({ path, name }) =>
      HOSTILE.flatMap((text) => {
        const design = accepted(replaced(DOCUMENT, path, text))
        // Free text is tried in all fields at once below; what is left are names that happen to be legal.
        if (!design || FREE.some((field) => field.name === name)) return []
        judged.add(name)
        return broken(configuration(design)).map((fault) => `${name} = ${JSON.stringify(text)}: ${fault}`)
      }),
    )
    expect(faults).toEqual([])
    expect(judged.size).toBeGreaterThan(5)
  })

  // Those in between are tried in mixtures below, and alone in npm run accept.
  test.each(some(HOSTILE, 3))(
    'in all fields of free text at once is refused, or changes nothing but itself: %j',
    (text) => {
      const usable = PROSE.filter(({ path }) => accepted(replaced(DOCUMENT, path, text)) !== undefined)
      const design = accepted(into(usable, text))
      if (!design) throw new Error('accepted one by one and not together')
      expect(broken(bundle(design))).toEqual([])
      expect(changedMeaning(harmless, configuration(design), text)).toEqual([])
    },
  )

  test('as the label of a place becomes no folder outside, and no other file', () => {
    const places = FREE.filter(({ path }) => path[1] === 'places')
    for (const text of some(HOSTILE, 3)) {
      const usable = places.filter(({ path }) => accepted(replaced(DOCUMENT, path, text)) !== undefined)
      const design = accepted(into(usable, text))
      expect([text, design && broken(configuration(design))]).toEqual([text, []])
    }
  })

  test('that breaks a line, hides or is no text is refused everywhere', () => {
    for (const text of HOSTILE.filter((one) => /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202e\u2066]/u.test(one))) {
      for (const { path, name } of FREE) {
        if (path[0] === 'story' || path[0] === 'acknowledged') continue
        expect([name, accepted(replaced(DOCUMENT, path, text))]).toEqual([name, undefined])
      }
    }
  })
})

describe('hostile text together', () => {
  test('in any fields, in any mixture, leaves every file what it is', () => {
    const mixture = fc
      .array(fc.constantFrom(...HOSTILE.filter((text) => text.length < 100)), { minLength: 1, maxLength: 4 })
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(mixture, fc.subarray(PROSE, { minLength: 1 }), (text, fields) => {
        const usable = fields.filter(({ path }) => accepted(replaced(DOCUMENT, path, text)) !== undefined)
        const design = accepted(into(usable, text))
        const files = design ? configuration(design) : harmless
        expect(broken(files)).toEqual([])
        expect(changedMeaning(harmless, files, text)).toEqual([])
      }),
      { numRuns: 30 },
    )
  })
})

describe('programs', () => {
  const folder = scratch()
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const commands = HOSTILE.filter((text) => text.includes(CANARY) && !text.includes('\n'))
  const fields = FREE.filter(({ path }) => commands.every((text) => accepted(replaced(DOCUMENT, path, text))))
  // Each bundle has all commands, in other fields than the bundle before.
  const places = some(commands, 3).map((_, round) => {
    const design = accepted(
      fields.reduce<unknown>(
        (document, { path }, index) => replaced(document, path, commands[(index + round) % commands.length] ?? ''),
        DOCUMENT,
      ),
    )
    if (!design) throw new Error(`the commands of round ${round} are refused`)
    const place = join(folder, String(round))
    mkdirSync(place)
    const files = bundle(design)
    unpack(files, place)
    return { place, files }
  })

  test('take every script, and run nothing that was typed', () => {
    for (const { place, files } of places) {
      const scripts = files.filter(({ executable }) => executable)
      expect(scripts.length).toBeGreaterThan(5)
      for (const { path } of scripts) {
        const { status, output } = run('bash', [join(place, path), '--help'], { cwd: place })
        expect([path, status, output]).toEqual([path, 0, expect.stringContaining('--')])
      }
      expect(readdirSync(place)).not.toContain(CANARY)
    }
    expect(existsSync(join(folder, CANARY))).toBe(false)
  })

  test('take every XML file', () => {
    for (const { place, files } of places) {
      const xml = files.filter(({ language, path }) => language === 'xml' || path.endsWith('.svg'))
      expect(xml.length).toBeGreaterThan(0)
      const { status, output } = run('xmllint', ['--noout', '--nonet', ...xml.map(({ path }) => join(place, path))])
      expect([status, output]).toEqual([0, ''])
      for (const { content } of xml) expect(content).not.toMatch(/<script|<!ENTITY/)
    }
  })

  test('would leave a trace if they ran it', () => {
    const place = join(folder, 'trace')
    mkdirSync(place)
    writeFileSync(join(place, 'a.sh'), `#!/bin/sh\nreadonly A=${commands[0]}\n`)
    run('bash', ['a.sh'], { cwd: place })
    expect(readdirSync(place)).toContain(CANARY)
  })
})

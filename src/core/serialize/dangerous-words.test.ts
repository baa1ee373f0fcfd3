import { parse as parseToml } from 'smol-toml'
import { describe, expect, test } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { DANGEROUS_WORDS } from '../testing/dangerous-words'
import { csv } from './csv'
import { code, codeBlock, markdownText } from './markdown'
import { comment, nginxLines, nginxWord } from './nginx'
import { propertyLine } from './properties'
import { oneLine } from './prose'
import { shellComment, shellWord } from './shell'
import { mssqlName, mysqlName, mysqlText, sqlName, sqlText } from './sql'
import { unitText, unitWord } from './systemd'
import { tomlKey, tomlValue } from './toml'
import { TracedText } from './traced-text'
import { xmlPasted, xmlText } from './xml'
import { writeYaml } from './yaml'

/** Every writer with every dangerous word, read back by a reader of the format. */

const words = DANGEROUS_WORDS.map((word) => [word] as const)
const printable = words.filter(([word]) => !word.includes('\u0000'))
const named = (list: typeof words) => list.map(([word]) => [JSON.stringify(word), word] as const)
/** No file holds half of a surrogate pair. */
const whole = (word: string) => word.replace(/\p{Cs}/gu, '\ufffd')

describe('shell', () => {
  test.each(named(printable))('a word stays %s', (_, word) => {
    expect(readShellWord(shellWord(word))).toBe(word)
  })

  test.each(named(words))('a comment of %s is one line', (_, word) => {
    expect(shellComment(word)).toMatch(/^# [^\n\r]*$/)
  })
})

/** What a POSIX shell makes of one word that is quoted as we quote; anything that it would expand is refused. */
function readShellWord(text: string): string {
  let read = ''
  for (let rest = text; rest !== ''; ) {
    const [part = '', plain, quoted, escaped] = /^(?:([A-Za-z0-9_@%+=:,./-]+)|'([^']*)'|\\(.))/su.exec(rest) ?? []
    if (part === '') throw new Error(`a shell would not take ${JSON.stringify(rest)} as it is`)
    read += plain ?? quoted ?? escaped ?? ''
    rest = rest.slice(part.length)
  }
  return read
}

describe('CSV', () => {
  test.each(named(words))('a cell of %s reads back, and is no formula', (_, word) => {
    const [cell = ''] = csv([[word]])
    const read = cell.startsWith('"') ? cell.slice(1, -1).replace(/""/g, '"') : cell
    expect(cell.startsWith('"') ? cell.slice(1, -1).replace(/""/g, '') : '').not.toContain('"')
    expect(cell.startsWith('"') || !/[",\n\r]/.test(cell)).toBe(true)
    expect([word, `'${word}`]).toContain(read)
    expect(read).not.toMatch(/^[=+\-@\t\r]/)
  })
})

describe('TOML', () => {
  test.each(named(words))('%s reads back as value and as key', (_, word) => {
    expect(parseToml(`x = ${tomlValue(word)}`)).toEqual({ x: whole(word) })
    expect(Object.keys(parseToml(`${tomlKey(word)} = 1`))).toEqual([whole(word)])
  })
})

describe('YAML', () => {
  test.each(named(words))('%s reads back as value and as key, old and new', (_, word) => {
    const { content } = writeYaml(new TracedText(), { [word]: word }).toFile({ path: 'x', language: 'yaml' })
    for (const version of ['1.1', '1.2'] as const) {
      const read = Object.entries(parseYaml(content, { version, strict: true }) as Record<string, string>)
      expect(read.map((entry) => entry.map(whole))).toEqual([[whole(word), whole(word)]])
    }
  })
})

describe('NGINX', () => {
  // A dollar sign cannot be escaped there, so what may hold one never gets in: see the doors of the document.
  const free = named(words.filter(([word]) => !word.includes('$') && word !== ''))

  test.each(free)('%s is one parameter', (_, word) => {
    const written = nginxWord(word)
    if (!written.startsWith('"')) expect(written).toMatch(/^[^\s;{}"'\\#]+$/)
    else expect(written.slice(1, -1).replace(/\\["\\]/g, '')).not.toContain('"')
    expect(written.startsWith('"') ? written.slice(1, -1).replace(/\\(["\\])/g, '$1') : written).toBe(word)
  })

  test.each(named(words))('a comment of %s is one line', (_, word) => {
    expect(nginxLines([comment(word)]).join('\n')).toMatch(/^# [^\n\r]*$/)
  })
})

describe('properties', () => {
  test.each(named(words))('%s reads back as key and value', (_, word) => {
    const line = propertyLine(word, word)
    expect(line).toMatch(/^[\u0020-\u007e]*$/)
    const at = / = /.exec(line.replace(/\\./g, '..'))?.index ?? -1
    expect(readProperty(line.slice(0, at))).toBe(word)
    expect(readProperty(line.slice(at + 3))).toBe(word)
    expect(line).not.toMatch(/^[#!]/)
    expect(line.slice(at + 3)).not.toMatch(/^ /)
  })
})

/** Escapes as `java.util.Properties` reads them. */
function readProperty(text: string): string {
  const short: Readonly<Record<string, string>> = { t: '\t', n: '\n', f: '\f', r: '\r' }
  return text.replace(/\\(?:u([0-9a-f]{4})|(.))/g, (_, unit: string | undefined, letter: string) =>
    unit === undefined ? (short[letter] ?? letter) : String.fromCharCode(Number.parseInt(unit, 16)),
  )
}

describe('systemd', () => {
  test.each(named(printable))('%s is one word without specifiers or variables', (_, word) => {
    const written = unitWord(word)
    expect(written).not.toContain('\n')
    const inside = written.startsWith('"') ? written.slice(1, -1) : written
    expect(inside.replace(/%%/g, '').replace(/\$\$/g, '')).not.toMatch(/[%$]/)
    if (written.startsWith('"')) expect(inside.replace(/\\[\\"n]/g, '')).not.toMatch(/["\\]/)
    else expect(written).not.toMatch(/[\s"'\\;]|^$/)
  })

  test.each(named(words))('text of %s stays on its line', (_, word) => {
    expect(unitText(word)).not.toMatch(/[\n\r]|\\$/)
    expect(unitText(word).replace(/%%/g, '')).not.toContain('%')
  })
})

describe('SQL', () => {
  test.each(named(words))('%s cannot end its name or text', (_, word) => {
    expect(sqlName(word).slice(1, -1).replace(/""/g, '')).not.toContain('"')
    expect(mysqlName(word).slice(1, -1).replace(/``/g, '')).not.toContain('`')
    expect(mssqlName(word).slice(1, -1).replace(/\]\]/g, '')).not.toContain(']')
    expect(sqlText(word).slice(1, -1).replace(/''/g, '')).not.toContain("'")
    expect(
      mysqlText(word)
        .slice(1, -1)
        .replace(/''|\\\\/g, ''),
    ).not.toMatch(/['\\]/)
    expect(sqlText(word).slice(1, -1).replace(/''/g, "'")).toBe(word)
    expect(sqlName(word).slice(1, -1).replace(/""/g, '"')).toBe(word)
  })
})

describe('XML', () => {
  test.each(named(words))('%s reads back, and opens no element or entity', (_, word) => {
    const written = xmlText(word)
    expect(written).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|apos);)/)
    const allowed = word.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, ' ')
    expect(readXml(written)).toBe(allowed)
    expect(readXml(xmlPasted(word))).toBe(word)
    expect(xmlPasted(word)).not.toMatch(/[<>]/)
  })
})

function readXml(text: string): string {
  const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
  return text.replace(/&(\w+);/g, (_, name: string) => entities[name] ?? '')
}

describe('Markdown', () => {
  test.each(named(words))('%s is shown as it is, in text, in code and in a block', (_, word) => {
    expect(markdownText(word)).not.toMatch(/(?<!\\)(?:\\\\)*[`*_[\]|~]/)
    expect(markdownText(word)).not.toMatch(/[<>\n]|&(?!amp;|lt;|gt;)/)
    const plain = markdownText(word).replace(/\\([\\`*_[\]|~])/g, '$1')
    expect(readXml(plain)).toBe(oneLine(word))
    const [, fence = '', inside = ''] = /^(`+)(.*)\1$/s.exec(code(word)) ?? []
    expect(inside).not.toMatch(new RegExp(`(?<!\`)${fence}(?!\`)`))
    expect(inside.trim().replace(/\\\|/g, '|')).toBe(oneLine(word))
    const [open = '', ...rest] = codeBlock('', word.split('\n'))
    expect(rest.slice(0, -1).some((line) => line.startsWith(open))).toBe(false)
  })
})

import { describe, expect, test } from 'vitest'
import { generate } from '../../core/bundle'
import { patternById } from '../../core/patterns'
import type { GeneratedFile } from '../../core/serialize/file-tree'
import { resolve } from '../../core/wiring/resolve'
import { plainLines, tokenLines } from './code-lines'
import { highlight } from './highlight'
import { MATCH_LIMIT, searchFiles } from './search'
import { bestFile, linesFrom, originOf, relevance, traceIds } from './trace'
import { treeOf, visibleRows } from './tree'

function file(path: string, content: string, more: Partial<GeneratedFile> = {}): GeneratedFile {
  return { path, content, language: 'toml', executable: false, origins: [], ...more }
}

const names = (paths: readonly string[], folded: readonly string[] = []) =>
  visibleRows(treeOf(paths.map((path) => ({ path }))), new Set(folded)).map(
    ({ node, level }) => `${' '.repeat(level - 1)}${node.name}`,
  )

describe('the file tree', () => {
  test('puts folders first, numbers in order, and lone folders on one line', () => {
    expect(names(['README.md', 'hosts/vm10/a.toml', 'hosts/vm2/repository/conf/a.toml', 'SHA256SUMS'])).toEqual([
      'hosts',
      ' vm2/repository/conf',
      '  a.toml',
      ' vm10',
      '  a.toml',
      'README.md',
      'SHA256SUMS',
    ])
  })

  test('hides what is in a folded folder', () => {
    expect(names(['a/one', 'a/b/two', 'c'], ['a'])).toEqual(['a', 'c'])
  })
})

describe('lines of an element', () => {
  const origins = [
    { from: 1, to: 6, subjects: ['gw1', 'gw2'], reason: 'whole file' },
    { from: 3, to: 4, subjects: ['gw1'], reason: 'its ports' },
  ]
  const shared = file('lb.conf', 'a\nb\nc\nd\ne\nf\n', { origins })

  test('are those whose origins name it', () => {
    expect([...linesFrom(shared, new Set(['gw2']))]).toEqual([1, 2, 3, 4, 5, 6])
    expect([...linesFrom({ ...shared, origins: origins.slice(1) }, new Set(['gw1', 'x']))]).toEqual([3, 4])
    expect(linesFrom(shared, new Set(['x'])).size).toBe(0)
  })

  test('have the reason of the narrowest run', () => {
    expect(originOf(shared, 3)?.reason).toBe('its ports')
    expect(originOf(shared, 5)?.reason).toBe('whole file')
    expect(originOf(shared, 7)).toBeUndefined()
  })

  test('a file of the element alone is shown before one that it shares, configuration before scripts and prose', () => {
    const own = file('own.toml', 'a\nb\nc\n', {
      origins: [
        { from: 1, to: 1, subjects: [], reason: 'the same everywhere' },
        { from: 2, to: 3, subjects: ['tm1', 'gw1'], reason: 'its Traffic Manager' },
      ],
    })
    const script = file('install.sh', 'a\nb\n', {
      language: 'shell',
      origins: [{ from: 1, to: 2, subjects: ['gw1'], reason: '' }],
    })
    const other = { ...shared, origins: [...origins.slice(1), { from: 5, to: 6, subjects: ['lb1'], reason: '' }] }
    expect(bestFile([other, script, own], new Set(['gw1']))).toBe(own)
    expect(relevance(own, new Set(['gw1', 'tm1']))).toBe(1)
    expect(relevance(other, new Set(['gw1']))).toBe(0.5)
    expect(relevance(own, new Set(['x']))).toBe(0)
    expect(bestFile([shared, own], new Set(['x']))).toBeUndefined()
  })

  test.each(['vm', 'kubernetes'] as const)('a gateway of Pattern 3 opens its own configuration for %s', (target) => {
    const deployment = resolve(patternById('pattern-3').template('4.7.0'))
    const { files } = generate(deployment, target)
    const path = bestFile(files, traceIds(['gw1'], deployment))?.path
    expect(path).toMatch(target === 'vm' ? /gw1.*deployment\.toml$/ : /values\/.*gw\.yaml$/)
  })
})

describe('searching', () => {
  const files = [file('hosts/gw1/a.toml', 'port = 8243\nHost = "GW1.internal"\n'), file('b.md', 'nothing')]

  test('finds lines and paths whatever the case', () => {
    const { files: found, total } = searchFiles(files, ' gw1 ')
    expect(total).toBe(1)
    expect(found).toEqual([
      {
        path: 'hosts/gw1/a.toml',
        inPath: true,
        matches: [{ line: 2, before: 'Host = "', match: 'GW1', after: '.internal"' }],
      },
    ])
  })

  test('an empty query finds nothing and an endless one stops', () => {
    expect(searchFiles(files, '  ').files).toEqual([])
    const long = file('long', 'x\n'.repeat(MATCH_LIMIT * 2))
    const result = searchFiles([long, long], 'x')
    expect(result.total).toBe(MATCH_LIMIT)
    expect(result.cut).toBe(true)
  })
})

describe('highlighted lines', () => {
  test('a span over several lines goes on in each of them, and text comes back as it was', () => {
    expect(tokenLines('a <span class="hljs-comment">b &lt;\nc</span>\nd')).toEqual([
      [
        { text: 'a ', scope: null },
        { text: 'b <', scope: 'hljs-comment' },
      ],
      [{ text: 'c', scope: 'hljs-comment' }],
      [{ text: 'd', scope: null }],
    ])
  })

  test.each(['toml', 'yaml', 'nginx', 'sql', 'shell', 'markdown', 'json', 'xml', 'properties', 'csv'] as const)(
    'highlighting %s changes no character',
    (language) => {
      const text = `# a <b> & "c" 'd'\n[server]\nkey: "$env{X}" # 'x'\n\n<tag a="1">\n{ "x": 1 }\nSELECT 'a' -- b`
      const joined = highlight(text, language).map((line) => line.map((token) => token.text).join(''))
      expect(joined).toEqual(text.split('\n'))
      expect(plainLines(text)).toHaveLength(joined.length)
    },
  )
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csv } from './csv'
import { block, comment, directive, nginxLines, nginxWord } from './nginx'
import { propertyLine } from './properties'
import { mssqlName, mysqlName, mysqlText, sqlName, sqlText } from './sql'
import { unitText, unitWord } from './systemd'
import { xmlLines, xmlPasted, xmlText } from './xml'

const anyText = fc.string({ unit: 'binary' })

describe('CSV', () => {
  test('a cell with separators, quotes or line breaks is quoted', () => {
    expect(csv([['a,b', 'say "x"', 'two\nlines', 'plain']])).toEqual(['"a,b","say ""x""","two\nlines",plain'])
  })

  test('no cell starts a formula', () => {
    fc.assert(
      fc.property(anyText, (free) => {
        expect(csv([[free]])[0]).not.toMatch(/^"?[=+\-@]/)
      }),
    )
  })
})

describe('NGINX', () => {
  test('blocks are indented and words with spaces quoted', () => {
    const lines = nginxLines([block('server', [], [comment('why\nnot'), directive('add_header', 'X-A', 'a b')])])
    expect(lines).toEqual(['server {', '    # why not', '    add_header X-A "a b";', '}'])
  })

  test('a quoted word cannot end its directive', () => {
    expect(nginxWord('a"; evil {')).toBe('"a\\"; evil {"')
    expect(nginxWord('a;b')).toBe('"a;b"')
  })
})

describe('properties', () => {
  test('a value stays on its line in ASCII', () => {
    fc.assert(
      fc.property(anyText, anyText, (key, value) => {
        expect(propertyLine(key, value)).toMatch(/^[\u0020-\u007e]*$/)
      }),
    )
  })

  test('a connection URL is not touched', () => {
    const url = "amqp://admin:@PASSWORD@@clientid/carbon?brokerlist='tcp://a:5672'"
    expect(propertyLine('connectionfactory.TopicConnectionFactory', url)).toBe(
      `connectionfactory.TopicConnectionFactory = ${url}`,
    )
  })
})

describe('SQL', () => {
  test('names and texts double what would end them', () => {
    expect([mysqlName('a`b'), mysqlText("a'b\\"), sqlName('a"b'), sqlText("a'b"), mssqlName('a]b')]).toEqual([
      '`a``b`',
      "'a''b\\\\'",
      '"a""b"',
      "'a''b'",
      '[a]]b]',
    ])
  })
})

describe('systemd', () => {
  test('percent signs and dollar signs are literal', () => {
    expect(unitText('50 %\nof it\\')).toBe('50 %% of it')
    expect(unitWord('a b$c%d"e')).toBe('"a b$$c%%d\\"e"')
    expect(unitWord('-Xms2048m')).toBe('-Xms2048m')
  })
})

describe('XML', () => {
  test('text and attributes are escaped, empty elements closed', () => {
    expect(
      xmlLines({ name: 'a', attributes: { b: '"<' }, children: [{ name: 'c', children: 'x & y' }, { name: 'd' }] }),
    ).toEqual(['<a b="&quot;&lt;">', '  <c>x &amp; y</c>', '  <d/>', '</a>'])
  })

  test('characters that XML does not have become spaces', () => {
    expect(xmlText('a\u0000b\ufffe')).toBe('a b ')
  })

  test('a value that is pasted into XML keeps its quotes', () => {
    expect(xmlPasted(`jdbc:x?a="1"&b=<2>`)).toBe('jdbc:x?a="1"&amp;b=&lt;2&gt;')
  })
})

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { KIND_IDS, PLACE_KIND_IDS } from '../model/design'
import { arbitraryDesign } from '../testing/arbitrary'
import { runs } from '../testing/breadth'
import { parseDesign, serializeDesign } from './codec'
import { designJsonSchema } from './json-schema'

type Node = { readonly [keyword: string]: unknown }

const COMMITTED = new URL('../../../public/topology.schema.json', import.meta.url)
const schema = designJsonSchema() as Node
const defs = schema.$defs as Readonly<Record<string, Node>>

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

/** Draft 2020-12, as far as our schema uses it. An unknown keyword throws, so that none goes unchecked. */
function accepts(node: Node, value: unknown): boolean {
  return Object.entries(node).every(([keyword, rule]) => holds(keyword, rule, node, value))
}

function holds(keyword: string, rule: unknown, node: Node, value: unknown): boolean {
  const type = typeOf(value)
  const entries = type === 'object' ? Object.entries(value as object) : []
  switch (keyword) {
    case '$schema':
    case '$defs':
    case 'title':
    case 'description':
    case 'default':
      return true
    case '$ref':
      return accepts(defs[String(rule).replace('#/$defs/', '')] as Node, value)
    case 'type':
      return rule === 'integer' ? Number.isInteger(value) : type === rule
    case 'const':
      return value === rule
    case 'enum':
      return (rule as unknown[]).includes(value)
    case 'oneOf':
      return (rule as Node[]).filter((option) => accepts(option, value)).length === 1
    case 'pattern':
      return type !== 'string' || new RegExp(String(rule), 'u').test(String(value))
    case 'minLength':
      return type !== 'string' || String(value).length >= Number(rule)
    case 'maxLength':
      return type !== 'string' || String(value).length <= Number(rule)
    case 'minimum':
      return type !== 'number' || Number(value) >= Number(rule)
    case 'maximum':
      return type !== 'number' || Number(value) <= Number(rule)
    case 'maxItems':
      return !Array.isArray(value) || value.length <= Number(rule)
    case 'items':
      return !Array.isArray(value) || value.every((item) => accepts(rule as Node, item))
    case 'required':
      return (rule as string[]).every((key) => type !== 'object' || Object.hasOwn(value as object, key))
    case 'properties':
      return entries.every(
        ([key, inner]) => !Object.hasOwn(rule as object, key) || accepts((rule as Node)[key] as Node, inner),
      )
    case 'propertyNames':
      return entries.every(([key]) => accepts(rule as Node, key))
    case 'additionalProperties':
      return entries.every(
        ([key, inner]) => Object.hasOwn((node.properties as object) ?? {}, key) || accepts(rule as Node, inner),
      )
    default:
      throw new Error(`The test does not know the keyword ${keyword}`)
  }
}

describe('the published JSON Schema', () => {
  test('is up to date: run npm run schema when this fails', () => {
    expect(readFileSync(COMMITTED, 'utf8')).toBe(`${JSON.stringify(schema, null, 2)}\n`)
  })

  test('describes every kind by name, with every field explained', () => {
    for (const kind of [...KIND_IDS, ...PLACE_KIND_IDS]) {
      const { title, description, properties } = defs[kind] as Node & { properties: { properties: Node } }
      expect([kind, typeof title, typeof description]).toEqual([kind, 'string', 'string'])
      const fields = (properties.properties.properties ?? {}) as Record<string, Node>
      for (const [key, field] of Object.entries(fields)) {
        expect([key, typeof field.title, typeof field.description]).toEqual([key, 'string', 'string'])
      }
    }
  })

  test('accepts what the parser accepts', () => {
    fc.assert(
      fc.property(arbitraryDesign(), (drawn) => {
        expect(accepts(schema, JSON.parse(serializeDesign(drawn)))).toBe(true)
      }),
      { numRuns: runs(200) },
    )
  })

  test('and refuses what the parser refuses: one value made wrong, anywhere that a field is', () => {
    const wrong = fc
      .tuple(arbitraryDesign(), fc.array(fc.nat(), { minLength: 1, maxLength: 6 }), fc.jsonValue())
      .map(([drawn, way, value]) => {
        const copy: unknown = JSON.parse(serializeDesign(drawn))
        let spot = copy
        for (const choice of way) {
          if (typeof spot !== 'object' || spot === null) break
          const keys = Object.keys(spot).filter((key) => !['id', 'parent', 'place', 'from', 'to'].includes(key))
          const key = keys[choice % (keys.length || 1)]
          if (key === undefined) break
          const inner: unknown = Reflect.get(spot, key)
          if (typeof inner === 'object' && inner !== null && Object.keys(inner).length > 0) spot = inner
          else {
            Reflect.set(spot, key, value)
            break
          }
        }
        return copy
      })
    let refused = 0
    fc.assert(
      fc.property(wrong, (value) => {
        const text = JSON.stringify(value)
        const result = parseDesign(text)
        const beyondSchema =
          !result.ok && result.problems.some(({ message }) => /not allowed|may not stand/.test(message))
        if (!result.ok) refused += 1
        if (!beyondSchema) expect(accepts(schema, JSON.parse(text))).toBe(result.ok)
      }),
      { numRuns: runs(400) },
    )
    expect(refused).toBeGreaterThan(runs(200) / 4)
  })
})

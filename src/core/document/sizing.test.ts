import { describe, expect, test } from 'vitest'
import { TOKEN_GRANTS } from '../model/design'
import { fieldProblem } from './schema'
import { SIZING_FIELDS } from './sizing'

describe('the form of the load', () => {
  test('has each fact once, takes its own defaults, and explains everything', () => {
    const keys = SIZING_FIELDS.map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
    for (const field of SIZING_FIELDS) {
      if ('default' in field && field.default !== undefined) expect(fieldProblem(field, field.default)).toBeUndefined()
      expect(field.help, field.key).toMatch(/^[A-Z].*\.$/)
      expect(field.group, field.key).toBeDefined()
    }
  })

  test('guesses neither the load nor what the drawing shows', () => {
    const open = SIZING_FIELDS.filter((field) => !('default' in field)).map(({ key }) => key)
    expect(open).toEqual(['targetTps', 'gatewayCores', 'analytics', 'zones', 'tokenTps', 'clients', 'tokenLifetime'])
  })

  test('offers every grant', () => {
    const field = SIZING_FIELDS.find(({ key }) => key === 'tokenGrant')
    expect(field?.type === 'choice' && field.choices.map(({ value }) => value)).toEqual([...TOKEN_GRANTS])
  })
})

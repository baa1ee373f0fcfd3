import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { Component } from '../model/design'
import { flagOf, listOf, numberOf, saidOf, textOf } from './properties'

const CORE = fileURLToPath(new URL('..', import.meta.url))

const owner = (kind: Component['kind'], properties: Component['properties']): Component => ({
  id: 'it',
  kind,
  ...(properties && { properties }),
})

describe('a property', () => {
  test('is read through the kind that declares it', () => {
    const balancer = owner('load-balancer', { gatewayHostname: 'gw.acme.com', sticky: true, layer: 7 })
    expect(textOf(balancer, 'gatewayHostname')).toBe('gw.acme.com')
    expect(flagOf(balancer, 'sticky')).toBe(true)
    expect(numberOf(balancer, 'layer')).toBe(7)
    expect(listOf(owner('universal-gateway', { gatewayLabels: ['a', 'b'] }), 'gatewayLabels')).toEqual(['a', 'b'])
  })

  test('of another kind is absent, whatever a file holds there', () => {
    const database = owner('database', { gatewayHostname: 'x\n http-request redirect', sticky: true, layer: 7 })
    expect(['gatewayHostname', 'sticky', 'layer'].map((key) => saidOf(database, key))).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect(textOf(database, 'gatewayHostname')).toBeUndefined()
    expect(flagOf(database, 'sticky')).toBeUndefined()
    expect(numberOf(database, 'layer')).toBeUndefined()
    expect(listOf(owner('load-balancer', { gatewayLabels: ['a'] }), 'gatewayLabels')).toBeUndefined()
  })

  test('is read nowhere else in core, but where documents are parsed, written and edited as a whole', () => {
    const direct = readdirSync(CORE, { recursive: true, encoding: 'utf8' })
      .filter(
        (path) => path.endsWith('.ts') && !/\.test\.ts$|(?:^|\/)testing\/|^document\/|^kinds\/properties/.test(path),
      )
      .flatMap((path) => {
        const code = readFileSync(join(CORE, path), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '')
        return [...code.matchAll(/\bproperties\??\.(?:\[|\w).*/g)].map(([text]) => `${path}: ${text}`)
      })
    expect(direct).toEqual([])
  })
})

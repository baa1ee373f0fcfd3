import { expect, test } from 'vitest'
import { some } from '../../../../testing/breadth'
import { resolve } from '../../../../wiring/resolve'
import { generateVm } from '../..'
import { tomlFaults } from '../toml-legality'
import { drawings } from './drawings'
import { readBundle, type ServerKind } from './read-bundle'

const DISTRIBUTION = { aio: 'a', acp: 'c', km: 'c', tm: 't', gw: 'g' } as const satisfies Record<ServerKind, string>

test.each(some(drawings(), 9))('every key of $name is one that its server reads', ({ design }) => {
  const { servers } = readBundle(generateVm(resolve(design)))
  const faults = servers.flatMap(({ name, kind, tomlText }) =>
    tomlFaults(tomlText, design.apimVersion, DISTRIBUTION[kind]).map((fault) => `${name}: ${fault}`),
  )
  expect(faults).toEqual([])
})

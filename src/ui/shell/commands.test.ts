import { expect, test } from 'vitest'
import { SHORTCUTS } from '../common/shortcuts'
import { commands } from './commands'

test('every command has an id of its own', () => {
  const ids = commands().map((command) => command.id)
  expect(new Set(ids).size).toBe(ids.length)
})

test('every key is that of one command, except the one that leaves what is at hand', () => {
  const ids = new Set(commands().map((command) => command.id))
  expect(Object.keys(SHORTCUTS).filter((id) => !ids.has(id))).toEqual(['leave'])
  const keys = Object.values(SHORTCUTS).flat()
  expect(new Set(keys).size).toBe(keys.length)
})

import { expect, test } from 'vitest'
import { commands } from './commands'
import { isPressed, shownAs } from './shortcut'

const press = (
  key: string,
  modifiers: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {},
) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...modifiers,
})

test.each([
  ['Mod+Z', press('z', { ctrlKey: true }), true],
  ['Mod+Z', press('Z', { ctrlKey: true, shiftKey: true }), false],
  ['Mod+Shift+Z', press('Z', { ctrlKey: true, shiftKey: true }), true],
  ['Mod+Z', press('z'), false],
  ['Mod+Z', press('z', { metaKey: true }), false],
  ['F', press('f'), true],
  ['F', press('f', { ctrlKey: true }), false],
  ['F', press('f', { altKey: true }), false],
  ['+', press('+', { shiftKey: true }), true],
  ['Delete', press('Delete'), true],
])('%s and a press of %j: %s', (shortcut, event, expected) => {
  expect(isPressed(shortcut, event, false)).toBe(expected)
})

test('on a Mac the command key takes the place of Ctrl', () => {
  expect(isPressed('Mod+Z', press('z', { metaKey: true }), true)).toBe(true)
  expect(isPressed('Mod+Z', press('z', { ctrlKey: true }), true)).toBe(false)
})

test('keys are shown as they are written on the keyboard', () => {
  expect(shownAs('Mod+Shift+Z', false)).toBe('Ctrl+Shift+Z')
  expect(shownAs('Mod+Shift+Z', true)).toBe('⇧⌘Z')
  expect(shownAs('Delete', false)).toBe('Del')
  expect(shownAs('+', false)).toBe('+')
})

test('no two commands have one key, and every id is there once', () => {
  const keys = commands().flatMap((command) => command.keys ?? [])
  expect(new Set(keys).size).toBe(keys.length)
  const ids = commands().map((command) => command.id)
  expect(new Set(ids).size).toBe(ids.length)
})

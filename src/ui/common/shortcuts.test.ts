// @vitest-environment happy-dom
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { isPressed, isShortcut, SHORTCUTS, shownFor } from './shortcuts'

const UI = join(import.meta.dirname, '..')
const IDS = Object.keys(SHORTCUTS).filter(isShortcut)

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

afterEach(() => vi.restoreAllMocks())

describe('pressed', () => {
  test.each([
    ['undo', press('z', { ctrlKey: true }), true],
    ['undo', press('Z', { ctrlKey: true, shiftKey: true }), false],
    ['redo', press('Z', { ctrlKey: true, shiftKey: true }), true],
    ['redo', press('y', { ctrlKey: true }), true],
    ['undo', press('z'), false],
    ['undo', press('z', { metaKey: true }), false],
    ['fit', press('f'), true],
    ['fit', press('f', { ctrlKey: true }), false],
    ['fit', press('f', { altKey: true }), false],
    ['zoom-in', press('+', { shiftKey: true }), true],
    ['delete', press('Delete'), true],
    ['delete', press('Backspace'), true],
    ['arrange', press('Delete'), false],
  ])('%s by a press of %j: %s', (id, event, expected) => {
    expect(isPressed(id, event, false)).toBe(expected)
  })

  test('on a Mac the command key takes the place of the control key', () => {
    expect(isPressed('undo', press('z', { metaKey: true }), true)).toBe(true)
    expect(isPressed('undo', press('z', { ctrlKey: true }), true)).toBe(false)
  })
})

describe('shown', () => {
  test.each([
    ['redo', 'Ctrl+Shift+Z', '⇧⌘Z'],
    ['duplicate', 'Ctrl+D', '⌘D'],
    ['delete', 'Del', '⌫'],
    ['leave', 'Esc', 'esc'],
    ['zoom-in', '+', '+'],
    ['fit', 'F', 'F'],
  ] as const)('%s is %s, and %s on a Mac', (id, elsewhere, mac) => {
    expect(shownFor(id, false)).toBe(elsewhere)
    expect(shownFor(id, true)).toBe(mac)
  })

  test('on a Mac every shortcut has the signs of a Mac, on no other machine any has', () => {
    vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)')
    for (const id of IDS) expect(shownFor(id)).toMatch(/^⇧?⌘?([A-Z0-9+[\]-]|⌫|esc)$/)
    vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue('Mozilla/5.0 (X11; Linux x86_64)')
    for (const id of IDS) expect(shownFor(id)).toMatch(/^(Ctrl\+)?(Shift\+)?([A-Z0-9+[\]-]|Del|Esc)$/)
  })

  test('nothing else in ui spells a key: all of it comes from the table', () => {
    const files = readdirSync(UI, { recursive: true, encoding: 'utf8' }).filter(
      (path) => /\.tsx?$/.test(path) && !/\.test\.|common.shortcuts\.ts$/.test(path),
    )
    expect(files.length).toBeGreaterThan(90)
    const spelled = files.flatMap((path) =>
      readFileSync(join(UI, path), 'utf8')
        .split('\n')
        .filter((line) => /Ctrl|Cmd|[⌘⇧⌫]|\b(Esc|Del)\b|\([A-Z]\)['"]|['"]Mod\+/.test(line))
        .map((line) => `${path}: ${line.trim()}`),
    )
    expect(spelled).toEqual([])
  })
})

/**
 * Every key that does something, in one place: what the keyboard listens to and what buttons, menus and hints show.
 * Written as `Mod+Shift+Z`; `Mod` is Ctrl, or Command on a Mac. All of an id's keys work, the first is shown.
 */
export const SHORTCUTS = {
  undo: ['Mod+Z'],
  redo: ['Mod+Shift+Z', 'Mod+Y'],
  connect: ['C'],
  duplicate: ['Mod+D'],
  delete: ['Delete', 'Backspace'],
  'select-all': ['Mod+A'],
  'next-connection': [']'],
  'previous-connection': ['['],
  wire: ['W'],
  open: ['Mod+O'],
  save: ['Mod+S'],
  commands: ['Mod+K'],
  fit: ['F'],
  'zoom-in': ['+', '='],
  'zoom-out': ['-'],
  'zoom-actual': ['0'],
  simulate: ['S'],
  inspector: ['1'],
  findings: ['2'],
  pattern: ['3'],
  capabilities: ['4'],
  sizing: ['5'],
  left: ['P'],
  right: ['I'],
  files: ['B'],
  overview: ['M'],
  /** Closes the notice, else leaves the simulation, else clears the selection. */
  leave: ['Escape'],
} as const satisfies Readonly<Record<string, readonly [string, ...string[]]>>

export type ShortcutId = keyof typeof SHORTCUTS

interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

/** Whether a key press is one that does what the id says; of an id without keys none is. */
export function isPressed(id: string, event: KeyPress, mac = isMac()): boolean {
  return isShortcut(id) && SHORTCUTS[id].some((keys) => matches(keys, event, mac))
}

/** The first key of an id as people read it: `Ctrl+Shift+Z`, `⇧⌘Z` on a Mac. */
export function shownFor(id: ShortcutId, mac = isMac()): string {
  const { mod, shift, key } = parseKeys(SHORTCUTS[id][0])
  if (mac) return `${shift ? '⇧' : ''}${mod ? '⌘' : ''}${MAC_NAMES[key] ?? key}`
  return [mod ? 'Ctrl' : [], shift ? 'Shift' : [], NAMES[key] ?? key].flat().join('+')
}

export function isShortcut(id: string): id is ShortcutId {
  return Object.hasOwn(SHORTCUTS, id)
}

const NAMES: Readonly<Record<string, string>> = { Escape: 'Esc', Delete: 'Del' }

/** The key that a Mac calls delete is Backspace elsewhere, and has this sign. */
const MAC_NAMES: Readonly<Record<string, string>> = { Escape: 'esc', Delete: '⌫' }

function isMac(): boolean {
  return typeof navigator !== 'undefined' && /mac/i.test(navigator.userAgent)
}

function parseKeys(keys: string): { readonly mod: boolean; readonly shift: boolean; readonly key: string } {
  const mod = keys.startsWith('Mod+')
  const rest = mod ? keys.slice('Mod+'.length) : keys
  const shift = rest.startsWith('Shift+')
  return { mod, shift, key: shift ? rest.slice('Shift+'.length) : rest }
}

function matches(keys: string, event: KeyPress, mac: boolean): boolean {
  const { mod, shift, key } = parseKeys(keys)
  const modDown = mac ? event.metaKey : event.ctrlKey
  const otherDown = mac ? event.ctrlKey : event.metaKey
  if (modDown !== mod || otherDown || event.altKey) return false
  // On some keyboards plus, brackets and the question mark are typed with Shift.
  const isSign = key.length === 1 && !/[a-z0-9]/i.test(key)
  if (!isSign && event.shiftKey !== shift) return false
  return event.key.toLowerCase() === key.toLowerCase()
}

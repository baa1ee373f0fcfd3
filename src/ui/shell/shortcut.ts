/** Keys as written in commands: `Mod+Shift+Z`. `Mod` is Ctrl, or Command on a Mac. */
export const IS_MAC = typeof navigator !== 'undefined' && /mac/i.test(navigator.userAgent)

interface Keys {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

/** Whether a key press is the one that a shortcut names. */
export function isPressed(shortcut: string, event: Keys, mac = IS_MAC): boolean {
  const parts = shortcut.split('+')
  // `Mod++` ends with the plus key itself.
  const key = shortcut.endsWith('+') ? '+' : (parts.at(-1) ?? '')
  const mod = parts.includes('Mod')
  const shift = parts.includes('Shift')
  const modDown = mac ? event.metaKey : event.ctrlKey
  const otherDown = mac ? event.ctrlKey : event.metaKey
  if (modDown !== mod || otherDown || event.altKey) return false
  // On some keyboards plus, brackets and the question mark are typed with Shift.
  const isSign = key.length === 1 && !/[a-z0-9]/i.test(key)
  if (!isSign && event.shiftKey !== shift) return false
  return event.key.toLowerCase() === key.toLowerCase()
}

const NAMES: Readonly<Record<string, string>> = { Escape: 'Esc', Delete: 'Del', ' ': 'Space' }

/** As people read it: `Ctrl+Shift+Z`, `⇧⌘Z` on a Mac. */
export function shownAs(shortcut: string, mac = IS_MAC): string {
  if (!mac) return shortcut.replace('Mod', 'Ctrl').replace(/[^+]+$/, (key) => NAMES[key] ?? key)
  const parts = shortcut.split('+')
  const signs = `${parts.includes('Shift') ? '⇧' : ''}${parts.includes('Mod') ? '⌘' : ''}`
  return signs === '' ? shortcut : `${signs}${parts.at(-1)}`
}

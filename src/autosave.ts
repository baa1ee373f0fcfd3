import { parseDesign } from './core/document/codec'
import { serializeDesign } from './core/document/write'
import { loadPreferences, savePreferences } from './platform/preferences'
import type { SavedSession, Sessions } from './platform/storage'
import { isEmpty } from './state/empty-design'
import {
  DEFAULT_PANEL,
  getState,
  notify,
  openDesign,
  type Panel,
  setPanel,
  setSaveState,
  subscribe,
} from './state/store'
import { showDesign } from './ui/document/open-file'
import type { Restorable } from './ui/shell/RestoreBar'

/** A pause in the work, after which it is saved; a closing page does not wait for it. */
const SAVE_AFTER_MS = 300

/** Brings back what this tab had, and keeps it from now on. Returns what other tabs left. */
export async function keepWork(sessions: Sessions): Promise<readonly Restorable[]> {
  if (sessions.own) await restore(sessions, sessions.own)
  if (!sessions.available) setSaveState('failed')
  saveEdits(sessions)
  return sessions.others.map((session) => ({
    key: session.key,
    title: session.title,
    savedAt: session.savedAt,
    open: () => {
      const result = parseDesign(session.text)
      if (result.ok) showDesign(result.value)
      else notify({ kind: 'error', text: `“${session.title}” could not be read. It stays in the browser's storage.` })
    },
    discard: () => sessions.discard(session.key),
  }))
}

async function restore(sessions: Sessions, own: SavedSession): Promise<void> {
  const result = parseDesign(own.text)
  if (result.ok) {
    openDesign(result.value)
    return
  }
  // What can't be read is not overwritten: a later version of the page may know how.
  await sessions.leave()
  notify({
    kind: 'error',
    text: `“${own.title}” was saved in this browser but could not be read. It stays in the browser's storage.`,
    details: result.problems.map((problem) => `${problem.path}: ${problem.message}`),
  })
}

function saveEdits(sessions: Sessions): void {
  let saved = getState().design
  let timer: ReturnType<typeof setTimeout> | undefined

  const save = () => {
    clearTimeout(timer)
    timer = undefined
    const { design, past, future } = getState()
    if (design === saved) return
    saved = design
    // An empty page that nobody has drawn on is not worth a session; one that was emptied is.
    if (isEmpty(design) && past.length === 0 && future.length === 0) {
      sessions.clear()
      return
    }
    setSaveState(sessions.save({ title: design.title, text: serializeDesign(design) }) ? 'saved' : 'failed')
  }

  subscribe((state, previous) => {
    if (state.design === previous.design) return
    if (state.saveState === 'saved') setSaveState('saving')
    clearTimeout(timer)
    timer = setTimeout(save, SAVE_AFTER_MS)
  })
  window.addEventListener('pagehide', save)
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') save()
  })
}

/** Panels and theme as they were left. */
export function keepPreferences(): void {
  setPanel(panelFrom(loadPreferences()))
  subscribe((state, previous) => {
    if (state.panel !== previous.panel) savePreferences(state.panel)
  })
}

/** What of a stored value is a panel setting; anything else is left at its default. */
function panelFrom(stored: unknown): Partial<Panel> {
  if (typeof stored !== 'object' || stored === null) return {}
  const known = Object.entries(DEFAULT_PANEL).flatMap(([key, usual]) => {
    const value = (stored as Readonly<Record<string, unknown>>)[key]
    return isLike(key, value, usual) ? [[key, value] as const] : []
  })
  return Object.fromEntries(known)
}

const WORDS: Readonly<Record<string, readonly string[]>> = {
  left: ['palette', 'patterns'],
  right: ['inspector', 'findings', 'pattern', 'capabilities'],
  target: ['drawn', 'vm', 'kubernetes'],
  theme: ['light', 'dark', 'system'],
}

function isLike(key: string, value: unknown, usual: unknown): boolean {
  if (typeof usual === 'string') return WORDS[key]?.includes(String(value)) ?? false
  if (typeof usual === 'boolean') return typeof value === 'boolean'
  if (typeof value !== 'object' || value === null) return false
  return (['left', 'right', 'bottom'] as const).every((side) => {
    const size = (value as Readonly<Record<string, unknown>>)[side]
    return typeof size === 'number' && size >= 100 && size <= 2000
  })
}

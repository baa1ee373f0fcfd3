// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { keepWork } from './autosave'
import { emptyDesign, renameDesign } from './core/document/edits'
import { serializeDesign } from './core/document/write'
import type { SavedSession, Sessions } from './platform/storage'
import { edit, getState, notify, openDesign, setSaveState } from './state/store'

const DRAWN = renameDesign(emptyDesign(), { title: 'Drawn' })

function session(text: string): SavedSession {
  return { key: 'k', savedAt: 1, title: 'Old', text }
}

function sessionsWith(patch: Partial<Sessions> = {}): Sessions & { readonly saved: string[] } {
  const saved: string[] = []
  return {
    own: null,
    others: [],
    available: true,
    save: ({ title }) => {
      saved.push(title)
      return true
    },
    clear: () => saved.push('cleared'),
    discard: () => {},
    leave: async () => {
      saved.push('left')
    },
    ...patch,
    saved,
  }
}

beforeEach(() => {
  vi.useFakeTimers()
  openDesign(emptyDesign())
  setSaveState('saved')
  notify(null)
})
afterEach(() => vi.useRealTimers())

describe('keepWork', () => {
  test('brings back what the tab had, without a step to undo', async () => {
    await keepWork(sessionsWith({ own: session(serializeDesign(DRAWN)) }))
    expect(getState().design.title).toBe('Drawn')
    expect(getState().past).toEqual([])
  })

  test('what cannot be read is left where it is, and said', async () => {
    const sessions = sessionsWith({ own: session('{') })
    await keepWork(sessions)
    expect(sessions.saved).toEqual(['left'])
    expect(getState().notice?.text).toContain('“Old” was saved in this browser but could not be read')
  })

  test('edits are saved after a pause, once for all that came in it', async () => {
    const sessions = sessionsWith()
    await keepWork(sessions)
    edit((design) => renameDesign(design, { title: 'a' }))
    edit((design) => renameDesign(design, { title: 'b' }))
    expect(getState().saveState).toBe('saving')
    expect(sessions.saved).toEqual([])
    vi.runAllTimers()
    expect(sessions.saved).toEqual(['b'])
    expect(getState().saveState).toBe('saved')
  })

  test('a page that closes or goes out of sight saves at once', async () => {
    const sessions = sessionsWith()
    await keepWork(sessions)
    edit((design) => renameDesign(design, { title: 'a' }))
    window.dispatchEvent(new Event('pagehide'))
    expect(sessions.saved).toEqual(['a'])
    window.dispatchEvent(new Event('pagehide'))
    vi.runAllTimers()
    expect(sessions.saved).toEqual(['a'])
  })

  test('storage that refuses is said, and tried again with the next edit', async () => {
    let refuses = true
    await keepWork(sessionsWith({ save: () => !refuses }))
    edit((design) => renameDesign(design, { title: 'a' }))
    vi.runAllTimers()
    expect(getState().saveState).toBe('failed')
    refuses = false
    edit((design) => renameDesign(design, { title: 'b' }))
    vi.runAllTimers()
    expect(getState().saveState).toBe('saved')
  })

  test('blocked storage is said before anything is drawn', async () => {
    await keepWork(sessionsWith({ available: false }))
    expect(getState().saveState).toBe('failed')
  })

  test('what another tab left opens as a step that can be undone', async () => {
    const [other] = await keepWork(sessionsWith({ others: [session(serializeDesign(DRAWN))] }))
    edit((design) => renameDesign(design, { title: 'mine' }))
    other?.open()
    expect(getState().design.title).toBe('Drawn')
    expect(getState().past.at(-1)?.title).toBe('mine')
  })
})

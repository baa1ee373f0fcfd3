// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from 'vitest'
import { type Browser, startSessions } from './storage'

/** Storage in memory; `quota` is in characters. */
class MemoryStorage implements Storage {
  readonly #items = new Map<string, string>()
  quota = Number.POSITIVE_INFINITY
  get length(): number {
    return this.#items.size
  }
  clear(): void {
    this.#items.clear()
  }
  getItem(key: string): string | null {
    return this.#items.get(key) ?? null
  }
  key(index: number): string | null {
    return [...this.#items.keys()][index] ?? null
  }
  removeItem(key: string): void {
    this.#items.delete(key)
  }
  setItem(key: string, value: string): void {
    const others = [...this.#items].reduce((sum, [name, text]) => (name === key ? sum : sum + text.length), 0)
    if (others + value.length > this.quota) throw new DOMException('full', 'QuotaExceededError')
    this.#items.set(key, value)
  }
}

/** Locks of one browser with several tabs; closing a tab lets go of what it holds. */
class Tabs {
  readonly local = new MemoryStorage()
  readonly #held = new Map<string, object>()
  #ids = 0
  #clock = 1000

  open(perTab: Storage = new MemoryStorage()): { browser: Browser; perTab: Storage; close: () => void } {
    const tab = {}
    const locks = {
      query: async () => ({ held: [...this.#held.keys()].map((name) => ({ name })) }),
      request: async (name: string, _options: object, granted: () => Promise<void>) => {
        this.#held.set(name, tab)
        await granted()
        this.#held.delete(name)
      },
    } as unknown as LockManager
    const browser: Browser = {
      local: () => this.local,
      perTab: () => perTab,
      locks,
      now: () => this.#clock++,
      newId: () => `${++this.#ids}`,
    }
    const close = () => {
      for (const [name, holder] of this.#held) if (holder === tab) this.#held.delete(name)
    }
    return { browser, perTab, close }
  }
}

let tabs: Tabs
beforeEach(() => {
  tabs = new Tabs()
})

describe('sessions', () => {
  test('a reload finds what the tab had', async () => {
    const first = tabs.open()
    const before = await startSessions(first.browser)
    expect(before.own).toBeNull()
    expect(before.save({ title: 'a', text: '{"a":1}' })).toBe(true)
    first.close()
    const after = await startSessions(tabs.open(first.perTab).browser)
    expect(after.own?.text).toBe('{"a":1}')
    expect(after.others).toEqual([])
  })

  test('a new tab takes over what a crashed one left, and offers what others left before it', async () => {
    for (const title of ['first', 'second', 'third']) {
      const tab = tabs.open()
      const sessions = await startSessions(tab.browser)
      await sessions.leave()
      sessions.save({ title, text: title })
      tab.close()
    }
    const { own, others } = await startSessions(tabs.open().browser)
    expect(own?.title).toBe('third')
    expect(others.map((session) => session.title)).toEqual(['second', 'first'])
  })

  test('a second tab beside an open one starts on its own, and neither overwrites the other', async () => {
    const first = await startSessions(tabs.open().browser)
    first.save({ title: 'first', text: '1' })
    const second = tabs.open()
    const beside = await startSessions(second.browser)
    expect(beside.own).toBeNull()
    expect(beside.others).toEqual([])
    beside.save({ title: 'second', text: '2' })
    first.save({ title: 'first', text: '1b' })
    second.close()
    expect((await startSessions(tabs.open(second.perTab).browser)).own?.text).toBe('2')
  })

  test('a duplicated tab starts with the same drawing and saves it elsewhere', async () => {
    const first = tabs.open()
    const original = await startSessions(first.browser)
    original.save({ title: 'a', text: '1' })
    const copy = await startSessions(tabs.open(first.perTab).browser)
    expect(copy.own?.text).toBe('1')
    copy.save({ title: 'a', text: '2' })
    const texts = Array.from({ length: tabs.local.length }, (_, index) =>
      tabs.local.getItem(tabs.local.key(index) ?? ''),
    )
    expect(texts.map((text) => JSON.parse(text ?? '').text).sort()).toEqual(['1', '2'])
  })

  test('full storage is reported and keeps the last good save', async () => {
    const tab = tabs.open()
    const sessions = await startSessions(tab.browser)
    sessions.save({ title: 'a', text: 'small' })
    tabs.local.quota = 200
    expect(sessions.save({ title: 'a', text: 'x'.repeat(500) })).toBe(false)
    tab.close()
    expect((await startSessions(tabs.open(tab.perTab).browser)).own?.text).toBe('small')
  })

  test('blocked storage is known at once', async () => {
    const { browser } = tabs.open()
    const blocked = () => {
      throw new DOMException('blocked', 'SecurityError')
    }
    const sessions = await startSessions({ ...browser, local: blocked, perTab: blocked })
    expect(sessions.available).toBe(false)
    expect(sessions.own).toBeNull()
    expect(sessions.save({ title: 'a', text: '1' })).toBe(false)
  })

  test('full storage is known at once, before the first edit', async () => {
    tabs.local.quota = 0
    const perTab = new MemoryStorage()
    perTab.quota = 0
    expect((await startSessions(tabs.open(perTab).browser)).available).toBe(false)
  })

  test('a session that cannot be read stays where it is', async () => {
    const tab = tabs.open()
    const sessions = await startSessions(tab.browser)
    sessions.save({ title: 'a', text: 'unreadable' })
    await sessions.leave()
    sessions.save({ title: 'b', text: 'new' })
    tab.close()
    const { own, others } = await startSessions(tabs.open(tab.perTab).browser)
    expect(own?.text).toBe('new')
    expect(others.map((session) => session.text)).toEqual(['unreadable'])
  })

  test('without locks every other session counts as left behind', async () => {
    const first = tabs.open()
    const sessions = await startSessions({ ...first.browser, locks: undefined })
    sessions.save({ title: 'a', text: '1' })
    const second = await startSessions({ ...tabs.open().browser, locks: undefined })
    expect(second.own?.text).toBe('1')
  })

  test('what else lies in the storage is left alone', async () => {
    tabs.local.setItem('topology-studio/session/odd', 'not json')
    tabs.local.setItem('other', '1')
    const { own, others } = await startSessions(tabs.open().browser)
    expect([own, others]).toEqual([null, []])
    expect(tabs.local.getItem('topology-studio/session/odd')).toBe('not json')
  })
})

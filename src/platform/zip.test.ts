import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Bundle, GeneratedFile } from '../core/serialize/file-tree'
import { zipBundle } from './zip'

function file(path: string, content: string, executable = false): GeneratedFile {
  return { path, content, language: executable ? 'shell' : 'text', executable, origins: [] }
}

const BUNDLE: Bundle = {
  target: 'vm',
  name: 'acme-vm',
  draft: false,
  unresolved: [],
  files: [file('README.md', '# Köln\n'), file('hosts/vm1/install.sh', '#!/bin/sh\necho 1\n', true)],
}

describe('zipBundle', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  test('has the same bytes on another day and in another time zone', async () => {
    const first = await zipBundle(BUNDLE)
    vi.useFakeTimers({ now: new Date('2031-07-01T23:30:00Z'), toFake: ['Date'] })
    vi.stubEnv('TZ', 'Asia/Colombo')
    const second = await zipBundle(BUNDLE)
    vi.unstubAllEnvs()
    expect(Buffer.from(second).equals(Buffer.from(first))).toBe(true)
  })
})

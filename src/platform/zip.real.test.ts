import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
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
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'zip-'))
  })
  afterEach(() => {
    rmSync(folder, { recursive: true })
  })

  test('unzip unpacks it into one folder, with contents and modes as generated', async () => {
    const path = join(folder, 'acme-vm.zip')
    writeFileSync(path, await zipBundle(BUNDLE))
    execFileSync('unzip', ['-q', path, '-d', folder])
    expect(readFileSync(join(folder, 'acme-vm/README.md'), 'utf8')).toBe('# Köln\n')
    expect(statSync(join(folder, 'acme-vm/README.md')).mode & 0o777).toBe(0o644)
    expect(statSync(join(folder, 'acme-vm/hosts/vm1/install.sh')).mode & 0o777).toBe(0o755)
  })

  test('holds files only, in the order of the bundle', async () => {
    const path = join(folder, 'acme-vm.zip')
    writeFileSync(path, await zipBundle(BUNDLE))
    const names = execFileSync('unzip', ['-Z1', path], { encoding: 'utf8' }).trim().split('\n')
    expect(names).toEqual(['acme-vm/README.md', 'acme-vm/hosts/vm1/install.sh'])
  })
})

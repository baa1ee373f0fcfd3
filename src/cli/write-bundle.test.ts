import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Bundle } from '../core/serialize/file-tree'
import { sha256 } from '../core/serialize/sha256'
import { zipBundle } from '../platform/zip'
import { writeFolder, writeZip } from './write-bundle'

function bundleOf(contents: Readonly<Record<string, string>>): Bundle {
  const all = { 'topology.json': '{}\n', ...contents }
  const sums = Object.entries(all).map(([path, content]) => `${sha256(content)}  ${path}\n`)
  const files = Object.entries({ ...all, SHA256SUMS: sums.join('') })
  return {
    target: 'vm',
    name: 'acme-vm',
    draft: false,
    unresolved: [],
    files: files.map(([path, content]) => ({
      path,
      content,
      language: 'text',
      executable: path.endsWith('.sh'),
      origins: [],
    })),
  }
}

const FIRST = bundleOf({ 'README.md': 'one\n', 'hosts/vm1/install.sh': '#!/bin/sh\n', 'hosts/vm2/install.sh': 'x\n' })
const SECOND = bundleOf({ 'README.md': 'two\n', 'hosts/vm1/install.sh': '#!/bin/sh\n' })
const CAREFUL = { force: false }

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'write-bundle-'))
})
afterEach(() => {
  rmSync(root, { recursive: true })
})

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true, encoding: 'utf8' })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
}

describe('writeFolder', () => {
  test('writes exactly the files of the bundle into a new folder, scripts executable', async () => {
    const out = join(root, 'a/b')
    await writeFolder(FIRST, out, CAREFUL)
    expect(filesIn(out)).toEqual(FIRST.files.map(({ path }) => path).sort())
    for (const { path, content } of FIRST.files) expect(readFileSync(join(out, path), 'utf8')).toBe(content)
    expect(statSync(join(out, 'hosts/vm1/install.sh')).mode & 0o100).toBe(0o100)
    expect(statSync(join(out, 'README.md')).mode & 0o111).toBe(0)
  })

  test('takes an empty folder', async () => {
    await writeFolder(FIRST, root, CAREFUL)
    expect(filesIn(root)).toContain('SHA256SUMS')
  })

  test('replaces an earlier export, its stale files and folders included, and leaves what somebody added', async () => {
    await writeFolder(FIRST, root, CAREFUL)
    writeFileSync(join(root, 'secrets.env'), 'kept')
    await writeFolder(SECOND, root, CAREFUL)
    expect(filesIn(root)).toEqual([...SECOND.files.map(({ path }) => path), 'secrets.env'].sort())
    expect(readdirSync(join(root, 'hosts'))).toEqual(['vm1'])
    expect(readFileSync(join(root, 'README.md'), 'utf8')).toBe('two\n')
  })

  test('refuses a folder with other files, and changes nothing in it', async () => {
    writeFileSync(join(root, 'README.md'), 'mine')
    await expect(writeFolder(FIRST, root, CAREFUL)).rejects.toThrow('no earlier export')
    expect(filesIn(root)).toEqual(['README.md'])
    expect(readFileSync(join(root, 'README.md'), 'utf8')).toBe('mine')
  })

  test('with force, writes beside other files', async () => {
    writeFileSync(join(root, 'notes.txt'), 'mine')
    await writeFolder(FIRST, root, { force: true })
    expect(filesIn(root)).toEqual([...FIRST.files.map(({ path }) => path), 'notes.txt'].sort())
  })

  test('refuses a file in place of the folder', async () => {
    writeFileSync(join(root, 'out'), 'mine')
    await expect(writeFolder(FIRST, join(root, 'out'), { force: true })).rejects.toThrow('is a file')
  })

  test('check sums that name files outside the folder are not those of an export: nothing there is removed', async () => {
    const out = join(root, 'out')
    mkdirSync(out)
    writeFileSync(join(root, 'victim'), 'mine')
    writeFileSync(join(out, 'topology.json'), '{}')
    writeFileSync(join(out, 'SHA256SUMS'), `${'0'.repeat(64)}  ../victim\n`)
    await expect(writeFolder(FIRST, out, CAREFUL)).rejects.toThrow('no earlier export')
    expect(readFileSync(join(root, 'victim'), 'utf8')).toBe('mine')
  })

  test('does not write or remove through a link to another folder', async () => {
    const out = join(root, 'out')
    await writeFolder(FIRST, out, CAREFUL)
    rmSync(join(out, 'hosts'), { recursive: true })
    mkdirSync(join(root, 'elsewhere/vm1'), { recursive: true })
    writeFileSync(join(root, 'elsewhere/vm1/install.sh'), 'mine')
    symlinkSync(join(root, 'elsewhere'), join(out, 'hosts'))
    await expect(writeFolder(FIRST, out, CAREFUL)).rejects.toThrow('in the way')
    expect(readFileSync(join(root, 'elsewhere/vm1/install.sh'), 'utf8')).toBe('mine')
    expect(readFileSync(join(out, 'README.md'), 'utf8')).toBe('one\n')
  })
})

describe('writeZip', () => {
  test('writes the same bytes as a download, and replaces an earlier export', async () => {
    const out = join(root, 'a/acme.zip')
    await writeZip(FIRST, out, CAREFUL)
    await writeZip(SECOND, out, CAREFUL)
    expect(readFileSync(out).equals(Buffer.from(await zipBundle(SECOND)))).toBe(true)
    expect(readdirSync(join(root, 'a'))).toEqual(['acme.zip'])
  })

  test('refuses to replace any other file, unless forced', async () => {
    const out = join(root, 'acme.zip')
    writeFileSync(out, 'PK but something else')
    await expect(writeZip(FIRST, out, CAREFUL)).rejects.toThrow('no earlier export')
    expect(readFileSync(out, 'utf8')).toBe('PK but something else')
    await writeZip(FIRST, out, { force: true })
    expect(readFileSync(out).equals(Buffer.from(await zipBundle(FIRST)))).toBe(true)
  })

  test('refuses a folder whose name ends in .zip', async () => {
    mkdirSync(join(root, 'acme.zip'))
    await expect(writeZip(FIRST, join(root, 'acme.zip'), { force: true })).rejects.toThrow('is a folder')
  })
})

import { lstat, mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Bundle } from '../core/serialize/file-tree'
import { zipBundle } from '../platform/zip'
import { Unusable } from './terminal'

export interface WriteOptions {
  /** Also into a folder that holds other files, and over a zip that is no export. */
  readonly force: boolean
}

const EXECUTABLE = 0o755
const PLAIN = 0o644

/** Writes the zip beside its place and moves it there, so that nobody ever finds half a zip. */
export async function writeZip(bundle: Bundle, path: string, { force }: WriteOptions): Promise<void> {
  const there = await typeOf(path)
  if (there === 'folder') throw new Unusable(`${path} is a folder.`)
  if (there === 'other' && !force && !(await isEarlierZip(path))) {
    throw new Unusable(`${path} exists and is no earlier export. Use --force to replace it.`)
  }
  const partial = join(dirname(path), `.${basename(path)}.partial`)
  await mkdir(dirname(path), { recursive: true })
  try {
    await writeFile(partial, await zipBundle(bundle))
    await rename(partial, path)
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
}

/** By the names that every bundle has: they stand uncompressed in a zip's directory. */
async function isEarlierZip(path: string): Promise<boolean> {
  const bytes = await readFile(path)
  return bytes.toString('latin1', 0, 2) === 'PK' && bytes.includes('/SHA256SUMS') && bytes.includes('/topology.json')
}

/**
 * Writes the files into a folder: a new or empty one, or that of an earlier export, whose own files go first and whose
 * other files (filled-in secrets, notes) stay.
 */
export async function writeFolder(bundle: Bundle, folder: string, { force }: WriteOptions): Promise<void> {
  if ((await typeOf(folder)) === 'other')
    throw new Unusable(`${folder} is a file. Name a folder, or a file that ends in .zip.`)
  const earlier = await filesOfEarlierExport(folder)
  if (!earlier && !force && (await entriesOf(folder)).length > 0) {
    throw new Unusable(`${folder} holds files that are no earlier export. Name another folder, or use --force.`)
  }
  for (const path of [...(earlier ?? []), ...bundle.files.map((file) => file.path)]) await requireOwnPath(folder, path)
  for (const path of earlier ?? []) await rm(join(folder, path), { force: true })
  await removeEmptyFolders(folder, earlier ?? [])
  for (const { path, content, executable } of bundle.files) {
    const target = join(folder, path)
    await mkdir(dirname(target), { recursive: true })
    await rm(target, { force: true })
    await writeFile(target, content, { mode: executable ? EXECUTABLE : PLAIN, flag: 'wx' })
  }
}

async function typeOf(path: string): Promise<'none' | 'folder' | 'link' | 'other'> {
  try {
    const found = await lstat(path)
    if (found.isSymbolicLink()) return 'link'
    return found.isDirectory() ? 'folder' : 'other'
  } catch {
    return 'none'
  }
}

async function entriesOf(folder: string): Promise<string[]> {
  return (await typeOf(folder)) === 'none' ? [] : readdir(folder)
}

/** Paths that an earlier export put there, by its check sums; undefined when the folder is not one. */
async function filesOfEarlierExport(folder: string): Promise<string[] | undefined> {
  const entries = await entriesOf(folder)
  if (!entries.includes('SHA256SUMS') || !entries.includes('topology.json')) return undefined
  const sums = await readFile(join(folder, 'SHA256SUMS'), 'utf8')
  const paths = sums
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => /^[0-9a-f]{64} {2}(.+)$/.exec(line)?.[1])
  const known = paths.filter((path): path is string => path !== undefined && isInside(path))
  return known.length === paths.length ? [...known, 'SHA256SUMS'] : undefined
}

function isInside(path: string): boolean {
  return !path.startsWith('/') && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
}

/** Refuses to write or remove through a link inside the folder: what it points to is not ours. */
async function requireOwnPath(folder: string, path: string): Promise<void> {
  const parts = path.split('/')
  for (let depth = 1; depth < parts.length; depth++) {
    const parent = join(folder, ...parts.slice(0, depth))
    const type = await typeOf(parent)
    if (type === 'link' || type === 'other')
      throw new Unusable(`${parent} is in the way: it is not a folder of an export.`)
  }
  if ((await typeOf(join(folder, path))) === 'folder')
    throw new Unusable(`${join(folder, path)} is in the way: it is a folder.`)
}

async function removeEmptyFolders(folder: string, paths: readonly string[]): Promise<void> {
  const folders = new Set(paths.flatMap(parentsOf))
  for (const path of [...folders].sort().reverse()) {
    if ((await entriesOf(join(folder, path))).length === 0) await rmdir(join(folder, path)).catch(() => {})
  }
}

function parentsOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1)
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}

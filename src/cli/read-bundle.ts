import { readdir, readFile, stat } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import { unzipTexts } from '../platform/unzip'
import { reasonOf } from './read-design'
import { type Terminal, Unusable } from './terminal'

/** More than any export holds: past that, it is another kind of folder or zip. */
const LIMITS = { files: 20_000, bytes: 256 * 1024 * 1024 } as const

/** The files of an export by their path in it, from a folder or a zip. */
export async function readBundle(name: string, terminal: Terminal): Promise<ReadonlyMap<string, string>> {
  const path = resolve(terminal.folder, name)
  const files = await readAll(path, name)
  if (!files.has('SHA256SUMS') || !files.has('topology.json')) throw new Unusable(`${name} is no export.`)
  return files
}

async function readAll(path: string, name: string): Promise<ReadonlyMap<string, string>> {
  try {
    return (await stat(path)).isDirectory() ? await readFolder(path, name) : inside(await readZip(path, name))
  } catch (error) {
    throw error instanceof Unusable ? error : new Unusable(`${name} cannot be read: ${reasonOf(error)}`)
  }
}

async function readFolder(path: string, name: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  const found = entries.filter((entry) => entry.isFile())
  if (found.length > LIMITS.files) throw new Unusable(`${name} holds more files than an export can.`)
  const files = new Map<string, string>()
  let bytes = 0
  for (const entry of found) {
    const text = await readFile(join(entry.parentPath, entry.name), 'utf8')
    bytes += text.length
    if (bytes > LIMITS.bytes) throw new Unusable(`${name} is larger than an export can be.`)
    const inner = join(entry.parentPath, entry.name).slice(path.length + 1)
    files.set(inner.split(sep).join('/'), text)
  }
  return files
}

async function readZip(path: string, name: string): Promise<ReadonlyMap<string, string>> {
  const bytes = await readFile(path)
  const unzipped = await unzipTexts(Uint8Array.from(bytes).buffer, LIMITS)
  if (!unzipped.ok) throw new Unusable(`${name} cannot be read: ${unzipped.reason}`)
  return unzipped.files
}

/** A zip holds one folder with the name of the bundle. */
function inside(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const folders = new Set([...files.keys()].map((path) => path.split('/')[0]))
  if (folders.size !== 1) return files
  return new Map([...files].map(([path, text]) => [path.split('/').slice(1).join('/'), text]))
}

import { messageOf } from '../core/base/message-of'
import { LIMITS, parseDesign } from '../core/document/codec'
import type { Design, Problem, Result } from '../core/model/design'

/** A bundle is far smaller; what is larger is not ours, and reading it would only cost memory. */
export const ZIP_LIMIT_BYTES = 64 * 1024 * 1024

const DOCUMENT = 'topology.json'

/**
 * Reads a dropped or chosen file: a design, or an exported bundle with its design inside. Size is checked before
 * anything is read, and unpacking stops at the limit, so neither a huge file nor a zip that swells can take the page
 * down. Never throws.
 */
export async function openFile(file: File): Promise<Result<Design>> {
  try {
    if (await isZip(file)) return await openZip(file)
    if (file.size > LIMITS.bytes) return tooLarge(file.size, LIMITS.bytes)
    return openBytes(new Uint8Array(await file.arrayBuffer()))
  } catch (fault) {
    return refuse(`The file could not be read: ${messageOf(fault)}.`)
  }
}

async function isZip(file: File): Promise<boolean> {
  const [p, k, three, four] = new Uint8Array(await file.slice(0, 4).arrayBuffer())
  return p === 0x50 && k === 0x4b && three === 0x03 && four === 0x04
}

async function openZip(file: File): Promise<Result<Design>> {
  if (file.size > ZIP_LIMIT_BYTES) return tooLarge(file.size, ZIP_LIMIT_BYTES)
  const { unzipOne } = await import('./unzip')
  const entry = await unzipOne(await file.arrayBuffer(), DOCUMENT, LIMITS.bytes)
  switch (entry.kind) {
    case 'missing':
      return refuse(`The zip holds no ${DOCUMENT}. Open a bundle that Topology Studio exported, or a design file.`)
    case 'broken':
      return refuse(`The zip is damaged: ${entry.reason}. Download or copy it again.`)
    case 'too-large':
      return refuse(`${DOCUMENT} in the zip is larger than ${mebibytes(LIMITS.bytes)}, too large for a design.`)
    case 'bytes':
      return openBytes(entry.bytes)
  }
}

function openBytes(bytes: Uint8Array): Result<Design> {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return refuse('The file is not UTF-8 text, so it is no design.')
  }
  return parseDesign(text)
}

function tooLarge(size: number, limit: number): Result<never> {
  return refuse(`The file is ${mebibytes(size)}. A design has at most ${mebibytes(limit)}.`)
}

function mebibytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024 / 1024)} MiB`
}

function refuse(message: string): Result<never> {
  const problem: Problem = { path: '$', message }
  return { ok: false, problems: [problem] }
}

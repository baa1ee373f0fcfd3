import JSZip from 'jszip'

export type UnzippedEntry =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'missing' }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'broken'; readonly reason: string }

/** A documented method of JSZip's entries that its types lack. */
interface Streaming {
  readonly internalStream: (type: 'uint8array') => JSZip.JSZipStreamHelper<Uint8Array>
}

/** Unpacks the one file of that name that lies highest in a zip, and stops as soon as it passes the limit. */
export async function unzipOne(zip: ArrayBuffer, name: string, limitBytes: number): Promise<UnzippedEntry> {
  let loaded: JSZip
  try {
    loaded = await JSZip.loadAsync(zip)
  } catch (fault) {
    return { kind: 'broken', reason: fault instanceof Error ? firstSentence(fault.message) : String(fault) }
  }
  const depth = (path: string) => path.split('/').length
  const [entry] = loaded
    .filter((path, file) => !file.dir && (path === name || path.endsWith(`/${name}`)))
    .sort((a, b) => depth(a.name) - depth(b.name) || (a.name < b.name ? -1 : 1))
  return entry ? stream(entry, limitBytes) : { kind: 'missing' }
}

function stream(entry: JSZip.JSZipObject, limitBytes: number): Promise<UnzippedEntry> {
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = []
    let size = 0
    const chunked = (entry as unknown as Streaming).internalStream('uint8array')
    chunked
      .on('data', (chunk) => {
        size += chunk.length
        if (size > limitBytes) {
          chunked.pause()
          resolve({ kind: 'too-large' })
        } else chunks.push(chunk)
      })
      .on('error', (fault) => resolve({ kind: 'broken', reason: firstSentence(fault.message) }))
      .on('end', () => resolve({ kind: 'bytes', bytes: joined(chunks, size) }))
      .resume()
  })
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

/** JSZip's messages go on to a link to its own documentation. */
function firstSentence(message: string): string {
  return message.split(/ ?[:!?] /)[0] ?? message
}

export type UnzippedTexts =
  | { readonly ok: true; readonly files: ReadonlyMap<string, string> }
  | { readonly ok: false; readonly reason: string }

/** Unpacks all files of a zip as UTF-8 text, by their path in it, and stops as soon as it passes a limit. */
export async function unzipTexts(
  zip: ArrayBuffer,
  limits: { readonly files: number; readonly bytes: number },
): Promise<UnzippedTexts> {
  try {
    const loaded = await JSZip.loadAsync(zip)
    const entries = Object.values(loaded.files).filter((entry) => !entry.dir)
    if (entries.length > limits.files) return { ok: false, reason: 'it holds too many files' }
    const files = new Map<string, string>()
    let left = limits.bytes
    for (const file of entries) {
      const entry = await stream(file, left)
      if (entry.kind !== 'bytes')
        return { ok: false, reason: entry.kind === 'broken' ? entry.reason : 'it is too large' }
      left -= entry.bytes.length
      files.set(file.name, new TextDecoder().decode(entry.bytes))
    }
    return { ok: true, files }
  } catch (fault) {
    return { ok: false, reason: fault instanceof Error ? firstSentence(fault.message) : String(fault) }
  }
}

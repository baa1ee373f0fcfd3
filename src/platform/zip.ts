import JSZip from 'jszip'
import type { Bundle } from '../core/serialize/file-tree'

/** JSZip writes the UTC fields of a date, so that only this one is the same in every time zone. */
const EPOCH = new Date(Date.UTC(1980, 0, 1))
const EXECUTABLE = 0o100755
const PLAIN = 0o100644

/**
 * The bundle as a zip, everything in one folder with the bundle's name. The same bundle gives the same bytes in every
 * browser, in Node and in every time zone: one fixed date, no entries for folders (JSZip would date them today), and
 * JSZip's own compressor. Scripts keep their executable bit.
 */
export async function zipBundle(bundle: Bundle): Promise<Uint8Array<ArrayBuffer>> {
  const zip = new JSZip()
  for (const { path, content, executable } of bundle.files) {
    zip.file(`${bundle.name}/${path}`, content, {
      date: EPOCH,
      createFolders: false,
      unixPermissions: executable ? EXECUTABLE : PLAIN,
    })
  }
  const bytes = await zip.generateAsync({
    type: 'uint8array',
    compression: 'DEFLATE',
    compressionOptions: { level: 6 },
    platform: 'UNIX',
  })
  return Uint8Array.from(bytes)
}

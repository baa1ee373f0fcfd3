import JSZip from 'jszip'
import { generate } from '../../src/core/generate'
import type { Bundle } from '../../src/core/generate/file-tree'
import type { DbmsId } from '../../src/core/model/design'
import { patternById } from '../../src/core/patterns'
import { largeDrawing } from '../../src/core/testing/large-drawing'
import { resolve } from '../../src/core/wiring/resolve'
import { zipBundle } from '../../src/platform/zip'

/** Every release of pattern 4, all paired, from the resolved document on. */
export function makeReleases(): Bundle {
  return generate(resolve(patternById('pattern-4').template('4.7.0')), 'kubernetes')
}

/** The largest template on one database system: wiring, findings, every file and its check sum, as an export makes them. */
export function makeLargest(dbms: DbmsId): Bundle {
  const template = patternById('multi-dc-active-active').template('4.7.0')
  return generate(resolve({ ...template, settings: { ...template.settings, dbms } }), 'vm')
}

export function makeGrown(instances: number): Bundle {
  return generate(resolve(largeDrawing(instances)), 'vm')
}

/** The same bytes, as JSON. */
export function asJson({ files }: Bundle): string {
  return JSON.stringify(files.map(({ path, content }) => ({ path, content })))
}

export const zipped = zipBundle

/** The same bytes through jszip alone, with the compression that the product uses. */
export function zippedPlainly({ files }: Bundle): Promise<Uint8Array> {
  const zip = new JSZip()
  for (const { path, content } of files) zip.file(path, content)
  return zip.generateAsync({ type: 'uint8array', compression: 'DEFLATE', compressionOptions: { level: 6 } })
}

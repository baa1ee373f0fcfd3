import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import JSZip from 'jszip'
import { parse as parseToml } from 'smol-toml'
import { parseAllDocuments } from 'yaml'

/** Path in the bundle, without its folder -> bytes. */
export type BundleFiles = ReadonlyMap<string, Buffer>

/** The files of a zip, which must all be in one folder of the given name. */
export async function filesOfZip(bytes: Buffer, folder: string): Promise<BundleFiles> {
  const zip = await JSZip.loadAsync(bytes, { checkCRC32: true })
  const files = new Map<string, Buffer>()
  for (const [path, entry] of Object.entries(zip.files)) {
    if (!path.startsWith(`${folder}/`)) throw new Error(`${path} is not in ${folder}`)
    files.set(path.slice(folder.length + 1), await entry.async('nodebuffer'))
  }
  return files
}

/** Lets a parser of each file's format read it, and returns what they object to. A format without a parser is objected to. */
export function objections(files: BundleFiles): string[] {
  return [...files].flatMap(([path, bytes]) => {
    const parser = PARSERS.find(([pattern]) => pattern.test(path))?.[1]
    if (!parser) return [`${path}: no parser for it`]
    try {
      return (parser(bytes.toString('utf8'), files) ?? []).map((objection) => `${path}: ${objection}`)
    } catch (fault) {
      return [`${path}: ${fault instanceof Error ? fault.message : String(fault)}`]
    }
  })
}

type Parser = (text: string, files: BundleFiles) => undefined | string[]

const PARSERS: readonly (readonly [RegExp, Parser])[] = [
  [/\.toml$/, (text) => void parseToml(text)],
  [/\.ya?ml$/, readYaml],
  [/\.json$/, (text) => void JSON.parse(text)],
  [/\.(xml|svg)$/, (text) => void execFileSync('xmllint', ['--noout', '-'], { input: text, stdio: 'pipe' })],
  [/\.sh$|\.env\.example$/, (text) => void execFileSync('bash', ['-n'], { input: text, stdio: 'pipe' })],
  [/\.csv$/, readCsv],
  [/\.sql$/, (text) => requireLines(text, /\S/, (lines) => /;$/.test(lines.at(-1) ?? ''))],
  [/nginx\.conf$/, readBlocks],
  [/keepalived\.conf$/, readBlocks],
  [/\.nft$/, readBlocks],
  [/\.conf$/, (text) => requireLines(text, /^\s*(#|$|[\w.@*-]+(\s*=\s*|\s+)\S)/)],
  [/\.properties$/, (text) => requireLines(text, /^(#|$|[\w.-]+\s*=\s*\S)/)],
  [/\.service$/, (text) => requireLines(text, /^(#|$|\[\w+\]$|\w+=)/)],
  [/\.md$/, (text) => requireLines(text, /^/, (lines) => (lines[0] ?? '').startsWith('# '))],
  [/(^|\/)hosts$/, (text) => requireLines(text, /^(#|$|\d+(\.\d+){3}\s+\S)/)],
  [
    /(^|\/)Dockerfile[\w.-]*$/,
    (text) => requireLines(text, /^/, (lines) => lines.some((line) => line.startsWith('FROM '))),
  ],
  [/(^|\/)\.gitignore$/, (text) => requireLines(text, /^(#|$|[\w.*-]+(\/[\w.*-]*)*$)/)],
  [/^SHA256SUMS$/, readCheckSums],
]

function readYaml(text: string): string[] {
  return parseAllDocuments(text, { strict: true, uniqueKeys: true }).flatMap(({ errors }) =>
    errors.map(({ message }) => message),
  )
}

function readCsv(text: string): string[] {
  const rows = text.trimEnd().split('\n')
  const widths = new Set(rows.map((row) => row.replace(/"(?:[^"]|"")*"/g, '').split(',').length))
  return widths.size === 1 ? [] : [`rows of different widths: ${[...widths].join(', ')}`]
}

/** Blocks that close; that NGINX, keepalived and nft take their files is the matter of tests of their own. */
function readBlocks(text: string): string[] {
  const code = text.replace(/#.*$/gm, '').replace(/"[^"]*"|'[^']*'/g, '""')
  const open = code.split('{').length
  const closed = code.split('}').length
  return open === closed ? [] : [`${open} blocks open, ${closed} close`]
}

function requireLines(text: string, line: RegExp, whole: (lines: readonly string[]) => boolean = () => true): string[] {
  const lines = text.trimEnd().split('\n')
  const odd = lines.filter((candidate) => candidate !== '' && !line.test(candidate))
  return whole(lines) ? odd : [...odd, 'does not look like its format']
}

function readCheckSums(text: string, files: BundleFiles): string[] {
  const lines = text.trimEnd().split('\n')
  const wrong = lines.filter((entry) => {
    const [sum, path = ''] = entry.split('  ')
    return (
      sum !==
      createHash('sha256')
        .update(files.get(path) ?? '')
        .digest('hex')
    )
  })
  return lines.length === files.size - 1 ? wrong : [...wrong, `${lines.length} sums for ${files.size - 1} files`]
}

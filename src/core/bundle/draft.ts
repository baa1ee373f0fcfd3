import type { Id } from '../model/design'
import type { Finding } from '../rules/support/rule'
import type { GeneratedFile, Language, Origin } from '../serialize/file-tree'
import { markdownText, oneLine } from '../serialize/prose'

/** How each language writes a comment line; absent = it has none, and the list in `DRAFT.md` must do. */
const COMMENT: Partial<Record<Language, (text: string) => string>> = {
  toml: hash,
  yaml: hash,
  nginx: hash,
  shell: hash,
  ini: hash,
  properties: hash,
  sql: (text) => `-- ${text}`,
  xml: (text) => `<!-- ${text.replace(/-{2,}/g, '-').replace(/-$/, '')} -->`,
  markdown: (text) => `> ${markdownText(text)}`,
}

function hash(text: string): string {
  return `# ${text}`
}

/**
 * Marks the files of a bundle that has unresolved errors: each file that holds lines of an affected element opens with
 * the errors and the numbers of those lines, the runbook says so before anything else, and `DRAFT.md` lists all of it.
 */
export function markDraft(files: readonly GeneratedFile[], errors: readonly Finding[]): GeneratedFile[] {
  return [...files.map((file) => markFile(file, errors)), draftList(files, errors)]
}

function markFile(file: GeneratedFile, errors: readonly Finding[]): GeneratedFile {
  const comment = COMMENT[file.language]
  const affected = errors.filter((error) => touches(file, error.subjects))
  if (!comment || (affected.length === 0 && file.path !== 'README.md')) return file
  const at = openingLines(file)
  const size = header(
    file.language,
    comment,
    '',
    affected.map(({ code }) => code),
  ).length
  const shift = (line: number) => (line > at ? line + size : line)
  const opening = 'Draft: this topology has errors, and what it describes does not work as it is. See DRAFT.md.'
  const details = affected.map((error) => {
    const runs = file.origins.filter((origin) => overlaps(origin, error.subjects))
    const lines = runs.map(({ from, to }) => (from === to ? `${shift(from)}` : `${shift(from)}-${shift(to)}`))
    return `Unresolved in line ${lines.join(', ')}: ${error.code}, ${oneLine(error.message)}`
  })
  const subjects = [...new Set((affected.length > 0 ? affected : errors).flatMap((error) => error.subjects))]
  return insert(file, at, header(file.language, comment, opening, details), shift, subjects)
}

/** In Markdown a heading stays first, so the notice is set off by blank lines, each sentence in a paragraph of its own. */
function header(
  language: Language,
  comment: (text: string) => string,
  opening: string,
  details: readonly string[],
): string[] {
  if (language !== 'markdown') return [comment(opening), ...details.map(comment)]
  const list = details.map((detail) => `> - ${markdownText(detail)}`)
  return ['', comment(opening), ...(list.length > 0 ? ['>', ...list] : []), '']
}

function insert(
  file: GeneratedFile,
  at: number,
  added: readonly string[],
  shift: (line: number) => number,
  subjects: readonly Id[],
): GeneratedFile {
  const lines = file.content.split('\n')
  const notice = {
    from: at + 1,
    to: at + added.length,
    subjects,
    reason: 'Errors of the topology at the time of the export',
  }
  const origins = file.origins.flatMap((origin): Origin[] => {
    const moved = { ...origin, from: shift(origin.from), to: shift(origin.to) }
    // A run of lines that the notice stands in the middle of.
    return origin.from <= at && origin.to > at
      ? [
          { ...moved, to: at },
          { ...moved, from: at + added.length + 1 },
        ]
      : [moved]
  })
  return {
    ...file,
    content: [...lines.slice(0, at), ...added, ...lines.slice(at)].join('\n'),
    origins: [...origins, notice].sort((a, b) => a.from - b.from),
  }
}

/** Lines that must stay first: an interpreter line, an XML declaration, a title. */
function openingLines(file: GeneratedFile): number {
  if (file.content.startsWith('#!') || file.content.startsWith('<?xml')) return 1
  return file.language === 'markdown' && file.content.startsWith('# ') ? 1 : 0
}

function touches(file: GeneratedFile, subjects: readonly Id[]): boolean {
  return file.origins.some((origin) => overlaps(origin, subjects))
}

function overlaps(origin: Origin, subjects: readonly Id[]): boolean {
  return origin.subjects.some((id) => subjects.includes(id))
}

function draftList(files: readonly GeneratedFile[], errors: readonly Finding[]): GeneratedFile {
  const lines = [
    '# Draft',
    '',
    'This bundle was exported although the topology has errors. Do not deploy it: what is listed here is missing or',
    'wrong in the files, and it stays so until the drawing is mended and exported again.',
    ...errors.flatMap((error) => [
      '',
      `## ${error.code}: ${markdownText(error.message)}`,
      '',
      markdownText(error.remedy),
      ...listOfFiles(files.filter((file) => touches(file, error.subjects))),
    ]),
  ]
  return {
    path: 'DRAFT.md',
    language: 'markdown',
    executable: false,
    content: `${lines.join('\n')}\n`,
    origins: [
      {
        from: 1,
        to: lines.length,
        subjects: [...new Set(errors.flatMap((error) => error.subjects))],
        reason: 'Errors of the topology at the time of the export',
      },
    ],
  }
}

function listOfFiles(files: readonly GeneratedFile[]): string[] {
  if (files.length === 0) return []
  return ['', 'Files that are affected:', '', ...files.map((file) => `- \`${file.path}\``).sort()]
}

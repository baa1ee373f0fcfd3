import type { Id } from '../model/design'

export type Target = 'vm' | 'kubernetes'
export type Language =
  | 'toml'
  | 'yaml'
  | 'nginx'
  | 'sql'
  | 'shell'
  | 'ini'
  | 'markdown'
  | 'csv'
  | 'json'
  | 'xml'
  | 'properties'
  | 'text'

/** Why a run of lines is there. Lines count from 1 and both ends belong to it. */
export interface Origin {
  readonly from: number
  readonly to: number
  /** Components, places and connections that it came from. */
  readonly subjects: readonly Id[]
  /** Settings of the design that it depends on: `domain`, `serviceUser`. */
  readonly settings?: readonly string[]
  readonly reason: string
}

export interface GeneratedFile {
  /** Relative to the bundle's folder, `/` between parts, never `..`. */
  readonly path: string
  readonly content: string
  readonly language: Language
  readonly executable: boolean
  readonly origins: readonly Origin[]
}

export interface Bundle {
  readonly target: Target
  /** `acme-prod-vm`, or `acme-prod-vm-draft` when something is unresolved: folder and zip name. */
  readonly name: string
  readonly draft: boolean
  /** What makes it a draft, as sentences. */
  readonly unresolved: readonly string[]
  /** Sorted by path. */
  readonly files: readonly GeneratedFile[]
}

/** The file with origins that are worked out when first asked for: a zip never asks, a preview asks for a few files. */
export function withOrigins(file: Omit<GeneratedFile, 'origins'>, find: () => readonly Origin[]): GeneratedFile {
  const { path, content, language, executable } = file
  let found: readonly Origin[] | undefined
  return {
    path,
    content,
    language,
    executable,
    get origins() {
      found ??= find()
      return found
    },
  }
}

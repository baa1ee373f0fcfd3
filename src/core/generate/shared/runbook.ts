import type { Id } from '../../model/design'
import type { GeneratedFile } from '../../serialize/file-tree'
import { TracedText } from '../../serialize/traced-text'

/** The runbook while it is written: Markdown in blocks, each set off by an empty line, and each with its reason. */
export class Runbook {
  readonly #text = new TracedText()

  heading(level: number, title: string, subjects: readonly Id[] = []): void {
    this.lines([`${'#'.repeat(level)} ${title}`], subjects, 'Runbook of this topology')
  }

  /** Adds one block; nothing where there are no lines. */
  lines(lines: readonly string[], subjects: readonly Id[] = [], reason = 'Steps of this topology'): void {
    if (lines.length === 0) return
    this.#text.blank().add(lines.join('\n'), { subjects, reason })
  }

  toFile(): GeneratedFile {
    return this.#text.toFile({ path: 'README.md', language: 'markdown' })
  }
}

/** Writes one numbered step of the runbook. */
export type Step = (title: string, lines: readonly string[], subjects?: readonly Id[]) => void

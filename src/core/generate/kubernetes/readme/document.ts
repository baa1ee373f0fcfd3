import type { Id } from '../../../model/design'
import type { GeneratedFile } from '../../../serialize/file-tree'
import { TracedText } from '../../../serialize/traced-text'

/** The runbook while it is written: every line has a reason. */
export class Runbook {
  readonly #text = new TracedText()

  heading(level: number, title: string, subjects: readonly Id[] = []): void {
    this.#text.blank()
    this.#text.add(`${'#'.repeat(level)} ${title}`, { subjects, reason: 'Runbook of this topology' })
    this.#text.blank()
  }

  lines(lines: readonly string[], subjects: readonly Id[] = [], reason = 'Steps of this topology'): void {
    if (lines.length === 0) return
    this.#text.add(lines.join('\n'), { subjects, reason })
    this.#text.blank()
  }

  toFile(): GeneratedFile {
    return this.#text.toFile({ path: 'README.md', language: 'markdown' })
  }
}

/** Writes one numbered step of the runbook. */
export type Step = (title: string, lines: readonly string[], subjects?: readonly Id[]) => void

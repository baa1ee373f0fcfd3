import type { Id } from '../../../model/design'
import { TracedText } from '../../../serialize/traced-text'
import type { GeneratedFile } from '../../file-tree'

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

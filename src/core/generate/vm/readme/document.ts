import type { GeneratedFile } from '../../../serialize/file-tree'
import { type Because, TracedText } from '../../../serialize/traced-text'

/** Markdown in blocks: each is set off by an empty line and has one reason. */
export class Document {
  readonly #text = new TracedText()

  add(lines: readonly string[], because: Because): this {
    if (lines.length === 0) return this
    this.#text.blank()
    for (const line of lines) this.#text.add(line, because)
    return this
  }

  toFile(path: string): GeneratedFile {
    return this.#text.toFile({ path, language: 'markdown' })
  }
}

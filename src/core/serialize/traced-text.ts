import type { GeneratedFile, Language, Origin } from '../generate/file-tree'
import type { Id } from '../model/design'

export interface Because {
  readonly subjects: readonly Id[]
  /** Settings of the design that the lines depend on. */
  readonly settings?: readonly string[]
  readonly reason: string
}

/** Collects lines of one generated file together with the reason for each of them. */
export class TracedText {
  readonly #lines: string[] = []
  readonly #origins: Origin[] = []

  /** Appends lines; text with line breaks counts as several. */
  add(text: string, because?: Because): this {
    const lines = text.split('\n')
    const from = this.#lines.length + 1
    this.#lines.push(...lines)
    if (because) {
      const last = this.#origins.at(-1)
      const to = this.#lines.length
      if (
        last &&
        last.to === from - 1 &&
        last.reason === because.reason &&
        last.subjects === because.subjects &&
        last.settings === because.settings
      ) {
        this.#origins[this.#origins.length - 1] = { ...last, to }
      } else {
        this.#origins.push({ from, to, ...because })
      }
    }
    return this
  }

  blank(): this {
    if (this.#lines.length > 0 && this.#lines.at(-1) !== '') this.#lines.push('')
    return this
  }

  toFile(options: { path: string; language: Language; executable?: boolean }): GeneratedFile {
    const lines = [...this.#lines]
    while (lines.at(-1) === '') lines.pop()
    return {
      path: options.path,
      language: options.language,
      executable: options.executable ?? false,
      content: `${lines.join('\n')}\n`,
      origins: this.#origins,
    }
  }
}

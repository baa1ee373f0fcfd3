import type { Id } from '../model/design'
import type { GeneratedFile, Language, Origin } from './file-tree'

/** C0 and C1 but the tab, and what some readers end a line at. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029]/

export interface Provenance {
  readonly subjects: readonly Id[]
  /** Settings of the design that the lines depend on. */
  readonly settings?: readonly string[]
  readonly reason: string
}

/** Collects lines of one generated file together with the reason for each of them. */
export class TracedText {
  /** Runs of whole lines, without the break behind the last. */
  readonly #runs: string[] = []
  readonly #origins: Origin[] = []
  #lines = 0

  /** Appends lines; text with line breaks counts as several. */
  add(text: string, because?: Provenance): this {
    const from = this.#lines + 1
    this.#runs.push(text)
    this.#lines += linesOf(text)
    if (because) this.#explain(from, because)
    return this
  }

  /**
   * Appends one line. What was typed reaches it by its grammar, so a control character here is a fault of ours, and
   * what follows it could be read as an instruction.
   */
  line(text: string, because?: Provenance): this {
    if (CONTROL.test(text)) throw new Error(`a line of a file holds a control character: ${JSON.stringify(text)}`)
    return this.add(text, because)
  }

  #explain(from: number, because: Provenance): void {
    const last = this.#origins.at(-1)
    const continues =
      last?.to === from - 1 &&
      last.reason === because.reason &&
      last.subjects === because.subjects &&
      last.settings === because.settings
    if (last && continues) this.#origins[this.#origins.length - 1] = { ...last, to: this.#lines }
    else this.#origins.push({ from, to: this.#lines, ...because })
  }

  blank(): this {
    const last = this.#runs.at(-1)
    return last === undefined || last === '' || last.endsWith('\n') ? this : this.add('')
  }

  toFile(options: { path: string; language: Language; executable?: boolean }): GeneratedFile {
    const text = this.#runs.join('\n')
    let end = text.length
    while (text[end - 1] === '\n') end--
    return {
      path: options.path,
      language: options.language,
      executable: options.executable ?? false,
      content: `${text.slice(0, end)}\n`,
      origins: this.#origins,
    }
  }
}

function linesOf(text: string): number {
  let lines = 1
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++
  return lines
}

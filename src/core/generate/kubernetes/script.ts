import type { GeneratedFile } from '../../serialize/file-tree'
import { shellWord } from '../../serialize/shell'
import { type Provenance, TracedText } from '../../serialize/traced-text'
import { bodyOf } from '../shared/script-body'
import type { KubernetesPlan } from './plan'
import START from './script-start.sh?raw'

/** A Bash script of the bundle: strict mode, its own folder in `here`, and options that every one of them has. */
export interface ScriptHead {
  readonly path: string
  /** Sentences for a person who opens it. */
  readonly about: readonly string[]
  /** Text behind the script's name in the usage line, and one line for each option. */
  readonly usage: string
  readonly options: readonly (readonly [option: string, meaning: string])[]
  readonly because: Provenance
}

/** The script's own folder, whatever folder it is called from. */
export const HERE = `here="$(cd "$(dirname "\${BASH_SOURCE[0]}")" && pwd)"`

/** The lines up to where scripts differ: what it is for, strict mode, its usage, and `die` and `need`. */
export function scriptText(head: ScriptHead): TracedText {
  const text = new TracedText()
  text.add('#!/usr/bin/env bash')
  text.add(head.about.map((sentence) => `# ${sentence}`).join('\n'), head.because)
  text.add('set -euo pipefail')
  text.blank()
  text.add(usageLines(head).join('\n'))
  text.blank()
  text.add(bodyOf(START))
  text.blank()
  return text
}

function usageLines({ usage, options }: ScriptHead): string[] {
  const width = Math.max(...options.map(([option]) => option.length))
  return [
    'usage() {',
    "  cat <<'END'",
    `Usage: ${usage}`,
    ...options.map(([option, meaning]) => `  ${option.padEnd(width)}  ${meaning}`),
    'END',
    '}',
  ]
}

/** Which release of WSO2's charts a script installs, and the tag that it has in WSO2's repository. */
export function chartLines({ facts }: KubernetesPlan): string {
  return `chart_version=${facts.charts.release}\nchart_tag=all-in-one-${facts.charts.release}`
}

/** What an option of a script does when it is given. */
export interface ScriptOption {
  /** As the usage shows it: `--keystores FOLDER`. */
  readonly option: string
  readonly meaning: string
  /** In Bash; `VALUE` stands for the word behind the option. */
  readonly does: string
  /** That word, as the complaint names it when it is missing. Absent = the option stands alone. */
  readonly needs?: string
}

/** The options as `scriptText` lists them. */
export function usageOf(options: readonly ScriptOption[]): ScriptHead['options'] {
  return options.map(({ option, meaning }) => [option, meaning] as const)
}

/** The loop that reads the options, for scripts in which they depend on the design. The usage is written of the same list. */
export function optionLoop(options: readonly ScriptOption[]): string {
  return [
    'while (($# > 0)); do',
    '  case $1 in',
    ...options.map(optionCase),
    '    -h | --help) usage; exit 0 ;;',
    '    *) usage >&2; exit 2 ;;',
    '  esac',
    'done',
  ].join('\n')
}

function optionCase({ option, does, needs }: ScriptOption): string {
  const [flag = option] = option.split(' ')
  if (needs === undefined) return `    ${flag}) ${does}; shift ;;`
  return `    ${flag}) ${does.replace('VALUE', () => `"\${2:?${flag} needs ${needs}}"`)}; shift 2 ;;`
}

/**
 * A body in which variables that the design decides are written out: `"$name"` becomes the value as a word, `$name` inside
 * of other text the value as it is. Throws when the body has no such variable, or the text would not stay text.
 */
export function writtenOut(body: string, values: Readonly<Record<string, string>>): string {
  return Object.entries(values).reduce((text, [name, value]) => {
    const uses = new RegExp(`"\\$${name}"|\\$${name}\\b`, 'g')
    if (!uses.test(text)) throw new Error(`no variable ${name} in the body of a script`)
    if (/["$`\\]/.test(value)) throw new Error(`${name} does not fit into a script: ${value}`)
    return text.replace(uses, (use) => (use.startsWith('"') ? shellWord(value) : value))
  }, body)
}

export function scriptFile(text: TracedText, path: string): GeneratedFile {
  return text.toFile({ path, language: 'shell', executable: true })
}

/** `name=(a b c)`, one word a line when they do not fit on one. */
export function bashArray(name: string, words: readonly string[]): string {
  const line = `${name}=(${words.map(shellWord).join(' ')})`
  return line.length <= 110 ? line : `${name}=(\n${words.map((word) => `  ${shellWord(word)}\n`).join('')})`
}

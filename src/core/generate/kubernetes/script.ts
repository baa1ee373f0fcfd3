import type { GeneratedFile } from '../../serialize/file-tree'
import { shellWord } from '../../serialize/shell'
import { type Because, TracedText } from '../../serialize/traced-text'

/** A Bash script of the bundle: strict mode, its own folder in `here`, and options that every one of them has. */
export interface ScriptHead {
  readonly path: string
  /** Sentences for a person who opens it. */
  readonly about: readonly string[]
  /** Text behind the script's name in the usage line, and one line for each option. */
  readonly usage: string
  readonly options: readonly (readonly [option: string, meaning: string])[]
  readonly because: Because
}

/** The script's own folder, whatever folder it is called from. */
export const HERE = `here="$(cd "$(dirname "\${BASH_SOURCE[0]}")" && pwd)"`

export function scriptText(head: ScriptHead): TracedText {
  const text = new TracedText()
  text.add('#!/usr/bin/env bash')
  text.add(head.about.map((sentence) => `# ${sentence}`).join('\n'), head.because)
  text.add('set -euo pipefail')
  text.blank()
  text.add(usageLines(head).join('\n'))
  text.blank()
  text.add(`die() {
  printf '%s\\n' "$*" >&2
  exit 1
}

need() {
  local program
  for program in "$@"; do
    command -v "$program" >/dev/null || die "This script needs $program, which is not installed."
  done
}`)
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

export function scriptFile(text: TracedText, path: string): GeneratedFile {
  return text.toFile({ path, language: 'shell', executable: true })
}

/** `name=(a b c)`, one word a line when they do not fit on one. */
export function bashArray(name: string, words: readonly string[]): string {
  const line = `${name}=(${words.map(shellWord).join(' ')})`
  return line.length <= 110 ? line : `${name}=(\n${words.map((word) => `  ${shellWord(word)}\n`).join('')})`
}

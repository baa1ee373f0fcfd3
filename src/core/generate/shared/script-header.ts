import { shellComment, shellWord } from '../../serialize/shell'
import { type Provenance, TracedText } from '../../serialize/traced-text'

/** The first lines of a script of bash: what it is for, and that it stops at the first thing that goes wrong. */
export function startScript(about: string, because: Provenance): TracedText {
  return new TracedText()
    .add('#!/usr/bin/env bash', because)
    .add(shellComment(about), because)
    .add('set -euo pipefail', because)
    .blank()
}

/** An array of bash, one item a line. */
export function arrayLines(name: string, items: readonly string[]): string[] {
  if (items.length === 0) return [`readonly ${name}=()`]
  return [`readonly ${name}=(`, ...items.map((item) => `  ${shellWord(item)}`), ')']
}

/** An array of bash: what stands above it, and its items, each with the reason why it is there. */
export interface TracedArray {
  readonly about: string
  readonly name: string
  readonly items: readonly (Provenance & { readonly item: string })[]
}

/** Adds an array to a script; `because` is the reason of the lines around its items. */
export function addArray(text: TracedText, { about, name, items }: TracedArray, because: Provenance): TracedText {
  text.add(shellComment(about), because).add(`readonly ${name}=(`, because)
  for (const { item, ...own } of items) text.add(`  ${shellWord(item)}`, own)
  return text.add(')', because)
}

import { shellComment } from '../../serialize/shell'
import { type Because, TracedText } from '../../serialize/traced-text'

/** The first lines of a script of bash: what it is for, and that it stops at the first thing that goes wrong. */
export function startScript(about: string, because: Because): TracedText {
  return new TracedText()
    .add('#!/usr/bin/env bash', because)
    .add(shellComment(about), because)
    .add('set -euo pipefail', because)
    .blank()
}

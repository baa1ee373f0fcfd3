/**
 * What a person typed, on its way into a comment or a sentence of a generated file. It never becomes a key, a path or
 * a command; those are checked at the door instead.
 */

/** Control characters, the line breaks that only some formats see, and marks that turn the reading direction. */
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu

/** The text on one line, without characters that end a comment or hide what follows. */
export function oneLine(text: string): string {
  return text.replace(UNSAFE, ' ').replace(/\s+/g, ' ').trim()
}

/** The text as a run of Markdown that shows exactly it: no emphasis, link, HTML or table cell can start in it. */
export function markdownText(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_[\]|~]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
}

import type { Field } from '../../core/kinds/kind'
import type { JsonValue } from '../../core/model/design'
import { GRAMMARS, type GrammarId, obeys } from '../../core/model/grammar'
import type { Parsed } from '../common/use-draft'

type FieldOf<Type extends Field['type']> = Extract<Field, { type: Type }>

/** A typed word or an error that says what it must be; nothing typed means unknown. */
export function parseText(field: FieldOf<'text' | 'hostname'>, text: string): Parsed<string> {
  const value = text.trim()
  if (value === '') return { ok: true, value }
  const grammar: GrammarId | undefined = field.type === 'hostname' ? 'hostname' : field.grammar
  if (grammar && !obeys(grammar, value)) return { ok: false, message: mustBe(field.label, grammar) }
  if (field.type === 'text' && field.maxLength !== undefined && value.length > field.maxLength) {
    return { ok: false, message: `${field.label} may have ${field.maxLength} characters at most.` }
  }
  return { ok: true, value }
}

/** Words between commas, each by the field's grammar. */
export function parseList(field: FieldOf<'list'>, text: string): Parsed<string> {
  const words = wordsOf(text)
  const { grammar } = field
  const wrong = grammar && words.find((word) => !obeys(grammar, word))
  if (wrong !== undefined) return { ok: false, message: `${wrong}: ${mustBe('each word', grammar ?? 'id')}` }
  const twice = words.find((word, index) => words.indexOf(word) !== index)
  if (twice !== undefined) return { ok: false, message: `${twice} is there twice. Remove one.` }
  return { ok: true, value: words.join(', ') }
}

export function wordsOf(text: string): readonly string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
}

/** `Host name must be a DNS name …`. */
export function mustBe(label: string, grammar: GrammarId): string {
  return `${label} must be ${GRAMMARS[grammar].rule}.`
}

/** A field's default as people read it, or undefined when leaving it open means unknown. */
export function defaultText(field: Field): string | undefined {
  if (field.type === 'component' || field.type === 'place') return undefined
  const value: JsonValue | undefined = field.default
  if (value === undefined) return undefined
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (field.type === 'choice') return field.choices.find((choice) => choice.value === value)?.label ?? `${value}`
  if (Array.isArray(value)) return value.join(', ')
  const unit = (field.type === 'integer' || field.type === 'number') && field.unit ? ` ${field.unit}` : ''
  return `${value}${unit}`
}

import { fieldProblem } from '../../core/document/schema'
import type { Field } from '../../core/kinds/kind'
import type { JsonValue } from '../../core/model/design'
import type { Parsed } from '../common/use-draft'

type FieldOf<Type extends Field['type']> = Extract<Field, { type: Type }>

/** A typed word, or why the field does not take it; nothing typed means unknown. */
export function parseText(field: FieldOf<'text' | 'hostname'>, text: string): Parsed<string> {
  const value = text.trim()
  const message = value === '' ? undefined : fieldProblem(field, value)
  return message === undefined ? { ok: true, value } : { ok: false, message }
}

/** Words between commas, each by the field's grammar. */
export function parseList(field: FieldOf<'list'>, text: string): Parsed<string> {
  const words = wordsOf(text)
  const message = fieldProblem(field, words)
  if (message !== undefined) return { ok: false, message }
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

import fc from 'fast-check'
import { KINDS } from '../../kinds'
import type { Field } from '../../kinds/kind'
import type { Component, Design, JsonValue, Settings } from '../../model/design'
import { SETTING_FIELDS } from '../../document/settings'
import { patternById } from '../../patterns'
import type { PatternId } from '../../patterns/pattern'
import { arbitraryDesign } from '../../testing/arbitrary'
import { bent } from '../../testing/bent-templates'
import { smallTopology } from '../../testing/small-topology'
import type { Target } from '../../serialize/file-tree'
import { legalDrawing } from '../vm/testing/audit/legal-drawings'

/** Templates whose whole trees are kept, each in the folder of that name. */
export const TREES: readonly { readonly folder: string; readonly pattern: PatternId; readonly target: Target }[] = [
  { folder: 'pattern-3-vm', pattern: 'pattern-3', target: 'vm' },
  { folder: 'pattern-4-kubernetes', pattern: 'pattern-4', target: 'kubernetes' },
  { folder: 'multi-dc-active-active-vm', pattern: 'multi-dc-active-active', target: 'vm' },
]

export function treeDesign(pattern: PatternId): Design {
  return patternById(pattern).template('4.7.0')
}

/** 500 designs, the same ones on each run: as customers draw, as nobody draws, with random settings. */
export function checkedDesigns(): readonly Design[] {
  const drawing = fc.oneof(
    { weight: 12, arbitrary: legalDrawing },
    { weight: 5, arbitrary: bent },
    { weight: 2, arbitrary: smallTopology() },
    { weight: 1, arbitrary: arbitraryDesign() },
  )
  const choices = fc.infiniteStream(fc.nat({ max: 2 ** 20 }))
  const varied = fc.tuple(drawing, choices).map(([design, numbers]) => vary(design, () => numbers.next().value ?? 0))
  return fc.sample(varied, { seed: 20_261_130, numRuns: 500 })
}

type Next = () => number

/** The design with settings, software and flavours of every kind: each third of the choices is made anew. */
function vary(design: Design, next: Next): Design {
  const settings = { ...design.settings, ...chosen(SETTING_FIELDS, next) } as Settings
  const components = design.topology.components.map((component): Component => {
    if (!VARIED.includes(component.kind)) return component
    const own = KINDS[component.kind].fields.filter(({ key }) => VARIED_KEYS.includes(key))
    return { ...component, properties: { ...component.properties, ...chosen(own, next) } }
  })
  return { ...design, settings, topology: { ...design.topology, components } }
}

const VARIED: readonly Component['kind'][] = ['database', 'load-balancer', 'user-store', 'observability', 'analytics']
const VARIED_KEYS = ['dbms', 'software', 'product', 'type', 'managed', 'multiAz', 'mode']

function chosen(fields: readonly Field[], next: Next): Record<string, JsonValue> {
  const said: Record<string, JsonValue> = {}
  for (const field of fields) {
    const pick = next()
    if (pick % 3 !== 0) continue
    if (field.type === 'choice') said[field.key] = field.choices[pick % field.choices.length]?.value ?? ''
    if (field.type === 'flag') said[field.key] = pick % 2 === 0
  }
  return said
}

import { alike } from '../base/grouped'
import { fewOf, inWords } from '../base/words'
import { placeName } from '../document/nesting'
import { fieldsOf } from '../document/references'
import { SETTING_FIELDS } from '../document/settings'
import { SIZING_FIELDS } from '../document/sizing'
import { KINDS } from '../kinds'
import type { Field } from '../kinds/kind'
import { PURPOSES } from '../links/purposes'
import type { Component, Connection, Design, Id, JsonValue, KindId, Place, PurposeId } from '../model/design'
import { ancestorsOf, componentById, connectionById, placeById } from '../model/queries'
import { type Change, canonical, changesBetween, type ElementName } from './changes'

/** What changes, in words: one sentence for all that change alike. */
export interface ChangeLine {
  readonly sign: 'add' | 'remove' | 'change'
  /** `Adds 2 Traffic Managers: Traffic Manager 1 in zone a and Traffic Manager 2 in zone b`, without a full stop. */
  readonly text: string
  /** Components, places and connections that it is about, of either design. */
  readonly ids: readonly Id[]
}

/** Names said in one sentence; beyond it a number stands for the rest. */
const NAMED = 4

/** The differences between two designs in words, what matters most first. Empty for designs that say the same. */
export function changeLines(
  before: Design,
  after: Design,
  changes: readonly Change[] = changesBetween(before, after),
): readonly ChangeLine[] {
  const told: Comparison = { before, after, changes, namesBefore: namesOf(before), namesAfter: namesOf(after) }
  return SECTIONS.flatMap((section) => section(told))
}

interface Comparison {
  readonly before: Design
  readonly after: Design
  readonly changes: readonly Change[]
  readonly namesBefore: Names
  readonly namesAfter: Names
}

type Section = (told: Comparison) => readonly ChangeLine[]
type Names = (id: Id) => string

const SECTIONS: readonly Section[] = [
  headLines,
  settingLines,
  kindLines,
  addedLines,
  removedLines,
  movedLines,
  instanceLines,
  labelLines,
  factLines,
  connectionLines,
  acknowledgedLines,
  boxLines,
  otherLines,
]

function ofType<T extends Change['type']>({ changes }: Comparison, ...types: readonly T[]) {
  return changes.filter((change): change is Extract<Change, { type: T }> => types.includes(change.type as T))
}

function line(sign: ChangeLine['sign'], text: string, ids: readonly Id[]): ChangeLine {
  return { sign, text, ids: [...new Set(ids)] }
}

/** `Gateway 1, Gateway 2, Gateway 3, Gateway 4 and 5 more`. */
function listed(ids: readonly Id[], names: Names): string {
  const rest = ids.length - NAMED
  return rest > 1 ? `${ids.slice(0, NAMED).map(names).join(', ')} and ${rest} more` : inWords(ids.map(names))
}

/** Names of a design's elements; where a label is drawn twice, the outermost place tells which: `Gateway 1 of west`. */
function namesOf(design: Design): Names {
  const count = new Map<string, number>()
  const { components, places } = design.topology
  const note = (key: string) => count.set(key, (count.get(key) ?? 0) + 1)
  for (const { id, label } of components) note(label ?? id)
  for (const place of places) note(placeKey(place))
  return (id) => {
    const place = placeById(design, id)
    if (place) return placeText(design, place, (count.get(placeKey(place)) ?? 0) > 1)
    const component = componentById(design, id)
    const label = component?.label ?? id
    const outermost = (count.get(label) ?? 0) > 1 ? ancestorsOf(design, id).at(-1) : undefined
    return outermost ? `${label} of ${outermost.label ?? outermost.id}` : label
  }
}

/** `zone a`; a label that names the kind stands alone. */
function bareName({ id, kind, label = id }: Place): string {
  return label.toLowerCase().includes(placeName(kind).toLowerCase()) ? label : `${placeName(kind)} ${label}`
}

function placeKey({ id, kind, label = id }: Place): string {
  return `${kind} ${label}`
}

/** `zone a`; `zone a of Colombo` where two zones have that label. */
function placeText(design: Design, place: Place, isTwin: boolean): string {
  const outer = isTwin ? ancestorsOf(design, place.id).at(-1) : undefined
  return outer ? `${bareName(place)} of ${outer.label ?? outer.id}` : bareName(place)
}

function whereText(names: Names, place: Id | undefined): string {
  return place === undefined ? '' : ` in ${names(place)}`
}

/** A word of a label as it stands within a sentence: `load balancer`, but `API consumer` and `Traffic Manager`. */
function inSentence(label: string): string {
  const [first = '', second = ''] = label
  const isName = second === second.toUpperCase() || / [A-Z]|-[A-Z]/.test(label) || label === 'Redis'
  return isName ? label : first.toLowerCase() + label.slice(1)
}

function plural(label: string): string {
  if (/(s|x|ch)$/.test(label)) return label.endsWith('ss') ? `${label}es` : label
  return /[^aeiou]y$/.test(label) ? `${label.slice(0, -1)}ies` : `${label}s`
}

function article(word: string): string {
  return `${/^[aeio]/i.test(word) ? 'an' : 'a'} ${word}`
}

function kindText(kind: Component['kind'] | Place['kind']): string {
  return kind in KINDS ? inSentence(KINDS[kind as KindId].label) : placeName(kind as Place['kind'])
}

function headLines(told: Comparison): readonly ChangeLine[] {
  return ofType(told, 'head').map(({ key, before, after }) => {
    if (key === 'apimVersion') return line('change', `Changes the API Manager version from ${before} to ${after}`, [])
    return line('change', `Changes the ${key} of the design from ${quoted(before)} to ${quoted(after)}`, [])
  })
}

function quoted(text: string): string {
  return text === '' ? 'nothing' : `"${text}"`
}

function settingLines(told: Comparison): readonly ChangeLine[] {
  return ofType(told, 'setting').map(({ key, before, after }) => {
    const load = key.startsWith('sizing.')
    const fields: readonly Field[] = load ? SIZING_FIELDS : SETTING_FIELDS
    const field = fields.find((candidate) => candidate.key === (load ? key.slice('sizing.'.length) : key))
    const what = `${inSentence(field?.label ?? key)} in the settings`
    return line('change', setText(what, valueText(before, field), valueText(after, field)), [])
  })
}

function setText(what: string, before: string | undefined, after: string | undefined): string {
  if (after === undefined) return `Leaves open the ${what}, which was ${before}`
  return before === undefined ? `Sets the ${what} to ${after}` : `Changes the ${what} from ${before} to ${after}`
}

function valueText(value: JsonValue | undefined, field: Field | undefined, names?: Names): string | undefined {
  if (value === undefined) return undefined
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return field && 'unit' in field && field.unit ? `${value} ${field.unit}` : `${value}`
  if (typeof value === 'string') {
    if (field?.type === 'component' || field?.type === 'place') return names ? names(value) : value
    const choice = field?.type === 'choice' ? field.choices.find((candidate) => candidate.value === value) : undefined
    return choice?.label ?? quoted(value)
  }
  if (Array.isArray(value)) {
    if (value.length === 0) return 'none'
    const isIds = field?.type === 'list' && field.kinds !== undefined
    return inWords(value.map((item) => (isIds && names && typeof item === 'string' ? names(item) : String(item))))
  }
  return canonical(value)
}

function kindLines(told: Comparison): readonly ChangeLine[] {
  return alike(ofType(told, 'kind'), ({ before, after }) => `${before} ${after}`).map((group) => {
    const [{ after }] = group
    const ids = group.map(({ id }) => id)
    const names = listed(ids, told.namesBefore)
    const to = ids.length === 1 ? article(kindText(after)) : plural(kindText(after))
    return line('change', `Changes ${names} to ${to}`, ids)
  })
}

function addedLines(told: Comparison): readonly ChangeLine[] {
  const { after, namesAfter } = told
  const added = (what: ElementName) =>
    ofType(told, 'added').flatMap((change) => (change.what === what ? [change.id] : []))
  const places = added('place').flatMap((id) => placeById(after, id) ?? [])
  const components = added('component').flatMap((id) => componentById(after, id) ?? [])
  const held = (place: Id | undefined) => whereText(namesAfter, place)
  return [
    ...alike(places, ({ kind }) => kind).map((group) => {
      const names = group.map((place) => `${bareName(place)}${held(place.parent)}`)
      return line(
        'add',
        `Adds ${fewOf(names, NAMED)}`,
        group.map(({ id }) => id),
      )
    }),
    ...alike(components, ({ kind }) => kind).map((group) => {
      const [{ kind }] = group
      const names = group.map(
        (component) => `${component.label ?? component.id}${timesText(component)}${held(component.place)}`,
      )
      const ids = group.map(({ id }) => id)
      const [only] = group
      if (group.length > 1)
        return line('add', `Adds ${group.length} ${plural(kindText(kind))}: ${fewOf(names, NAMED)}`, ids)
      const isPlain = (only.label ?? only.id).toLowerCase().startsWith(KINDS[kind].label.toLowerCase())
      return line('add', isPlain ? `Adds ${names[0]}` : `Adds ${article(kindText(kind))}: ${names[0]}`, ids)
    }),
  ]
}

function timesText({ replicas = 1 }: Component): string {
  return replicas > 1 ? ` (${replicas} instances)` : ''
}

function removedLines(told: Comparison): readonly ChangeLine[] {
  const { before, namesBefore } = told
  const removed = (what: ElementName) =>
    ofType(told, 'removed').flatMap((change) => (change.what === what ? [change.id] : []))
  const components = removed('component').flatMap((id) => componentById(before, id) ?? [])
  const gone = removed('connection').flatMap((id) => connectionById(before, id) ?? [])
  return [
    ...alike(components, ({ kind }) => kind).map((group) => {
      const ids = new Set(group.map(({ id }) => id))
      const lines = gone.filter(({ from, to }) => ids.has(from) || ids.has(to)).length
      const names = listed([...ids], namesBefore)
      const with_ = lines === 0 ? '' : ` with ${ids.size === 1 ? 'its' : 'their'} ${countText(lines, 'connection')}`
      return line('remove', `Removes ${names}${with_}`, [...ids])
    }),
    ...alike(
      removed('place').flatMap((id) => placeById(before, id) ?? []),
      ({ kind }) => kind,
    ).map((group) => {
      const ids = group.map(({ id }) => id)
      return line('remove', `Removes ${listed(ids, namesBefore)}`, ids)
    }),
  ]
}

function countText(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : plural(noun)}`
}

function movedLines(told: Comparison): readonly ChangeLine[] {
  return alike(ofType(told, 'moved'), ({ before, after }) => `${before ?? ''} ${after ?? ''}`).map((group) => {
    const [{ before, after }] = group
    const ids = group.map(({ id }) => id)
    const from = before === undefined ? '' : ` from ${told.namesBefore(before)}`
    const to = after === undefined ? 'out of any place' : `into ${told.namesAfter(after)}`
    return line('change', `Moves ${listed(ids, told.namesBefore)}${from} ${to}`, ids)
  })
}

function instanceLines(told: Comparison): readonly ChangeLine[] {
  return alike(ofType(told, 'instances'), ({ before, after }) => `${before} ${after}`).map((group) => {
    const [{ before, after }] = group
    const ids = group.map(({ id }) => id)
    return line('change', `Changes the instances of ${listed(ids, told.namesBefore)} from ${before} to ${after}`, ids)
  })
}

function labelLines(told: Comparison): readonly ChangeLine[] {
  const labels = ofType(told, 'label')
  const renamed = labels.filter(({ what }) => what !== 'connection')
  const pairs = renamed.map(({ id, after }) => `${told.namesBefore(id)} to ${after ?? id}`)
  const renames = line(
    'change',
    `Renames ${fewOf(pairs, NAMED)}`,
    renamed.map(({ id }) => id),
  )
  return [
    ...(renamed.length > 0 ? [renames] : []),
    ...labels
      .filter(({ what }) => what === 'connection')
      .map(({ id, after }) => {
        const name = connectionText(told.before, told.namesBefore, id)
        const text = after === undefined ? `Takes the label off ${name}` : `Labels ${name} ${quoted(after)}`
        return line('change', text, [id])
      }),
  ]
}

function connectionText(design: Design, names: Names, id: Id): string {
  const connection = connectionById(design, id)
  return connection ? `the connection from ${names(connection.from)} to ${names(connection.to)}` : `connection ${id}`
}

function factLines(told: Comparison): readonly ChangeLine[] {
  const facts = ofType(told, 'fact').map((change) => {
    const element = componentById(told.after, change.id) ?? placeById(told.after, change.id)
    const old = componentById(told.before, change.id) ?? placeById(told.before, change.id)
    const field = fieldOf(element, change.key) ?? fieldOf(old, change.key)
    const before = valueText(change.before, field, told.namesBefore)
    const after = valueText(change.after, field, told.namesAfter)
    return { id: change.id, label: inSentence(field?.label ?? change.key), before, after }
  })
  return alike(facts, ({ label, before, after }) => JSON.stringify([label, before, after])).map((group) => {
    const [{ label, before, after }] = group
    const ids = group.map(({ id }) => id)
    return line('change', setText(`${label} of ${listed(ids, told.namesBefore)}`, before, after), ids)
  })
}

function fieldOf(element: Component | Place | undefined, key: string): Field | undefined {
  return element && fieldsOf(element).find((field) => field.key === key)
}

function connectionLines(told: Comparison): readonly ChangeLine[] {
  const { before, after, namesBefore, namesAfter } = told
  const stays = (id: Id) => componentById(after, id) !== undefined
  const all = ofType(told, 'added', 'removed').filter(({ what }) => what === 'connection')
  const gone = all
    .flatMap(({ type, id }) => (type === 'removed' ? (connectionById(before, id) ?? []) : []))
    .filter(({ from, to }) => stays(from) && stays(to))
  const made = all.flatMap(({ type, id }) => (type === 'added' ? (connectionById(after, id) ?? []) : []))
  const changed = ofType(told, 'purposes', 'schemas', 'ends')
  return [
    ...crossings(gone, before).map(({ lines, from, to, bothWays }) => {
      const ends = `${listed(from, namesBefore)} ${bothWays ? 'and' : 'from'} ${listed(to, namesBefore)}`
      return line(
        'remove',
        `Disconnects ${ends}${lines.length > 2 ? ` (${countText(lines.length, 'connection')})` : ''}`,
        lines.flatMap(touched),
      )
    }),
    ...alike(changed, (change) => changeText(told, change)).map((group) => {
      const [first] = group
      const lines = group.flatMap(({ id }) => connectionById(before, id) ?? [])
      const ends = crossings(lines.map(plainly), before).map(
        ({ from, to }) => `${listed(from, namesBefore)} to ${listed(to, namesBefore)}`,
      )
      const noun = lines.length === 1 ? 'the connection' : 'the connections'
      return line(
        'change',
        changeText(told, first).replace('%', () => `${noun} from ${fewOf(ends, NAMED)}`),
        lines.flatMap(touched),
      )
    }),
    ...crossings(made, after).map(({ lines, from, to, bothWays, purposes }) => {
      const ends = `${listed(from, namesAfter)} ${bothWays ? 'and' : 'to'} ${listed(to, namesAfter)}`
      const ways = bothWays ? ', both ways' : ''
      const why = purposes === undefined ? '' : ` for ${purposesText(purposes)}`
      const count = lines.length > 2 ? ` (${countText(lines.length, 'connection')})` : ''
      return line('add', `Connects ${ends}${ways}${why}${count}`, lines.flatMap(touched))
    }),
  ]
}

function touched({ id, from, to }: Connection): readonly Id[] {
  return [id, from, to]
}

function purposesText(purposes: readonly PurposeId[]): string {
  return purposes.length === 0 ? 'nothing' : inWords(purposes.map((purpose) => inSentence(PURPOSES[purpose].label)))
}

/** What happens to a connection, with `%` where its name goes. */
function changeText(told: Comparison, change: Extract<Change, { type: 'purposes' | 'schemas' | 'ends' }>): string {
  if (change.type === 'ends') {
    const { from, to } = change.after
    return `Leads % from ${told.namesAfter(from)} to ${told.namesAfter(to)} instead`
  }
  if (change.type === 'schemas')
    return change.after === undefined ? 'Opens every schema to %' : `Opens ${inWords(change.after) || 'no schema'} to %`
  const { before, after } = change
  if (after === undefined) return 'Lets % carry whatever its ends need of each other'
  if (before === undefined) return `Lets % carry ${purposesText(after)} alone`
  const gained = after.filter((purpose) => !before.includes(purpose))
  const lost = before.filter((purpose) => !after.includes(purpose))
  if (lost.length === 0) return `Lets % carry ${purposesText(gained)} too`
  if (gained.length === 0)
    return `Lets % carry no ${inWords(
      lost.map((purpose) => inSentence(PURPOSES[purpose].label)),
      'or',
    )}`
  return `Lets % carry ${purposesText(gained)} instead of ${purposesText(lost)}`
}

interface Crossing {
  readonly from: readonly Id[]
  readonly to: readonly Id[]
  /** Each of `to` also connects to each of `from`. */
  readonly bothWays: boolean
  readonly purposes: readonly PurposeId[] | undefined
  readonly lines: readonly Connection[]
}

function plainly({ id, from, to }: Connection): Connection {
  return { id, from, to }
}

/** Connections for the same purposes in few groups, in which each of `from` is connected to each of `to`. */
function crossings(connections: readonly Connection[], design: Design): readonly Crossing[] {
  const amongPeers = ({ from, to }: Connection) => componentById(design, from)?.kind === componentById(design, to)?.kind
  const key = (connection: Connection) =>
    JSON.stringify([connection.purposes ? [...connection.purposes].sort() : null, amongPeers(connection)])
  return alike(connections, key).flatMap((same) => {
    const byFrom = gather(same, 'from', 'to')
    const byTo = gather(same, 'to', 'from')
    return mirrored(byTo.length < byFrom.length ? byTo : byFrom)
  })
}

function gather(connections: readonly Connection[], one: 'from' | 'to', other: 'from' | 'to'): readonly Crossing[] {
  const ends = alike(connections, (connection) => connection[one]).map((lines) => ({
    end: lines[0][one],
    others: [...new Set(lines.map((connection) => connection[other]))].sort(),
    lines,
  }))
  return alike(ends, ({ others }) => others.join()).map((group) => {
    const lines = group.flatMap((item) => item.lines)
    const these = group.map(({ end }) => end)
    const ordered = [...new Set(lines.map((item) => item[other]))]
    const [from, to] = one === 'from' ? [these, ordered] : [ordered, these]
    return { from, to, bothWays: false, purposes: lines[0]?.purposes, lines }
  })
}

/** Two groups that are each other's way back become one. */
function mirrored(groups: readonly Crossing[]): readonly Crossing[] {
  const key = (from: readonly Id[], to: readonly Id[]) => JSON.stringify([[...from].sort(), [...to].sort()])
  const done = new Set<Crossing>()
  return groups.flatMap((group) => {
    if (done.has(group)) return []
    const back = groups.find(
      (other) => other !== group && !done.has(other) && key(other.to, other.from) === key(group.from, group.to),
    )
    if (!back) return [group]
    done.add(back)
    return [{ ...group, bothWays: true, lines: [...group.lines, ...back.lines] }]
  })
}

function acknowledgedLines(told: Comparison): readonly ChangeLine[] {
  return ofType(told, 'acknowledged', 'reopened').map(({ type, acknowledgement: { code, subjects } }) => {
    const about = subjects.length === 0 ? '' : ` of ${listed(subjects, told.namesBefore)}`
    return line('change', `${type === 'acknowledged' ? 'Acknowledges' : 'Reopens'} ${code}${about}`, subjects)
  })
}

function boxLines(told: Comparison): readonly ChangeLine[] {
  const boxes = ofType(told, 'box')
  const isResized = ({ before, after }: (typeof boxes)[number]) => before?.x === after?.x && before?.y === after?.y
  const says = (text: string, chosen: readonly { readonly id: Id }[]) => {
    const ids = chosen.map(({ id }) => id)
    return ids.length === 0
      ? []
      : [
          line(
            'change',
            text.replace('%', () => listed(ids, told.namesBefore)),
            ids,
          ),
        ]
  }
  return [
    ...says('Makes room in the frames of %', boxes.filter(isResized)),
    ...says(
      'Moves % on the canvas',
      boxes.filter((box) => !isResized(box)),
    ),
  ]
}

function otherLines(told: Comparison): readonly ChangeLine[] {
  return [
    ...ofType(told, 'story').map(() => line('change', 'Changes the story', [])),
    ...ofType(told, 'unknown').map(({ path }) =>
      line('change', `Changes ${path}, which this version does not know`, []),
    ),
  ]
}

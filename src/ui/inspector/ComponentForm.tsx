import { Copy, Replace, Trash2 } from 'lucide-react'
import { changeKind, removeElements, setProperty, updateComponent } from '../../core/document/edits'
import { TEXT_LIMITS } from '../../core/document/schema'
import { KINDS } from '../../core/kinds'
import { type Component, type Design, KIND_IDS, type KindId } from '../../core/model/design'
import { componentById } from '../../core/model/queries'
import { mayTouch } from '../../core/wiring/judge'
import { labelOf } from '../../core/wiring/placement'
import { useDeployment, useDesign } from '../../state/analysis'
import { edit } from '../../state/store'
import { KindIcon } from '../common/Icon'
import { IconButton } from '../common/IconButton'
import { NumberField, TextField } from '../common/inputs'
import { Menu } from '../common/Menu'
import { Section } from '../common/Section'
import { Addresses } from './Addresses'
import { Connections } from './Connections'
import { duplicateAndSelect } from './duplicate-and-select'
import { ElementFindings } from './ElementFindings'
import { FieldGroups, Head, PlaceField, Subtitle } from './forms'
import { relocate } from './relocate'

/** Everything about one component: what it is, what it is called and wired to, and what is wrong with it. */
export function ComponentForm({ component }: { readonly component: Component }) {
  const { id, kind } = component
  const definition = KINDS[kind]
  const deployment = useDeployment()
  const hostname = deployment.instances.find((instance) => instance.component.id === id)?.hostname
  return (
    <>
      <Head
        icon={<KindIcon kind={kind} size={20} tile />}
        title={labelOf(component)}
        subtitle={<Subtitle kind={definition.label} id={id} />}
        actions={<Actions component={component} />}
      />
      <ElementFindings id={id} />
      <Section title="General">
        <TextField
          label="Label"
          help="Name on the canvas, in findings and in comments of the files."
          hint={component.label === undefined ? `Default: ${id}` : undefined}
          maxLength={TEXT_LIMITS.label}
          value={component.label ?? ''}
          onChange={(label) => edit((design) => updateComponent(design, id, { label }), `${id} label`)}
        />
        {mayHaveInstances(component) && (
          <NumberField
            label="Instances"
            help="Identical servers that this one card stands for."
            min={1}
            max={100}
            value={component.replicas ?? 1}
            onChange={(replicas) => edit((design) => updateComponent(design, id, { replicas }), `${id} replicas`)}
          />
        )}
        <PlaceField
          label="Place"
          help="Where it runs. What takes the place down takes it down too."
          value={component.place}
          allows={() => true}
          onChange={(place) => edit((design) => relocate(design, id, place))}
        />
      </Section>
      <FieldGroups
        title="Properties"
        fields={definition.fields}
        owner={id}
        derived={{ hostname }}
        read={(key) => component.properties?.[key]}
        onChange={(key, value) => edit((design) => setProperty(design, id, key, value), `${id} ${key}`)}
      />
      <Connections component={component} />
      <Addresses component={component} />
    </>
  )
}

/** Nobody counts people, and a database counts its members. */
function mayHaveInstances({ kind, replicas = 1 }: Component): boolean {
  const { actor, fields } = KINDS[kind]
  return replicas > 1 || !(actor || fields.some((field) => field.key === 'members'))
}

function Actions({ component }: { readonly component: Component }) {
  const { id } = component
  const design = useDesign()
  const kinds = kindsToBecome(design, component)
  return (
    <>
      {kinds.length > 0 && (
        <Menu
          label="Change kind"
          align="end"
          trigger={
            <IconButton label="Change kind">
              <Replace size={15} aria-hidden="true" />
            </IconButton>
          }
          items={kinds.map((kind) => ({
            label: KINDS[kind].label,
            icon: <KindIcon kind={kind} />,
            onSelect: () => edit((before) => changeKind(before, id, kind)),
          }))}
        />
      )}
      <IconButton label="Duplicate" shortcut="duplicate" onClick={() => duplicateAndSelect([id])}>
        <Copy size={15} aria-hidden="true" />
      </IconButton>
      <IconButton label="Delete" shortcut="delete" onClick={() => edit((before) => removeElements(before, [id]))}>
        <Trash2 size={15} aria-hidden="true" />
      </IconButton>
    </>
  )
}

/** Kinds of the same palette group that could hold all of its connections. */
function kindsToBecome(design: Design, component: Component): readonly KindId[] {
  const { id, kind } = component
  const { connections } = design.topology
  const others = (end: 'from' | 'to', near: 'from' | 'to') =>
    connections
      .filter((connection) => connection[near] === id && connection[end] !== id)
      .flatMap((connection) => componentById(design, connection[end])?.kind ?? [])
  const targets = others('to', 'from')
  const sources = others('from', 'to')
  return KIND_IDS.filter(
    (candidate) =>
      candidate !== kind &&
      KINDS[candidate].palette === KINDS[kind].palette &&
      targets.every((target) => mayTouch(candidate, target)) &&
      sources.every((source) => mayTouch(source, candidate)),
  )
}

import { ArrowLeft, ArrowRight, ChevronRight, Plus, Unlink } from 'lucide-react'
import { useMemo, useState } from 'react'
import { connect, removeElements } from '../../core/document/edits'
import { PURPOSES } from '../../core/links/purposes'
import type { Component, Connection, PurposeId } from '../../core/model/design'
import { judgeLink } from '../../core/wiring/judge'
import { labelOf } from '../../core/wiring/placement'
import { useDeployment, useDesign } from '../../state/analysis'
import { edit } from '../../state/store'
import { Button } from '../common/Button'
import { Chip } from '../common/Chip'
import { IconButton } from '../common/IconButton'
import { Select } from '../common/inputs'
import { Section } from '../common/Section'
import { ElementName, goTo } from '../common/SubjectChip'
import { Purposes } from './Purposes'

/** What a component connects to and what connects to it; the keyboard's way to draw a line. */
export function Connections({ component }: { readonly component: Component }) {
  const { id } = component
  const { connections } = useDesign().topology
  const own = connections.filter((connection) => connection.from === id || connection.to === id)
  return (
    <Section title="Connections" meta={own.length}>
      {own.length > 0 && (
        <ul className="inspector-connections">
          {own.map((connection) => (
            <ConnectionRow key={connection.id} connection={connection} end={id} />
          ))}
        </ul>
      )}
      <ConnectTo component={component} />
    </Section>
  )
}

interface ConnectionRowProps {
  readonly connection: Connection
  /** The component whose form it stands in. */
  readonly end: string
}

function ConnectionRow({ connection, end }: ConnectionRowProps) {
  const [open, setOpen] = useState(false)
  const outgoing = connection.from === end
  const other = outgoing ? connection.to : connection.from
  const Arrow = outgoing ? ArrowRight : ArrowLeft
  return (
    <li className="inspector-connection" data-open={open}>
      <div className="inspector-connection-head">
        <button
          type="button"
          className="inspector-connection-toggle"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <ChevronRight size={12} aria-hidden="true" className="ui-section-arrow" data-open={open} />
          <Arrow size={14} aria-hidden="true" />
          <span className="visually-hidden">{outgoing ? 'To' : 'From'}</span>
          <span className="inspector-connection-name">
            <ElementName id={other} />
          </span>
        </button>
        <IconButton
          label="Delete connection"
          size="small"
          onClick={() => edit((design) => removeElements(design, [connection.id]))}
        >
          <Unlink size={14} aria-hidden="true" />
        </IconButton>
      </div>
      {open ? (
        <div className="inspector-connection-body">
          <Purposes connection={connection} />
          <Button variant="plain" size="small" onClick={() => goTo([connection.id])}>
            Open connection
          </Button>
        </div>
      ) : (
        <PurposeChips connection={connection} />
      )}
    </li>
  )
}

/** What a connection carries, each with the colour of its line. */
function PurposeChips({ connection }: { readonly connection: Connection }) {
  const purposes = useDeployment().purposes.get(connection.id) ?? []
  if (purposes.length === 0)
    return <p className="inspector-connection-silent">Carries nothing: these two never talk.</p>
  return (
    <div className="inspector-connection-purposes">
      {purposes.map((purpose) => (
        <PurposeChip key={purpose} purpose={purpose} />
      ))}
    </div>
  )
}

function PurposeChip({ purpose }: { readonly purpose: PurposeId }) {
  const { label, line, summary } = PURPOSES[purpose]
  return (
    <Chip line={`var(--line-${line})`} title={summary}>
      {label}
    </Chip>
  )
}

/** Draws a connection from this component to another; only those that may be reached are offered. */
function ConnectTo({ component }: { readonly component: Component }) {
  const { id } = component
  const design = useDesign()
  const [target, setTarget] = useState('')
  const targets = useMemo(
    () =>
      design.topology.components
        .filter((other) => other.id !== id && judgeLink(design, id, other.id).ok)
        .map((other) => ({ value: other.id, label: labelOf(other) })),
    [design, id],
  )
  if (targets.length === 0) return null
  const chosen = targets.some((other) => other.value === target) ? target : ''
  const add = () => {
    edit((before) => connect(before, id, chosen))
    setTarget('')
  }
  return (
    <div className="inspector-connect-to">
      <Select
        aria-label="Connect to"
        value={chosen}
        options={[{ value: '', label: 'Connect to…' }, ...targets]}
        onChange={setTarget}
      />
      <Button icon={<Plus size={14} aria-hidden="true" />} disabled={chosen === ''} onClick={add}>
        Connect
      </Button>
    </div>
  )
}

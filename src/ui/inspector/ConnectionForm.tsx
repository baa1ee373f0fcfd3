import { ArrowLeftRight, ArrowRight, Trash2 } from 'lucide-react'
import { removeElements, reverseConnection, updateConnection } from '../../core/document/edits'
import { TEXT_LIMITS } from '../../core/document/schema'
import type { Connection } from '../../core/model/design'
import { componentById } from '../../core/model/queries'
import { mayTouch } from '../../core/wiring/judge'
import { useDesign } from '../../state/analysis'
import { edit } from '../../state/store'
import { Button } from '../common/Button'
import { IconButton } from '../common/IconButton'
import { TextField } from '../common/inputs'
import { Section } from '../common/Section'
import { ElementName, SubjectChip } from '../common/SubjectChip'
import { ElementFindings } from './ElementFindings'
import { Head, Subtitle } from './forms'
import { Purposes } from './Purposes'

/** One connection: its two ends and what it carries. */
export function ConnectionForm({ connection }: { readonly connection: Connection }) {
  const { id, from, to } = connection
  const reversible = useReversible(connection)
  return (
    <>
      <Head
        icon={
          <span className="inspector-connection-icon">
            <ArrowRight size={20} strokeWidth={1.6} aria-hidden="true" />
          </span>
        }
        title={
          <>
            <ElementName id={from} /> to <ElementName id={to} />
          </>
        }
        subtitle={<Subtitle kind="Connection" id={id} />}
        actions={
          <IconButton label="Delete" shortcut="delete" onClick={() => edit((design) => removeElements(design, [id]))}>
            <Trash2 size={15} aria-hidden="true" />
          </IconButton>
        }
      />
      <ElementFindings id={id} />
      <Section title="General">
        <div className="inspector-connection-ends">
          <SubjectChip id={from} />
          <ArrowRight size={14} aria-label="opens it to" />
          <SubjectChip id={to} />
        </div>
        {reversible && (
          <Button
            className="inspector-wide"
            icon={<ArrowLeftRight size={14} aria-hidden="true" />}
            onClick={() =>
              edit((design) => updateConnection(reverseConnection(design, id), id, { purposes: undefined }))
            }
          >
            Turn round
          </Button>
        )}
        <TextField
          label="Label"
          help="Written on the line."
          maxLength={TEXT_LIMITS.label}
          value={connection.label ?? ''}
          onChange={(label) => edit((design) => updateConnection(design, id, { label }), `${id} label`)}
        />
      </Section>
      <Section title="Carries">
        <Purposes connection={connection} />
      </Section>
    </>
  )
}

/** Whether the other end may open it instead, and does not already. */
function useReversible({ from, to }: Connection): boolean {
  const design = useDesign()
  const source = componentById(design, from)
  const target = componentById(design, to)
  if (!source || !target || !mayTouch(target.kind, source.kind)) return false
  return !design.topology.connections.some((other) => other.from === to && other.to === from)
}

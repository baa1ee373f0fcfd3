import { updateConnection } from '../../core/document/edits'
import { PURPOSES } from '../../core/links/purposes'
import { type Connection, type PurposeId, SCHEMA_NAMES, type SchemaName } from '../../core/model/design'
import { purposesToChoose } from '../../core/wiring/judge'
import { useComponent, useDeployment } from '../../state/analysis'
import { edit } from '../../state/store'
import { Button } from '../common/Button'
import { Fieldset } from '../common/Field'
import { Checkbox } from '../common/inputs'

/** What a connection carries: what the two kinds imply, or fewer of what is legal between them. */
export function Purposes({ connection }: { readonly connection: Connection }) {
  const { id, purposes: narrowed } = connection
  const from = useComponent(connection.from)
  const to = useComponent(connection.to)
  const carried = useDeployment().purposes.get(id) ?? []
  if (!from || !to) return null
  const legal = purposesToChoose(from.kind, to.kind)
  const set = (purposes: readonly PurposeId[] | undefined) =>
    edit((design) => updateConnection(design, id, { purposes }), `${id} purposes`)
  const toggle = (purpose: PurposeId, on: boolean) =>
    set(legal.filter((item) => (item === purpose ? on : carried.includes(item))))
  if (legal.length === 0) {
    return (
      <p className="inspector-connection-silent">
        Replication between database servers; API Manager has no part in it.
      </p>
    )
  }
  return (
    <>
      <Fieldset legend="Purposes" hint={narrowed ? 'Narrowed' : 'All that the two imply'}>
        {legal.map((purpose) => (
          <Checkbox
            key={purpose}
            label={<PurposeLabel purpose={purpose} />}
            checked={carried.includes(purpose)}
            // The last one stays: a connection that carries nothing is deleted instead.
            disabled={carried.length === 1 && carried[0] === purpose}
            onChange={(on) => toggle(purpose, on)}
          />
        ))}
      </Fieldset>
      {narrowed && (
        <Button variant="plain" size="small" onClick={() => set(undefined)}>
          Use what the two imply
        </Button>
      )}
      {carried.includes('sql') && <Schemas connection={connection} />}
    </>
  )
}

function PurposeLabel({ purpose }: { readonly purpose: PurposeId }) {
  const { label, line, port, summary } = PURPOSES[purpose]
  return (
    <span className="inspector-purpose" title={summary}>
      <span className="inspector-purpose-line" style={{ background: `var(--line-${line})` }} aria-hidden="true" />
      <span className="inspector-purpose-label">{label}</span>
      <span className="inspector-purpose-port">{port}</span>
    </span>
  )
}

const SCHEMA_LABELS: Readonly<Record<SchemaName, string>> = {
  apim: 'API data and tokens (apim)',
  shared: 'Users and registry (shared)',
}

/** Which of the database's schemas an SQL connection opens. */
function Schemas({ connection }: { readonly connection: Connection }) {
  const { id } = connection
  const opened = connection.schemas ?? SCHEMA_NAMES
  const toggle = (schema: SchemaName, on: boolean) => {
    const schemas = SCHEMA_NAMES.filter((item) => (item === schema ? on : opened.includes(item)))
    const all = schemas.length === SCHEMA_NAMES.length
    edit((design) => updateConnection(design, id, { schemas: all ? undefined : schemas }), `${id} schemas`)
  }
  return (
    <Fieldset legend="Schemas" hint={connection.schemas ? 'Narrowed' : 'All of the database'}>
      {SCHEMA_NAMES.map((schema) => (
        <Checkbox
          key={schema}
          label={SCHEMA_LABELS[schema]}
          checked={opened.includes(schema)}
          disabled={opened.length === 1 && opened[0] === schema}
          onChange={(on) => toggle(schema, on)}
        />
      ))}
    </Fieldset>
  )
}

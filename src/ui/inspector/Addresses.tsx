import { useState } from 'react'
import type { Component } from '../../core/model/design'
import { useDeployment } from '../../state/analysis'
import { CopyButton } from '../common/CopyButton'
import { Select } from '../common/inputs'
import { Section } from '../common/Section'
import { type AddressGroup, type AddressLine, addressesOf } from './addresses'

/** Under which names and ports a component is reached, and whom it dials: what ends up in the files. */
export function Addresses({ component }: { readonly component: Component }) {
  const deployment = useDeployment()
  const [chosen, setChosen] = useState(0)
  const instances = deployment.instances.filter((instance) => instance.component.id === component.id)
  const instance = instances[chosen] ?? instances[0]
  if (!instance) return null
  const groups = addressesOf(deployment, instance)
  if (groups.length === 0) return null
  return (
    <Section title="Addresses and ports">
      {instances.length > 1 && (
        <Select
          aria-label="Instance"
          value={`${instances.indexOf(instance)}`}
          options={instances.map((item, index) => ({
            value: `${index}`,
            label: `Instance ${item.ordinal} of ${instances.length}`,
          }))}
          onChange={(value) => setChosen(Number(value))}
        />
      )}
      {groups.map((group) => (
        <Group key={group.title} group={group} />
      ))}
    </Section>
  )
}

function Group({ group }: { readonly group: AddressGroup }) {
  return (
    <div className="inspector-addresses">
      <h4 className="inspector-addresses-title">{group.title}</h4>
      <dl
        className={
          group.title === 'Ports' ? 'inspector-addresses-list inspector-addresses-ports' : 'inspector-addresses-list'
        }
      >
        {group.lines.map((line) => (
          <Line key={line.label} line={line} />
        ))}
      </dl>
    </div>
  )
}

function Line({ line }: { readonly line: AddressLine }) {
  return (
    <div className="inspector-address">
      <dt>{line.label}</dt>
      {line.values.map((value) => (
        <dd key={value}>
          <AddressText value={value} />
          <CopyButton text={value} what={`${line.label}: ${value}`} />
        </dd>
      ))}
      {line.why !== undefined && <dd className="inspector-address-why">{line.why}</dd>}
    </div>
  )
}

/** Where there is no room the name gives way, never the port. */
function AddressText({ value }: { readonly value: string }) {
  const tail = /:\d+(?:\/[^/\s]*)?$/.exec(value)?.[0] ?? ''
  return (
    <span className="inspector-address-text" title={value}>
      <span className="inspector-address-name">{value.slice(0, value.length - tail.length)}</span>
      <span>{tail}</span>
    </span>
  )
}

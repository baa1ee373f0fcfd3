import { Tabs as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import './tabs.css'

export interface Tab<Value extends string> {
  readonly value: Value
  readonly label: string
  /** A count or mark after the label. */
  readonly badge?: ReactNode
  readonly content: ReactNode
}

interface TabsProps<Value extends string> {
  /** What the row of tabs is, for screen readers. */
  readonly label: string
  readonly tabs: readonly Tab<Value>[]
  readonly value: Value
  readonly onChange: (value: Value) => void
  /** Controls at the right end of the row. */
  readonly actions?: ReactNode
}

/** A row of tabs and the panel of the chosen one. Arrow keys move between tabs. */
export function Tabs<Value extends string>({ label, tabs, value, onChange, actions }: TabsProps<Value>) {
  return (
    <Radix.Root className="ui-tabs" value={value} onValueChange={(next) => onChange(next as Value)}>
      <div className="ui-tabs-row">
        <Radix.List className="ui-tabs-list" aria-label={label}>
          {tabs.map((tab) => (
            <Radix.Trigger key={tab.value} className="ui-tab" value={tab.value}>
              {tab.label}
              {tab.badge}
            </Radix.Trigger>
          ))}
        </Radix.List>
        {actions && <div className="ui-tabs-actions">{actions}</div>}
      </div>
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} className="ui-tab-panel" value={tab.value} tabIndex={-1}>
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  )
}

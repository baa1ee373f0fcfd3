import { type ComponentType, lazy, Suspense } from 'react'
import { nameFromTitle, renameDesign, setSettings, setVersion } from '../../core/document/edits'
import { TEXT_LIMITS } from '../../core/document/schema'
import { defaultSettings, SETTING_FIELDS, usualExposure } from '../../core/document/settings'
import { textOf } from '../../core/kinds/properties'
import { APIM_VERSIONS, type Design, type JsonValue } from '../../core/model/design'
import { GRAMMARS, obeys } from '../../core/model/grammar'
import { useDeployment, useDesign } from '../../state/analysis'
import { edit } from '../../state/store'
import { SelectField, TextField } from '../common/inputs'
import { Section } from '../common/Section'
import type { Parsed } from '../common/use-draft'
import { FieldGroups, Head } from './forms'

const VERSIONS = APIM_VERSIONS.map((version) => ({ value: version, label: version }))

const SizingSection: ComponentType = lazy(async () => {
  const { SizingSection: Panel } = await import('../sizing/SizingSection')
  return { default: Panel }
})

/** The design's own form, while nothing is selected: its name, its version and what holds for all of it. */
export function DesignForm() {
  const design = useDesign()
  const { topology } = design
  const { sizing: _load, ...settings } = design.settings
  const instances = useDeployment().instances.length
  const values: Readonly<Record<string, JsonValue | undefined>> = { ...settings }
  return (
    <>
      <Head icon={null} title="Design" subtitle="Select something on the canvas to see its own form." />
      <Section title="General">
        <TextField
          label="Title"
          help="What people call it."
          maxLength={TEXT_LIMITS.title}
          value={design.title}
          onChange={(title) => edit((before) => rename(before, title), 'design title')}
        />
        <TextField
          label="Name"
          help="Becomes file, folder and release names."
          mono
          value={design.name}
          parse={parseName}
          onChange={(name) => edit((before) => renameDesign(before, { name }), 'design name')}
        />
        <SelectField
          label="API Manager version"
          help="The files are written for this version."
          value={design.apimVersion}
          options={VERSIONS}
          onChange={(version) => edit((before) => setVersion(before, version))}
        />
      </Section>
      <Suspense fallback={<Section title="Sizing">{null}</Section>}>
        <SizingSection />
      </Suspense>
      <FieldGroups
        title="Settings"
        fields={SETTING_FIELDS}
        derived={derivedTexts(design)}
        read={(key) => values[key]}
        onChange={(key, value) => edit((before) => setSettings(before, { [key]: value }), `design ${key}`)}
      />
      <Section title="Drawing" foldable={false}>
        <dl className="inspector-counts">
          <Count label="Components" count={topology.components.length} />
          <Count label="Instances" count={instances} />
          <Count label="Places" count={topology.places.length} />
          <Count label="Connections" count={topology.connections.length} />
        </dl>
      </Section>
    </>
  )
}

/** A name that still follows the title goes on doing so. */
function rename(design: Design, title: string) {
  const follows = design.name === nameFromTitle(design.title)
  return renameDesign(design, { title, ...(follows && { name: nameFromTitle(title) }) })
}

function parseName(text: string): Parsed<string> {
  return obeys('dns-label', text)
    ? { ok: true, value: text }
    : { ok: false, message: `Name must be ${GRAMMARS['dns-label'].rule}.` }
}

/** Defaults that depend on the name, the version and the clusters, as text. */
function derivedTexts(design: Design): Readonly<Record<string, string>> {
  const { apimVersion, topology } = design
  const clusters = topology.places.filter(({ kind }) => kind === 'kubernetes-cluster')
  const flavours = clusters.length > 0 ? clusters.map((cluster) => textOf(cluster, 'flavour')) : [undefined]
  const defaults: Readonly<Record<string, unknown>> = { ...defaultSettings(design) }
  const texts: Record<string, string> = {}
  for (const field of SETTING_FIELDS) {
    const values =
      field.key === 'exposure'
        ? flavours.map((flavour) => usualExposure(apimVersion, flavour))
        : [defaults[field.key]].filter((value) => typeof value === 'string')
    if (values.length === 0) continue
    const words = values.map((value) => (field.type === 'choice' ? choiceLabel(field.choices, value) : value))
    texts[field.key] = [...new Set(words)].join(' or ')
  }
  return texts
}

function choiceLabel(choices: readonly { readonly value: string; readonly label: string }[], value: string): string {
  return choices.find((choice) => choice.value === value)?.label ?? value
}

interface CountProps {
  readonly label: string
  readonly count: number
}

function Count({ label, count }: CountProps) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{count}</dd>
    </div>
  )
}

import { parseAllDocuments, parseDocument } from 'yaml'
import { APIM_VERSIONS, type ApimVersion, type Design, type Settings } from '../../../model/design'
import { PATTERNS, patternById } from '../../../patterns'
import type { PatternId } from '../../../patterns/pattern'
import type { GeneratedFile } from '../../../serialize/file-tree'
import { usually } from '../../../testing/breadth'
import type { Deployment } from '../../../wiring/deployment'
import { resolve } from '../../../wiring/resolve'
import { generateKubernetes } from '../index'
import { type KubernetesPlan, planKubernetes, type Release } from '../plan'
import { valuesPath } from '../values'

const WAYS_IN = ['gateway-api', 'ingress'] as const

/** Every pattern on every version, exposed each way. */
export const CASES = PATTERNS.flatMap(({ id }) =>
  APIM_VERSIONS.flatMap((version) => WAYS_IN.map((exposure) => [id, version, exposure] as const)),
)

/** In a usual run each pattern once, and with them each version by each way in: what starts a program tries these. */
export const TRIED = usually(
  PATTERNS.flatMap(({ id }, at) =>
    CASES.filter(
      ([of, version, exposure]) =>
        of === id && version === APIM_VERSIONS[at % APIM_VERSIONS.length] && exposure === WAYS_IN[at % WAYS_IN.length],
    ),
  ),
  CASES,
)

export interface Sample {
  readonly design: Design
  readonly deployment: Deployment
  readonly plan: KubernetesPlan
  readonly files: readonly GeneratedFile[]
}

const known = new Map<string, Sample>()

/** The bundle of a template, made once for all tests of a file. */
export function sample(id: PatternId, version: ApimVersion, exposure: Settings['exposure']): Sample {
  const key = `${id} ${version} ${exposure}`
  const found = known.get(key)
  if (found) return found
  const template = patternById(id).template(version)
  const made = sampleOf({ ...template, settings: { ...template.settings, ...(exposure && { exposure }) } })
  known.set(key, made)
  return made
}

export function sampleOf(design: Design): Sample {
  const deployment = resolve(design)
  return { design, deployment, plan: planKubernetes(deployment), files: generateKubernetes(deployment) }
}

export function contentOf(files: readonly GeneratedFile[], path: string): string {
  const file = files.find((candidate) => candidate.path === path)
  if (!file) throw new Error(`no ${path} among ${files.map((other) => other.path).join(', ')}`)
  return file.content
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** An object of a manifest, as it is read. */
export type KubernetesObject = { readonly [key: string]: Json }

const read = new WeakMap<GeneratedFile, Json>()

/** A values file, read strictly, as YAML 1.1 and as 1.2: both must agree. */
export function valuesOf({ files }: Sample, release: Release): Json {
  const path = valuesPath(release)
  const file = files.find((candidate) => candidate.path === path)
  const values = (file && read.get(file)) ?? readValues(contentOf(files, path), release)
  if (file) read.set(file, values)
  return values
}

function readValues(text: string, release: Release): Json {
  const [old, current] = (['1.1', '1.2'] as const).map((version) => {
    const document = parseDocument(text, { version, strict: true, uniqueKeys: true })
    if (document.errors.length + document.warnings.length > 0)
      throw new Error(String(document.errors[0] ?? document.warnings[0]))
    return document.toJS() as Json
  })
  if (JSON.stringify(old) !== JSON.stringify(current)) throw new Error(`${release.name} reads differently in YAML 1.1`)
  return current ?? null
}

/** The objects of a manifest file, read strictly. */
export function objectsOf(text: string, { uniqueKeys = true } = {}): { readonly [key: string]: Json }[] {
  return [...parseAllDocuments(text, { strict: true, uniqueKeys })].flatMap((document) => {
    if (document.errors.length > 0) throw document.errors[0]
    const value = document.toJS() as { [key: string]: Json } | null
    return value === null ? [] : [value]
  })
}

/** Every leaf by its path, as the chart keys are written: `wso2.apim.configurations.gateway.environments[].name`. */
export function leavesOf(value: Json, path = ''): { readonly path: string; readonly value: Json }[] {
  if (Array.isArray(value)) {
    const inner = value.flatMap((item) => (isMap(item) ? leavesOf(item, `${path}[]`) : []))
    return inner.length > 0 ? [{ path, value }, ...inner] : [{ path, value }]
  }
  if (!isMap(value) || Object.keys(value).length === 0) return [{ path, value }]
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, path === '' ? key : `${path}.${key}`))
}

function isMap(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value at a path, or undefined. */
export function at(value: Json, path: string): Json | undefined {
  return path.split('.').reduce<Json | undefined>((inner, key) => (isMap(inner) ? inner[key] : undefined), value)
}

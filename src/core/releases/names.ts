import type { ServerKind } from '../kinds/server-kinds'

/**
 * Names that WSO2's charts derive from a release name, and the names that leave room for them.
 *
 * Source: helm-apim 4.5.x to 4.7.x, `templates/**\/_helpers.tpl` (full name) and `*-service.yaml` of the five charts.
 */

/** What a release name ends in, so that the pods of one kind are told apart at a glance. */
const CODE: Readonly<Record<ServerKind, string>> = {
  'all-in-one': 'am',
  'api-control-plane': 'acp',
  'key-manager': 'km',
  'traffic-manager': 'tm',
  'universal-gateway': 'gw',
}

/** Longest release name with which the chart's longest service name still has 63 characters. */
export const RELEASE_NAME_LIMIT: Readonly<Record<ServerKind, number>> = {
  'all-in-one': 32,
  'api-control-plane': 42,
  'key-manager': 45,
  'traffic-manager': 43,
  'universal-gateway': 35,
}

/** Longest name of an object that also becomes a label, with room for a number behind it. */
const OBJECT_LIMIT = 60
const LABEL_LIMIT = 63

/** Least room that a release name leaves for the name of the design. */
const LEAST = 'apim'.length

/**
 * A release name for a kind: `acme-prod-acp`, or `acme-prod-gw-colombo` when a suffix tells several apart. A design name
 * that does not fit is cut, its suffix as well when that alone is too long; it always starts with a letter.
 */
export function releaseName(designName: string, kind: ServerKind, suffix: string): string {
  const limit = RELEASE_NAME_LIMIT[kind]
  const end = cut(tailOf(kind, suffix), limit - LEAST)
  return `${cut(startWithLetter(designName), limit - end.length)}${end}`
}

/** The same without any cut: what the drawing asks for, whether it fits or not. */
export function wantedReleaseName(designName: string, kind: ServerKind, suffix: string): string {
  return `${startWithLetter(designName)}${tailOf(kind, suffix)}`
}

/** Most characters of a suffix that leave room for a design name of that length. */
export function suffixRoom(designName: string, kind: ServerKind): number {
  return RELEASE_NAME_LIMIT[kind] - startWithLetter(designName).length - tailOf(kind, '').length - 1
}

/** Most characters of a design name beside that suffix; none when the suffix alone is too long. */
export function designRoom(designName: string, kind: ServerKind, suffix: string): number {
  const prefix = startWithLetter(designName).length - designName.length
  return RELEASE_NAME_LIMIT[kind] - tailOf(kind, suffix).length - prefix
}

function tailOf(kind: ServerKind, suffix: string): string {
  return `-${CODE[kind]}${suffix === '' ? '' : `-${suffix}`}`
}

/** A name for an object that belongs to the whole design: `acme-prod-credentials`. */
export function objectName(designName: string, part: string): string {
  const tail = `-${part}`
  return `${cut(startWithLetter(designName), OBJECT_LIMIT - tail.length)}${tail}`
}

/** The charts' own rule: the release name alone when it holds the chart's name, else both; at most 63 characters. */
export function fullName(release: string, chart: string): string {
  return cut(release.includes(chart) ? release : `${release}-${chart}`, LABEL_LIMIT)
}

function startWithLetter(name: string): string {
  return /^[a-z]/.test(name) ? name : `apim-${name}`
}

function cut(name: string, length: number): string {
  return name.slice(0, length).replace(/-+$/, '')
}

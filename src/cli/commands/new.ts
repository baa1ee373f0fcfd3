import { designFromValue, serializeDesign } from '../../core/document/codec'
import { APIM_VERSIONS, type ApimVersion, NEWEST_VERSION } from '../../core/model/design'
import { patternById } from '../../core/patterns'
import { PATTERN_IDS, type PatternId } from '../../core/patterns/pattern'
import { EXIT, type ExitCode, type Terminal, Unusable } from '../terminal'
import { patternNames } from '../usage'

export interface NewOptions {
  readonly pattern: string
  readonly apim?: string
  readonly name?: string
}

/** Prints the design that a pattern opens as. */
export function newDesign(options: NewOptions, terminal: Terminal): ExitCode {
  const template = patternById(patternId(options.pattern)).template(apimVersion(options.apim ?? NEWEST_VERSION))
  const named = options.name === undefined ? template : { ...template, name: options.name }
  const checked = designFromValue(named)
  if (!checked.ok) throw new Unusable(checked.problems.map(({ path, message }) => `${path}: ${message}`).join('\n'))
  terminal.print(serializeDesign(checked.value))
  return EXIT.ok
}

function patternId(text: string): PatternId {
  const id = PATTERN_IDS.find((known) => known === text || known === `pattern-${text}`)
  if (!id) throw new Unusable(`There is no pattern ${text}. The patterns are ${patternNames().join(', ')}.`)
  return id
}

function apimVersion(text: string): ApimVersion {
  const version = APIM_VERSIONS.find((known) => known === text)
  if (!version)
    throw new Unusable(`API Manager ${text} is not known here. The versions are ${APIM_VERSIONS.join(', ')}.`)
  return version
}

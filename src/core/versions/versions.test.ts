import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { APIM_VERSIONS, NEWEST_VERSION } from '../model/design'
import { firstWith, since, VERSIONS, versionsWith } from '.'

const CORE = fileURLToPath(new URL('..', import.meta.url))

/** Where versions may stand by number: their own folder and the list of their ids. */
const HOMES = ['versions/', 'model/design.ts']

function sourceFiles(): readonly string[] {
  return readdirSync(CORE, { recursive: true, encoding: 'utf8' })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => path.endsWith('.ts') && !/\.test\.ts$|(?:^|\/)(?:testing|golden)\//.test(path))
    .filter((path) => !HOMES.some((home) => path.startsWith(home)))
}

/** Versions by number in code; what a comment or the source of a rule cites is no decision. */
function versionsIn(text: string): readonly string[] {
  const code = text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '$1')
    .replace(/^\s*source:\s*(?:'[^']*'|"[^"]*"|`[^`]*`),$/gm, '')
  return [...code.matchAll(/(?<![\d.])\d\.\d+\.\d+(?!\w|\.\d)/g)].map(([version]) => version).filter(isOfApim)
}

function isOfApim(version: string): boolean {
  return version.startsWith(`${NEWEST_VERSION.split('.')[0]}.`)
}

describe('facts of versions', () => {
  test('no file of core but those of versions names a version of API Manager', () => {
    const named = sourceFiles().flatMap((path) =>
      versionsIn(readFileSync(join(CORE, path), 'utf8')).map((version) => `${path} names ${version}`),
    )
    expect(sourceFiles().length).toBeGreaterThan(300)
    expect(named).toEqual([])
  })

  test.each([
    ["if (version === '4.5.0') return", ['4.5.0']],
    ['remedy: `Use 4.6.0 or newer`,', ['4.6.0']],
    ["  source: 'docs-apim 4.5.0, databases',\n  why: 'In 4.7.0'", ['4.7.0']],
    ['/** Source: product-apim v4.5.0 */ // 4.6.0\nconst a = 1', []],
    ["const icon = 'M4.5 5.75v12.5h4.75v3'", []],
    ["const address = '10.4.5.0'", []],
  ])('%j names %j', (text, versions) => {
    expect(versionsIn(text)).toEqual(versions)
  })

  test('every version has facts under its own number', () => {
    for (const version of APIM_VERSIONS) expect(VERSIONS[version].version).toBe(version)
  })

  test('a new design takes the last of the list', () => {
    expect(NEWEST_VERSION).toBe(APIM_VERSIONS[APIM_VERSIONS.length - 1])
  })
})

describe('the first version for which a fact holds', () => {
  test('is the one after the last without it', () => {
    expect(since((facts) => facts.distributedThrottling)).toBe('4.6.0')
    expect(since((facts) => facts.jwtIssuer)).toBe('4.7.0')
    expect(since((facts) => facts.gatewayTypes.includes('AWS'))).toBe('4.5.0')
  })

  test('does not count one that a later version lost again', () => {
    expect(VERSIONS['4.5.0'].charts.environment).toBe(true)
    expect(VERSIONS['4.6.0'].charts.environment).toBe(false)
    expect(firstWith(({ charts }) => charts.environment)).toBe('4.7.0')
  })

  test('is none where the newest lacks it, and a sentence cannot be made of that', () => {
    expect(firstWith((facts) => facts.tenantsNeedSharedDatabase)).toBeUndefined()
    expect(() => since((facts) => facts.tenantsNeedSharedDatabase)).toThrow('tenantsNeedSharedDatabase')
  })

  test('all versions with a fact are named oldest first', () => {
    expect(versionsWith((facts) => facts.distributedThrottling)).toEqual(
      APIM_VERSIONS.filter((version) => version !== '4.5.0'),
    )
  })
})

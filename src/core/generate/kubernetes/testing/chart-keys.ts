import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ServerKind } from '../../../kinds/server-kinds'
import type { ApimVersion } from '../../../model/design'

type ValueType = 'string' | 'boolean' | 'number' | 'list' | 'map' | 'null'

const TYPES: Readonly<Record<string, ValueType>> = {
  s: 'string',
  b: 'boolean',
  n: 'number',
  a: 'list',
  o: 'map',
  '0': 'null',
}
const LETTERS: Readonly<Record<ServerKind, string>> = {
  'all-in-one': 'a',
  'api-control-plane': 'c',
  'key-manager': 'k',
  'traffic-manager': 't',
  'universal-gateway': 'g',
}

const read = new Map<string, ReadonlyMap<string, ValueType>>()

/** Keys of one chart at its pinned release, with the type of the chart's own value. */
export function chartKeys(version: ApimVersion, kind: ServerKind): ReadonlyMap<string, ValueType> {
  const known = read.get(`${version} ${kind}`) ?? readKeys(version, kind)
  read.set(`${version} ${kind}`, known)
  return known
}

function readKeys(version: ApimVersion, kind: ServerKind): ReadonlyMap<string, ValueType> {
  const path = fileURLToPath(new URL('chart-keys.txt', import.meta.url))
  const keys = new Map<string, ValueType>()
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (line === '' || line.startsWith('#')) continue
    const [key = '', ...uses] = line.split(' ')
    for (const use of uses) {
      const [letter = '', where = ''] = use.split(':')
      const charts = where.split(',').find((part) => part.startsWith(`${version.slice(0, 3)}=`))
      const type = TYPES[letter]
      if (type && charts?.slice(4).includes(LETTERS[kind])) keys.set(key, type)
    }
  }
  return keys
}

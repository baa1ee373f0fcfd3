import { expect, test } from 'vitest'
import { SERVER_KINDS } from '../../../kinds/server-kinds'
import { APIM_VERSIONS } from '../../../model/design'
import { chartKeys } from './chart-keys'

test.each(APIM_VERSIONS)('the catalogue has the keys of every chart of %s', (version) => {
  const missing = SERVER_KINDS.filter((kind) => chartKeys(version, kind).size < 100)
  expect(missing, 'write chart-keys.txt anew: node scripts/catalogue-keys.mjs charts CHECKOUT...').toEqual([])
})

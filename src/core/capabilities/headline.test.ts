import { describe, expect, test } from 'vitest'
import { patternById } from '../patterns'
import { resolve } from '../wiring/resolve'
import { headlineOf } from './headline'
import { type Moment, simulate } from './simulate'

function headline(pattern: Parameters<typeof patternById>[0], failed: readonly string[], moment: Moment = 'immediate') {
  const result = simulate(resolve(patternById(pattern).template('4.7.0')), failed)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return headlineOf(result.value.capabilities, moment)
}

describe('the headline of a failure', () => {
  test('is one sentence where nothing is lost', () => {
    expect(headline('pattern-3', ['gw1'])).toBe('Everything works.')
  })
  test('says calls first, then what is down and what is degraded', () => {
    expect(headline('pattern-3', ['acp1', 'acp2'])).toMatch(
      /^API calls get through\. Down: get or refresh a token, .* and \d more\. Degraded: call an API with an opaque token\.$/,
    )
  })
  test('says that no call gets through once tokens have run out', () => {
    expect(headline('pattern-3', ['acp1', 'acp2'], 'after-token-lifetime')).toMatch(
      /^No API call gets through\. Down: /,
    )
  })
  test('names the regions that lose what works elsewhere', () => {
    expect(headline('multi-dc-active-passive', ['datacenter:region'])).toMatch(
      / Down in region: call an API with a JWT, /,
    )
  })
})

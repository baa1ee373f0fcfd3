import { expect, test } from 'vitest'
import { APIM_VERSIONS } from '../../../model/design'
import catalogue from './toml-keys.json'
import { tomlFaults } from './toml-legality'

const MINIMUM = `
[server]
hostname = "a"
[super_admin]
username = "admin"
password = "x"
[database.shared_db]
url = "jdbc:x"
username = "u"
`

test.each(APIM_VERSIONS)('the catalogue knows what each pack of %s requires', (version) => {
  const known = Object.keys(catalogue.required)
  const missing = ['a', 'c', 'g', 't'].map((pack) => `${version} ${pack}`).filter((key) => !known.includes(key))
  expect(missing, 'complete toml-keys.json: node scripts/catalogue-keys.mjs toml CHECKOUT...').toEqual([])
})

test('a file with the required keys alone has no fault', () => {
  expect(tomlFaults(MINIMUM, '4.6.0', 'c')).toEqual([])
})

test.each([
  ['a key that does not exist', '[apim.event_hub]\nservice_urls = "x"', 'apim.event_hub.service_urls is no key'],
  ['a wrong case', '[apim.throttling.event_sync]\nhostName = "x"', 'apim.throttling.event_sync.hostName is no key'],
  [
    'a key that nothing reads',
    '[apim.cache_invalidation]\nusername = "x"',
    'apim.cache_invalidation.username is read by nothing',
  ],
  [
    'a key of a newer version',
    '[apim.devportal]\nurl_generation_secret = "x"',
    'apim.devportal.url_generation_secret is no key of 4.6.0 c',
  ],
  ['a key of another pack', '[apim.ws]\nport = 1', 'apim.ws.port is no key of 4.6.0 c'],
  [
    'a key that breaks the product',
    '[apim.throttling.jms]\njob_queue_size = 1',
    'apim.throttling.jms.job_queue_size breaks the product',
  ],
  [
    'text where only a list works',
    '[[event_handler]]\nname = "x"\nsubscriptions = "y"',
    'event_handler[].subscriptions must be a array!',
  ],
  [
    'an unquoted key with dots',
    '[[event_listener]]\n[event_listener.properties]\nheader.X-A = "y"',
    'event_listener[].properties.header.X-A is no key',
  ],
  [
    'text where only a flag works',
    '[oauth.grant_type.token_exchange]\nenable = "true"',
    'oauth.grant_type.token_exchange.enable must be a boolean!',
  ],
])('%s is found', (_, text, fault) => {
  expect(tomlFaults(`${MINIMUM}${text}\n`, '4.6.0', 'c')).toEqual([fault])
})

test('a missing required key is found, per version and pack', () => {
  const text = MINIMUM.replace('url = "jdbc:x"', '')
  expect(tomlFaults(text, '4.6.0', 'g')).toEqual(['database.shared_db.url is missing'])
  expect(tomlFaults(text, '4.7.0', 'g')).toEqual([])
})

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { tomlCatalogue } from '../../../../scripts/lib/toml-catalogue.mjs'

const PACKS = ['all-in-one-apim', 'api-control-plane', 'gateway', 'traffic-manager']
const CONF = 'modules/distribution/product/src/main/resources/conf'
const folders: string[] = []

/** Templates and rules as WSO2 writes them. */
const TEMPLATE = `
<Server name="{{server.hostname}}" role="{{ server.server_role }}">
{% if apim.key_manager.enable is sameas true %}<Keys>{{apim.key_manager.service_url}}</Keys>{% endif %}
{% for environment in apim.gateway.environment %}
  <Environment type="{{environment.type}}">{% if environment['show_as_token_endpoint_url'] == 'yes' %}{% endif %}</Environment>
{% endfor %}
{% for url in apim.throttling.urls.toList() %}<Url>{{url}}</Url>{% endfor %}
{% for key, value in transport.passthru_http.parameters.items() %}<P name="{{key}}">{{value | lower}}</P>{% endfor %}
{% set sum = apim.cache.size %}{{sum}}
<Elsewhere>{{admin_console.keys}}</Elsewhere>
`

const RULES = {
  'default.json': {
    'server.hostname': 'localhost',
    'apim.cache.size': '50',
    'apim.cache.expiry': 900,
    'transport.passthru_http.parameters.port': 8280,
    'apim.nobody.reads': true,
  },
  'infer.json': { 'apim.jwt.enable': { true: { 'apim.cache.size': 1 } } },
  'key-mappings.json': {
    'transport.http.listener.port': 'transport.passthru_http.parameters.port',
    'apim.old.name': ['apim.unread'],
  },
  'unit-resolve.json': { time: { 'apim.cache.size': 's' } },
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
}

function product(version: string, only: readonly string[] = PACKS, at = ''): string {
  const folder = mkdtempSync(join(tmpdir(), 'product-apim-'))
  folders.push(folder)
  write(join(folder, at), { 'all-in-one-apim/pom.xml': `<project><version>${version}</version></project>` })
  for (const pack of PACKS) {
    write(join(folder, at, pack), {
      [`${CONF}/templates/repository/conf/carbon.xml.j2`]: only.includes(pack) ? TEMPLATE : '{{server.hostname}}',
      ...Object.fromEntries(Object.entries(RULES).map(([name, rules]) => [`${CONF}/${name}`, JSON.stringify(rules)])),
    })
  }
  return folder
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

describe('the catalogue of keys of deployment.toml', () => {
  test('has what templates read, loops and rules included, with the type that their use shows', () => {
    const { keys, unused } = tomlCatalogue([product('4.9.0')])
    expect(keys).toEqual({
      'apim.cache.size': 'duration',
      'apim.gateway.environment': 'table-array',
      'apim.gateway.environment[].show_as_token_endpoint_url': 'scalar',
      'apim.gateway.environment[].type': 'scalar',
      'apim.jwt.enable': 'boolean',
      'apim.key_manager.enable': 'boolean!',
      'apim.key_manager.service_url': 'scalar',
      'apim.throttling.urls': 'array!',
      'server.hostname': 'string',
      'server.server_role': 'scalar',
      'transport.http.listener.port': 'number',
      'transport.passthru_http.parameters.*': 'scalar',
      'transport.passthru_http.parameters.port': 'number',
    })
    expect(unused).toEqual(['apim.cache.expiry', 'apim.nobody.reads'])
  })

  test('says which packs of which versions read a key where not all do', () => {
    const { keys } = tomlCatalogue([product('4.9.0'), product('4.8.0', ['gateway'])])
    expect(keys['server.hostname']).toBe('string')
    expect(keys['server.server_role']).toBe('scalar 8:g 9:acgt')
  })

  test('gives what packs are built from to all of them', () => {
    const folder = product('4.9.0', [], 'product-apim')
    write(join(folder, 'carbon-kernel'), {
      'core/resources/conf/templates/repository/conf/user-mgt.xml.j2': '<P>{{super_admin.username}}</P>',
      'core/src/test/resources/conf/templates/repository/conf/test.xml.j2': '<P>{{super_admin.test}}</P>',
    })
    expect(tomlCatalogue([folder]).keys).toEqual({
      'apim.jwt.enable': 'boolean',
      'server.hostname': 'string',
      'super_admin.username': 'scalar',
    })
  })

  test('is not made from a folder without the product', () => {
    const folder = mkdtempSync(join(tmpdir(), 'empty-'))
    folders.push(folder)
    expect(() => tomlCatalogue([folder])).toThrow('holds no checkout of product-apim')
  })
})

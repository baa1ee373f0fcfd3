import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sample } from './testing/bundles'
import { unpack } from './testing/helm'

const DIGEST = `sha256:${'a'.repeat(64)}`

/** As Docker does, it names what it has pushed without the registry that it takes for granted. */
const DOCKER = `#!/bin/bash
case "$1 $2" in
  'image inspect')
    name="\${!#}"; name="\${name%:*}"
    printf 'elsewhere.example.com/%s@sha256:%064d\\n%s@${DIGEST}\\n\\n' "$name" 0 "\${name#docker.io/}" ;;
esac
`

let bundle: ReturnType<typeof unpack>

beforeAll(() => {
  bundle = unpack(sample('pattern-4', '4.7.0', 'gateway-api').files)
  mkdirSync(join(bundle.folder, 'bin'))
  mkdirSync(join(bundle.folder, 'images/drivers'))
  writeFileSync(join(bundle.folder, 'bin/docker'), DOCKER)
  writeFileSync(join(bundle.folder, 'images/drivers/mysql-connector-j-9.1.0.jar'), '')
  chmodSync(join(bundle.folder, 'bin/docker'), 0o755)
})

afterAll(() => bundle.remove())

test.each(['docker.io/acme', 'registry.acme.com/apim'])('says the digest of what it pushed to %s', (registry) => {
  const said = execFileSync('bash', [join(bundle.folder, 'images/build.sh'), '--registry', registry], {
    encoding: 'utf8',
    env: { PATH: `${join(bundle.folder, 'bin')}:${process.env.PATH}` },
  })
  expect(said).toContain(`Pushed wso2am-acp:4.7.0-mysql: ${DIGEST}`)
})

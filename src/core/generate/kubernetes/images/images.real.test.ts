import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sample } from '../testing/bundles'
import { unpack } from '../testing/helm'

const FAKE_DOCKER = fileURLToPath(new URL('../testing/fake-docker.sh', import.meta.url))
const DIGEST = `sha256:${'a'.repeat(64)}`

let bundle: ReturnType<typeof unpack>

beforeAll(() => {
  bundle = unpack(sample('pattern-4', '4.7.0', 'gateway-api').files)
  mkdirSync(join(bundle.folder, 'bin'))
  mkdirSync(join(bundle.folder, 'images/drivers'))
  copyFileSync(FAKE_DOCKER, join(bundle.folder, 'bin/docker'))
  writeFileSync(join(bundle.folder, 'images/drivers/mysql-connector-j-9.1.0.jar'), '')
  chmodSync(join(bundle.folder, 'bin/docker'), 0o755)
})

afterAll(() => bundle.remove())

test.each(['docker.io/acme', 'registry.acme.com/apim'])('says the digest of what it pushed to %s', (registry) => {
  const said = execFileSync('bash', [join(bundle.folder, 'images/build.sh'), '--registry', registry], {
    encoding: 'utf8',
    env: { DIGEST, PATH: `${join(bundle.folder, 'bin')}:${process.env.PATH}` },
  })
  expect(said).toContain(`Pushed wso2am-acp:4.7.0-mysql: ${DIGEST}`)
})

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serializeDesign } from '../core/document/codec'
import { patternById } from '../core/patterns'
import { typed } from './testing/recording-terminal'

let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'topology-'))
  writeFileSync(join(folder, 'd.json'), serializeDesign(patternById('pattern-3').template('4.7.0')))
  await typed(['export', 'd.json', '--target', 'vm', '--out', 'bundle'], folder)
  await typed(['export', 'd.json', '--target', 'vm', '--out', 'bundle.zip'], folder)
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** The folder with one text in a file replaced, while something is looked at. */
async function planted<T>(file: string, from: string, to: string, look: () => Promise<T>): Promise<T> {
  const path = join(folder, 'bundle', file)
  const text = readFileSync(path, 'utf8')
  expect(text).toContain(from)
  writeFileSync(path, text.replace(from, to))
  try {
    return await look()
  } finally {
    writeFileSync(path, text)
  }
}

describe('topology rehearse', () => {
  test.each(['bundle', 'bundle.zip'])('finds that %s does what is promised', async (bundle) => {
    const { code, stdout } = await typed(['rehearse', bundle, 'd.json'], folder)
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^\d+ states compared, 0 differences\.\n$/)])
  })

  test('says in sentences what a changed file does, and where nobody answers', async () => {
    const { code, stdout } = await planted(
      'hosts/gw1/gw1/repository/conf/deployment.toml',
      'acp2.apim',
      'acp9.apim',
      () => typed(['rehearse', 'bundle', 'd.json'], folder),
    )
    expect(code).toBe(1)
    expect(stdout).toMatch(/^hosts\/gw1\/gw1\/repository\/conf\/deployment\.toml, line \d+: nobody answers at acp9/)
    expect(stdout).toContain(
      'With acp1 failed, C6 (Deploy an API to all live gateways) is promised to be working; by the files it is down',
    )
  })

  test('gives states and differences as JSON', async () => {
    const { stdout } = await typed(['rehearse', 'bundle', 'd.json', '--json'], folder)
    expect(JSON.parse(stdout)).toEqual({ states: expect.any(Number), differences: [] })
  })

  test('cannot use a file that is not in its form, nor a folder that is no export', async () => {
    const broken = await planted('load-balancers/lb1/nginx.conf', 'http {', 'http {{', () =>
      typed(['rehearse', 'bundle', 'd.json'], folder),
    )
    expect([broken.code, broken.stderr]).toEqual([2, expect.stringContaining('load-balancers/lb1/nginx.conf')])
    const { code, stderr } = await typed(['rehearse', '.', 'd.json'], folder)
    expect([code, stderr]).toEqual([2, '. is no export.\n'])
  })
})

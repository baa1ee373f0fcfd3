import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { helm3Program, helmProgram, kubectlProgram } from '../../../../scripts/lib/helm.mjs'
import { zipBundle } from '../../../platform/zip'
import { generate } from '../../bundle'
import type { Design } from '../../model/design'
import { patternById } from '../../patterns'
import { usually } from '../../testing/breadth'
import { VERSIONS } from '../../versions'
import { resolve } from '../../wiring/resolve'
import { chartCheckout } from './testing/helm'
import { onOpenshift } from './testing/matrix'

/**
 * The first steps of a person who has the zip, and a machine with nothing but Helm, kubectl and what every system has:
 * commands are taken from the bundle's README. WSO2's charts are stood in for by the project's own, through the option
 * that the README names.
 */
const folder = mkdtempSync(join(tmpdir(), 'first-steps-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Shell, core utilities, and the tools for text that POSIX asks of every system. */
const SYSTEM = [
  ...['bash', 'sh', 'env', 'awk', 'sed', 'grep', 'cat', 'cp', 'mv', 'rm', 'mkdir', 'mktemp', 'dirname', 'basename'],
  ...['chmod', 'ls', 'cut', 'head', 'tail', 'tr', 'sort', 'uniq', 'wc', 'printf', 'install', 'base64', 'date', 'paste'],
]

function machine(helm: string): string {
  const bin = mkdtempSync(join(folder, 'bin-'))
  for (const name of SYSTEM) {
    symlinkSync(execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim(), join(bin, name))
  }
  symlinkSync(helm, join(bin, 'helm'))
  symlinkSync(kubectlProgram(), join(bin, 'kubectl'))
  return bin
}

/** Commands of the README's code blocks for a shell, in order. */
function commandsOf(readme: string): string[] {
  return [...readme.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block = '']) => block.trimEnd().split('\n'))
}

const DESIGNS: readonly (readonly [name: string, design: Design])[] = [
  ['pattern 3', patternById('pattern-3').template('4.7.0')],
  ['two active datacenters', patternById('multi-dc-active-active').template('4.6.0')],
  ['pattern 3 on OpenShift', onOpenshift(patternById('pattern-3').template('4.7.0'))],
]

describe.each([
  ['Helm 3', helm3Program],
  ['Helm 4', helmProgram],
] as const)('with %s and kubectl alone', (helmName, program) => {
  // A usual run has one design with each.
  test.each(DESIGNS.filter((_, at) => usually(at === (helmName === 'Helm 3' ? 1 : 0), true)))(
    'the README of %s leads from the zip to what would be done',
    async (name, design) => {
      const bundle = generate(resolve(design), 'kubernetes')
      const place = join(folder, `${helmName} ${name}`)
      mkdirSync(place)
      writeFileSync(join(place, 'bundle.zip'), await zipBundle(bundle))
      execFileSync('unzip', ['-q', 'bundle.zip'], { cwd: place })
      const top = join(place, bundle.name)
      const pin = VERSIONS[design.apimVersion].charts.release
      chartCheckout(join(place, 'helm-apim'), pin)

      const readme = readFileSync(join(top, 'README.md'), 'utf8')
      const commands = commandsOf(readme)
      expect(commands).toContain(
        `git clone --depth 1 --branch all-in-one-${pin} https://github.com/wso2/helm-apim ../helm-apim`,
      )
      expect(readme).toContain('`--charts ../helm-apim`')
      const dryRuns = commands.filter((command) => command.includes('install.sh') && command.endsWith('--dry-run'))
      expect(dryRuns).toHaveLength(readdirSync(join(top, 'clusters')).length)
      for (const command of dryRuns) {
        const { status, stdout, stderr } = spawnSync('bash', ['-c', `${command} --charts ../helm-apim`], {
          cwd: top,
          encoding: 'utf8',
          env: { PATH: machine(program()), HOME: place, KUBECONFIG: join(place, 'none') },
        })
        expect([status, stderr], command).toEqual([0, expect.not.stringMatching(/error|not found/i)])
        const rendered = [...stdout.matchAll(/^renders: (\S+), ([1-9]\d*) objects$/gm)].map(([, release]) => release)
        const cluster = basename(command.split('/install.sh')[0] ?? '')
        expect(rendered.sort()).toEqual(
          readdirSync(join(top, 'clusters', cluster, 'values'))
            .map((file) => basename(file, '.yaml'))
            .sort(),
        )
      }
    },
  )
})

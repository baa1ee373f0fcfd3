import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import type { Settings } from '../../../model/design'
import { patternById } from '../../../patterns'
import { contentOf, sampleOf } from '../testing/bundles'
import { onOpenshift } from '../testing/matrix'

const pattern3 = patternById('pattern-3').template('4.7.0')
const DRAWINGS = [
  ['script', pattern3, {}],
  ['vault', pattern3, { secretDelivery: 'external-secrets', secretVault: 'aws-secrets-manager' }],
  ['sealed', pattern3, { secretDelivery: 'sealed-secrets' }],
  ['openshift', onOpenshift(pattern3), { secretDelivery: 'sealed-secrets' }],
  ['regions', patternById('multi-dc-active-active').template('4.5.0'), {}],
] as const

test.each(DRAWINGS)('the runbook for %s has commands that a shell reads', (_, design, settings: Settings) => {
  const { files } = sampleOf({ ...design, settings: { ...design.settings, ...settings } })
  const blocks = [...contentOf(files, 'README.md').matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block)
  expect(blocks.length).toBeGreaterThan(5)
  execFileSync('bash', ['-n'], { input: blocks.join(''), stdio: ['pipe', 'pipe', 'pipe'] })
})

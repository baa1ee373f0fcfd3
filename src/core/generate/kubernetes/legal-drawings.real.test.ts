import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arbitraryDesign } from '../../testing/arbitrary'
import { bent } from '../../testing/bent-templates'
import { runs } from '../../testing/breadth'
import { smallTopology } from '../../testing/small-topology'
import { legalDrawing } from '../vm/testing/audit/legal-drawings'
import { contentOf, sampleOf, valuesOf } from './testing/bundles'
import { helmTemplate } from './testing/helm'
import { dialled, serviceCalled, unknownLeaves } from './testing/values-read'
import { valuesPath } from './values'

const drawing = fc.oneof(legalDrawing, bent, smallTopology(), arbitraryDesign())
const wayIn = fc.constantFrom('gateway-api', 'ingress', 'route', undefined)

test('any drawing renders: keys that charts read, ports that Services have, and nothing that Helm refuses', async () => {
  let rendered = 0
  await fc.assert(
    fc.asyncProperty(drawing, wayIn, async (drawn, exposure) => {
      const design = { ...drawn, settings: { ...drawn.settings, ...(exposure && { exposure }) } }
      const bundle = sampleOf(design)
      for (const release of bundle.plan.releases) {
        const values = valuesOf(bundle, release)
        expect(unknownLeaves(values, design.apimVersion, release.kind)).toEqual([])
        for (const { host, port } of dialled(values)) {
          expect(serviceCalled(host, release, bundle.plan)?.ports ?? [port]).toContain(port)
        }
        const objects = await helmTemplate(release, contentOf(bundle.files, valuesPath(release)))
        expect(objects.length).toBeGreaterThan(1)
        rendered++
      }
    }),
    { numRuns: runs(60) },
  )
  expect(rendered).toBeGreaterThan(runs(60))
})

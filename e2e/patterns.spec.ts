import { expect, test } from '@playwright/test'
import { PATTERNS } from '../src/core/patterns'
import type { Level } from '../src/core/patterns/pattern'
import { Studio } from './pages/studio'
import { startFromTemplate } from './pages/templates'

const REACHED: Readonly<Record<Level, readonly string[]>> = {
  shape: ['Shape'],
  wired: ['Shape', 'Wired'],
  ha: ['Shape', 'Wired', 'High availability'],
}

for (const pattern of PATTERNS) {
  test(`${pattern.id} opens as a picture in sight, and is recognised at its level`, async ({ page }) => {
    const studio = new Studio(page)
    await startFromTemplate(page, pattern)
    const { places, components, connections } = pattern.template('4.7.0').topology
    await expect(studio.nodes).toHaveCount(places.length + components.length)
    await expect(studio.connections).toHaveCount(connections.length)
    for (const { label = '' } of components) await expect(studio.node(label).first()).toBeInViewport({ ratio: 0.99 })

    await page.getByRole('tab', { name: 'Pattern', exact: true }).click()
    const panel = page.getByRole('region', { name: 'Pattern', exact: true })
    await expect(panel.getByRole('heading', { level: 2 })).toContainText(pattern.name)
    const level = pattern.id === 'pattern-0' ? 'wired' : 'ha'
    const reached = panel.getByRole('list', { name: 'Level' }).getByRole('listitem').filter({ hasText: ', reached' })
    await expect(reached).toHaveText(REACHED[level].map((label) => `${label}, reached`))

    expect(studio.errors).toEqual([])
    expect(studio.strangers).toEqual([])
  })
}

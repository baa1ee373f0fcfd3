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

test('pattern 2 becomes pattern 3 in one click, says what changed, and one undo takes it back', async ({ page }) => {
  const studio = new Studio(page)
  const pattern2 = PATTERNS.find(({ id }) => id === 'pattern-2')
  if (!pattern2) throw new Error('pattern 2')
  await startFromTemplate(page, pattern2)
  const { places, components } = pattern2.template('4.7.0').topology
  await page.getByRole('tab', { name: 'Pattern', exact: true }).click()
  const panel = page.getByRole('region', { name: 'Pattern', exact: true })
  await panel.getByRole('button', { name: /^Other patterns/ }).click()
  const make = panel.getByRole('button', { name: 'Make it Pattern 3', exact: true })

  // Before it is made: on the canvas while the button has the focus, and in words.
  await make.focus()
  await expect(studio.canvas.getByText('Traffic Manager 2')).toBeVisible()
  await expect(studio.nodes).toHaveCount(places.length + components.length)
  await page.keyboard.press('Tab')
  await expect(studio.canvas.getByText('Traffic Manager 2')).toHaveCount(0)
  await expect(panel.getByRole('button', { name: 'What changes: Make it Pattern 3' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(panel.getByRole('group', { name: 'What it changes' })).toContainText(
    'Changes All-in-One 1 and All-in-One 2 to API Control Planes',
  )

  await make.click()
  const said = panel.getByRole('status')
  await expect(said).toContainText('Now Pattern 3. What changed:')
  await expect(said).toBeFocused()
  await expect(said).toBeInViewport()
  await expect(said).toContainText(
    'Adds 2 Traffic Managers: Traffic Manager 1 in zone a and Traffic Manager 2 in zone b',
  )
  await expect(panel.getByRole('heading', { level: 2 })).toContainText('Pattern 3')
  await expect(panel.getByRole('list', { name: 'Level' })).toContainText('High availability, reached')
  await expect(studio.node('Traffic Manager 2')).toBeVisible()
  await expect(studio.node('Control Plane 1')).toBeVisible()

  await said.getByRole('button', { name: 'Undo' }).click()
  await expect(panel.getByRole('heading', { level: 2 })).toContainText('Pattern 2')
  await expect(studio.node('All-in-One 1')).toBeVisible()
  await expect(studio.nodes).toHaveCount(places.length + components.length)
  expect(studio.errors).toEqual([])
})

test('any pattern is in the command palette, but the one that the drawing is', async ({ page }) => {
  const studio = new Studio(page)
  const pattern1 = PATTERNS.find(({ id }) => id === 'pattern-1')
  if (!pattern1) throw new Error('pattern 1')
  await startFromTemplate(page, pattern1)
  await page.keyboard.press('Control+k')
  const field = page.getByRole('combobox', { name: 'Commands' })
  await field.fill('make it pattern 1')
  await expect(page.getByRole('option', { name: /^Make it Pattern 1/ })).toContainText('It is that already')
  await field.fill('make it multi-datacenter, central')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Now multi-datacenter, central control plane. What changed:')).toBeVisible()
  await page.getByRole('tab', { name: 'Pattern', exact: true }).click()
  const panel = page.getByRole('region', { name: 'Pattern', exact: true })
  await expect(panel.getByRole('heading', { level: 2 })).toContainText('Central control plane')
  await studio.button('Undo').click()
  await expect(panel.getByRole('heading', { level: 2 })).toContainText('Pattern 1')
  expect(studio.errors).toEqual([])
})

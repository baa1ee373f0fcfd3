import { expect, type Locator, type Page, test } from '@playwright/test'
import { expectAccessible } from './pages/accessibility'
import { card, findings, openTab, selectCard, startFrom } from './pages/panels'
import { Studio } from './pages/studio'

const sizing = (page: Page): Locator => page.getByRole('region', { name: 'Sizing' })
const peak = (page: Page): Locator => sizing(page).getByRole('spinbutton', { name: 'Peak load' })
const row = (page: Page, name: string): Locator => sizing(page).getByRole('row', { name: new RegExp(`^${name}`) })

let studio: Studio
test.beforeEach(async ({ page }) => {
  studio = new Studio(page)
  await startFrom(page, 'Pattern 3')
})
test.afterEach(() => {
  expect(studio.errors).toEqual([])
  expect(studio.strangers).toEqual([])
})

test('a target load is answered with counts, and one button brings the drawing to them in one undo step', async ({
  page,
}) => {
  await peak(page).fill('6000')
  await sizing(page).getByRole('spinbutton', { name: 'Transformed' }).fill('50')
  await expect(row(page, 'Gateway').getByRole('cell')).toHaveText(['6', '2'])
  await expect(row(page, 'Gateway').getByLabel('Too few')).toBeVisible()
  await expect(row(page, 'Traffic Manager').getByLabel('Enough')).toBeVisible()
  await expect(sizing(page).getByText(/Without zone a: \d+ % too little/)).toBeVisible()

  await sizing(page).getByRole('button', { name: 'Add 4 gateways' }).click()
  for (const label of ['Gateway 3', 'Gateway 4', 'Gateway 5', 'Gateway 6'])
    await expect(card(page, label)).toBeAttached()
  await expect(sizing(page).getByText('The drawing has what the load takes.')).toBeVisible()
  await expect(studio.connection('Load balancer 2', 'Gateway 6')).toBeAttached()

  await studio.undo()
  await expect(card(page, 'Gateway 3')).toHaveCount(0)
  await expect(peak(page)).toHaveValue('6000')
})

test('each count says what it rests on', async ({ page }) => {
  await peak(page).fill('6000')
  const gateway = sizing(page).getByRole('button', { name: 'Gateway', exact: true })
  await expect(sizing(page).getByText(/run 531/)).toHaveCount(0)
  await gateway.focus()
  await page.keyboard.press('Enter')
  await expect(gateway).toHaveAttribute('aria-expanded', 'true')
  await expect(sizing(page).getByText(/run 531, 2025-09-28.*No figures of 4\.7\.0 are published/)).toBeVisible()
  await expect(sizing(page).getByText(/One All-in-One on c5\.large/)).toBeVisible()
})

test('an overloaded drawing is a finding, which asks for the load before it is said', async ({ page }) => {
  await openTab(page, 'Findings')
  await findings(page)
    .getByRole('button', { name: /Facts that would sharpen this/ })
    .click()
  await expect(findings(page).getByRole('heading', { name: /Peak load/ })).toContainText('HA-07')
  await findings(page).getByRole('button', { name: 'Sizing' }).first().click()
  await expect(peak(page)).toBeFocused()
  await peak(page).fill('6000')

  await openTab(page, 'Findings')
  await expect(findings(page)).toContainText('2 gateways carry 4,158 calls/s at 60 %, and the peak brings 6,000.')
  await expect(findings(page)).toContainText('Without zone a')
})

test('the load survives a reload, and fewer calls let servers go only when somebody says so', async ({ page }) => {
  await peak(page).fill('6000')
  await sizing(page).getByRole('button', { name: 'Add 4 gateways' }).click()
  await expect(card(page, 'Gateway 6')).toBeAttached()
  await peak(page).fill('2000')
  await peak(page).blur()
  await expect(sizing(page).getByRole('button', { name: 'Remove 4 gateways' })).toBeVisible()
  await expect(page.getByText('Saved in this browser')).toBeVisible()
  await page.reload()
  await expect(peak(page)).toHaveValue('2000')
  await expect(card(page, 'Gateway 6')).toBeAttached()
  await sizing(page).getByRole('button', { name: 'Remove 4 gateways' }).click()
  await expect(card(page, 'Gateway 6')).toHaveCount(0)
  await expect(row(page, 'Gateway').getByRole('cell')).toHaveText(['2', '2'])
})

test('a key shows the sizing from anywhere', async ({ page }) => {
  await selectCard(page, 'Gateway 1')
  await openTab(page, 'Capabilities')
  await page.keyboard.press('5')
  await expect(peak(page)).toBeFocused()
  await expect(peak(page)).toBeInViewport()
  await expect(page.getByRole('tab', { name: 'Palette' })).toBeInViewport()
})

test('the sizing has no accessibility faults', async ({ page }) => {
  await peak(page).fill('6000')
  await sizing(page)
    .getByRole('button', { name: /^More about the load/ })
    .click()
  await sizing(page).getByRole('button', { name: 'Gateway', exact: true }).click()
  await expectAccessible(page, 'the sizing', '[aria-label="Inspector"]')
})

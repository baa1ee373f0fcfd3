import { expect, test } from '@playwright/test'
import { expectAccessible } from './pages/accessibility'
import { card, findings, inspector, openTab, selectCard, startFrom } from './pages/panels'

test('a single gateway is warned about until it has two instances', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: 'Add Universal Gateway' }).click()
  await openTab(page, 'Findings')
  const lone = findings(page).getByRole('listitem').filter({ hasText: 'only gateway' })
  await expect(lone).toHaveCount(1)
  await expect(lone).toContainText('Critical')

  await selectCard(page, 'Universal Gateway')
  await page.getByRole('spinbutton', { name: 'Instances' }).fill('2')
  await openTab(page, 'Findings')
  await expect(lone).toHaveCount(0)

  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(lone).toHaveCount(1)
})

test('the fix of a finding is one click, and one undo takes it back', async ({ page }) => {
  await startFrom(page, 'Pattern 3')
  await openTab(page, 'Findings')
  await expect(findings(page).getByText('No findings')).toBeVisible()

  await card(page, 'Gateway 2').click()
  await page.keyboard.press('Delete')
  const lone = findings(page).getByRole('listitem').filter({ hasText: 'only gateway' })
  await lone.getByRole('button', { name: /only gateway/ }).click()
  await expect(lone.getByText('Remedy')).toBeVisible()
  await lone.getByRole('button', { name: /^Add a second Universal Gateway/ }).click()
  await expect(findings(page).getByText('No findings')).toBeVisible()

  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(lone).toBeVisible()
})

test('what a fix changes is seen and read before it is applied', async ({ page }) => {
  await startFrom(page, 'Pattern 3')
  await openTab(page, 'Findings')
  await card(page, 'Gateway 2').click()
  await page.keyboard.press('Delete')
  const lone = findings(page).getByRole('listitem').filter({ hasText: 'only gateway' })
  await lone.getByRole('button', { name: /only gateway/ }).click()
  const changes = lone.getByRole('group', { name: 'What it changes' })
  await expect(changes.getByRole('listitem').first()).toHaveText('Adds a Universal Gateway: Gateway 2 in zone b')

  const canvas = page.getByRole('region', { name: 'Canvas' })
  const fix = lone.getByRole('button', { name: /^Add a second Universal Gateway/ })
  await expect(fix).toHaveAccessibleDescription(/Adds a Universal Gateway: Gateway 2 in zone b/)
  await fix.focus()
  await expect(canvas.getByText('Gateway 2')).toBeVisible()
  await expect(card(page, 'Gateway 2')).toHaveCount(0)

  await page.keyboard.press('Enter')
  await expect(card(page, 'Gateway 2')).toBeVisible()
  await expect(findings(page).getByText('No findings')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(card(page, 'Gateway 2')).toHaveCount(0)
  await expect(lone).toBeVisible()
})

test('a chip selects its element and brings it into view', async ({ page }) => {
  await startFrom(page, 'Pattern 3')
  await card(page, 'Gateway 2').click()
  await page.keyboard.press('Delete')
  await openTab(page, 'Findings')
  await findings(page)
    .getByRole('region', { name: 'Critical' })
    .getByRole('button', { name: 'Gateway 1', exact: true })
    .click()
  await openTab(page, 'Inspector')
  await expect(inspector(page).getByRole('heading', { level: 2 })).toHaveText('Gateway 1')
  await expect(card(page, 'Gateway 1')).toBeInViewport({ ratio: 0.99 })
})

test('an acknowledged finding keeps its reason over a reload, and opens again', async ({ page }) => {
  await startFrom(page, 'Pattern 3')
  await card(page, 'Gateway 2').click()
  await page.keyboard.press('Delete')
  await openTab(page, 'Findings')
  await findings(page)
    .getByRole('button', { name: /only gateway/ })
    .click()
  await findings(page).getByRole('button', { name: 'Acknowledge' }).click()
  await findings(page).getByRole('button', { name: 'Acknowledge finding' }).click()
  await expect(findings(page).getByRole('alert')).toContainText('Give the reason')
  await findings(page).getByRole('textbox', { name: 'Reason' }).fill('A stage for tests; an outage costs nothing.')
  await findings(page).getByRole('button', { name: 'Acknowledge finding' }).click()
  await expect(page.getByText('Saved in this browser')).toBeVisible()

  await page.reload()
  await openTab(page, 'Findings')
  await expect(findings(page).getByRole('region', { name: 'Critical' })).toHaveCount(0)
  await findings(page)
    .getByRole('button', { name: /^Acknowledged/ })
    .click()
  await expect(findings(page).getByText('A stage for tests; an outage costs nothing.')).toBeVisible()
  await findings(page).getByRole('button', { name: 'Reopen' }).click()
  await expect(findings(page).getByRole('region', { name: 'Critical' })).toContainText('only gateway')
})

test('findings have no accessibility faults', async ({ page }) => {
  await startFrom(page, 'Pattern 3')
  await card(page, 'Gateway 2').click()
  await page.keyboard.press('Delete')
  await openTab(page, 'Findings')
  await findings(page)
    .getByRole('button', { name: /only gateway/ })
    .click()
  await expectAccessible(page, 'findings', '[aria-label="Findings"]')
})

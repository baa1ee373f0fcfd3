import { expect, test } from '@playwright/test'
import { expectAccessible } from './pages/accessibility'
import { inspector, openTab, selectCard, startFrom } from './pages/panels'

test('an illegal host name stays in the field with its reason, and the design keeps the good one', async ({ page }) => {
  await startFrom(page, 'Pattern 3')
  await selectCard(page, 'Gateway 1')
  const hostname = inspector(page).getByRole('textbox', { name: 'Host name', exact: true })
  await hostname.fill('edge1.example.com')
  await hostname.fill('$(reboot)')
  await expect(inspector(page).getByRole('alert')).toContainText('Host name must be a DNS name')
  await hostname.blur()
  await expect(hostname).toHaveValue('$(reboot)')

  // The form of something else and back: what the design holds.
  await selectCard(page, 'Gateway 2')
  await selectCard(page, 'Gateway 1')
  await expect(hostname).toHaveValue('edge1.example.com')
  await expect(inspector(page).getByRole('alert')).toHaveCount(0)
})

test('typing in one field is one undo step', async ({ page }) => {
  await startFrom(page, 'Pattern 3')
  await selectCard(page, 'Gateway 1')
  const label = inspector(page).getByRole('textbox', { name: 'Label', exact: true })
  await label.fill('')
  await label.pressSequentially('Edge')
  await expect(inspector(page).getByRole('heading', { level: 2 })).toHaveText('Edge')
  await label.blur()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(label).toHaveValue('Gateway 1')
})

test('the addresses follow the port offset', async ({ page }) => {
  await startFrom(page, 'Pattern 3')
  await selectCard(page, 'Gateway 1')
  const addresses = inspector(page).getByRole('region', { name: 'Addresses and ports' })
  await expect(addresses.getByText('8243', { exact: true })).toBeVisible()
  await inspector(page).getByRole('spinbutton', { name: 'Port offset' }).fill('10')
  await expect(addresses.getByText('8253', { exact: true })).toBeVisible()
})

test('a copied address is on the clipboard', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await startFrom(page, 'Pattern 3')
  await selectCard(page, 'Gateway 1')
  const copy = inspector(page).getByRole('button', { name: /^Copy Host name: / })
  await copy.focus()
  const name = await copy.getAttribute('aria-label')
  await page.keyboard.press('Enter')
  await expect(inspector(page).getByRole('button', { name: 'Copied' })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(name?.replace('Copy Host name: ', ''))
})

test('a connection is drawn and narrowed from the form alone', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: 'Add API Control Plane' }).click()
  await page.getByRole('button', { name: 'Add Universal Gateway' }).click()
  await openTab(page, 'Inspector')
  await inspector(page).getByRole('combobox', { name: 'Connect to' }).selectOption('API Control Plane')
  await inspector(page).getByRole('button', { name: 'Connect', exact: true }).click()
  const connections = inspector(page).getByRole('region', { name: 'Connections' })
  await expect(connections).toContainText('Events')
  await connections.getByRole('button', { name: /To API Control Plane/ }).click()
  await connections.getByRole('checkbox', { name: /^Events/ }).uncheck()
  await expect(connections.getByText('Narrowed')).toBeVisible()
  await connections.getByRole('button', { name: 'Use what the two imply' }).click()
  await expect(connections.getByRole('checkbox', { name: /^Events/ })).toBeChecked()
})

test('the theme can be changed, and a reload keeps it', async ({ page }) => {
  await page.goto('/')
  const html = page.locator('html')
  for (const theme of ['Dark', 'Light']) {
    await page.getByRole('button', { name: /^Theme/ }).click()
    await page.getByRole('menuitem', { name: theme }).click()
    await expect(html).toHaveAttribute('data-theme', theme.toLowerCase())
    await page.reload()
    await expect(html).toHaveAttribute('data-theme', theme.toLowerCase())
  }
})

test('forms have no accessibility faults', async ({ page }) => {
  await startFrom(page, 'Pattern 3')
  for (const label of [null, 'Gateway 1', 'Load balancer 1']) {
    if (label !== null) await selectCard(page, label)
    await expectAccessible(page, label ?? 'the design', '[aria-label="Inspector"]')
  }
})

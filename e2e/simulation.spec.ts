import { expect, type Locator, type Page, test } from '@playwright/test'
import { expectAccessible } from './pages/accessibility'
import { openTab } from './pages/panels'
import { Studio } from './pages/studio'

let studio: Studio
test.beforeEach(async ({ page }) => {
  studio = new Studio(page)
  await studio.open()
  await studio.startFrom(/Start from Pattern 3/)
})
test.afterEach(() => {
  expect(studio.errors).toEqual([])
  expect(studio.strangers).toEqual([])
})

const board = (page: Page) => page.getByRole('region', { name: 'Capabilities' })
const bar = (page: Page) => page.getByRole('region', { name: 'Simulation' })
const said = (page: Page) => page.getByRole('status', { name: 'What changed' })

/** The row of a capability. */
function row(page: Page, id: string): Locator {
  return board(page)
    .getByRole('listitem')
    .filter({ hasText: new RegExp(`^${id}\\D`) })
}

async function expectStates(page: Page, state: string, ids: readonly string[]): Promise<void> {
  for (const id of ids) await expect(row(page, id)).toContainText(state)
}

/** Moves on with Tab alone until what is wanted has the focus. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  const target = await wanted.elementHandle()
  for (let presses = 0; presses < 150; presses++) {
    if (await target?.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not reach ${wanted}`)
}

test('both control planes fail, one comes back, and the drill is replayed after a reload: by keyboard alone', async ({
  page,
}) => {
  await page.keyboard.press('s')
  await expect(bar(page)).toBeVisible()
  await expectStates(page, 'Working', ['C1', 'C3', 'C6', 'C7', 'C8', 'C10'])

  await tabTo(page, studio.canvas.getByRole('button', { name: 'Fail Control Plane 1', exact: true }))
  await page.keyboard.press('Enter')
  await expect(said(page)).toContainText('Control Plane 1 failed.')
  await expectStates(page, 'Working', ['C1', 'C3', 'C6', 'C7', 'C8', 'C10'])
  await tabTo(page, studio.canvas.getByRole('button', { name: 'Fail Control Plane 2', exact: true }))
  await page.keyboard.press('Space')
  await expect(said(page)).toContainText(/Control Plane 2 failed\. Down: .*sign in to the portals/)
  await expectStates(page, 'Down', ['C3', 'C6', 'C7', 'C8', 'C10'])
  await expect(row(page, 'C1')).toContainText('Working')
  await expect(row(page, 'C3')).toContainText('no API consumer reaches a working token endpoint.')

  await tabTo(page, page.getByRole('radio', { name: 'Immediately' }))
  for (const [moment, state] of [
    ['After 15 minutes', 'Working'],
    ['When tokens run out', 'Down'],
    ['When a gateway restarts', 'Down'],
  ] as const) {
    await page.keyboard.press('ArrowRight')
    await expect(page.getByRole('radio', { name: moment })).toBeChecked()
    await expect(row(page, 'C1')).toContainText(state)
  }
  await expect(page.getByRole('region', { name: 'When it is back' })).toContainText('stops trying after 7 min 45 s')

  await tabTo(page, page.getByRole('button', { name: 'Save drill' }))
  await page.keyboard.press('Enter')
  const form = page.getByRole('dialog', { name: 'Save drill' })
  await expect(form.getByRole('textbox', { name: 'Name' })).toBeFocused()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('Both control planes')
  await page.keyboard.press('Enter')
  await expect(form).toBeHidden()

  await tabTo(page, studio.canvas.getByRole('button', { name: 'Revive Control Plane 1', exact: true }))
  await page.keyboard.press('Enter')
  await expectStates(page, 'Working', ['C1', 'C3', 'C6', 'C7', 'C8', 'C10'])
  await expect(said(page)).toContainText(/Control Plane 1 revived\. Working again: /)

  await page.keyboard.press('Escape')
  await expect(bar(page)).toBeHidden()
  await expect(page.getByText('Saved in this browser')).toBeVisible()
  await page.reload()
  await expect(studio.button('Simulate')).toBeEnabled()

  await page.keyboard.press('s')
  await tabTo(page, page.getByRole('button', { name: 'Drills' }))
  await page.keyboard.press('Enter')
  await tabTo(
    page,
    page.getByRole('dialog', { name: 'Drills' }).getByRole('button', { name: 'Both control planes', exact: true }),
  )
  await page.keyboard.press('Enter')
  await expectStates(page, 'Down', ['C3', 'C6', 'C7', 'C8', 'C10'])
  await expect(studio.canvas.getByText('failed', { exact: true })).toHaveCount(2)
})

test('leaving restores what was there: panels, selection and the drawing', async ({ page }) => {
  await studio.node('Gateway 1').click()
  await openTab(page, 'Findings')
  await page.keyboard.press('b')
  await studio.button('Simulate').click()
  await expect(studio.tab('Palette')).toBeHidden()
  await expect(page.getByRole('region', { name: 'Generated files' })).toBeHidden()
  await studio.canvas.getByRole('button', { name: 'Fail Gateway 1', exact: true }).click()
  await expect(studio.canvas.getByText('failed', { exact: true })).toHaveCount(1)
  // Held still: keys that would delete, undo or move do nothing.
  for (const key of ['Delete', 'Control+z', 'ArrowRight']) await page.keyboard.press(key)
  await expect(studio.nodes).toHaveCount(17)

  await bar(page).getByRole('button', { name: 'Leave' }).click()
  await expect(studio.button('Simulate')).toBeFocused()
  await expect(studio.tab('Palette')).toBeVisible()
  await expect(studio.tab('Findings')).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByRole('region', { name: 'Files', exact: true })).toBeVisible()
  await expect(studio.canvas.getByText('failed', { exact: true })).toHaveCount(0)
  await openTab(page, 'Inspector')
  await expect(
    page.getByRole('region', { name: 'Inspector' }).getByRole('textbox', { name: 'Label', exact: true }),
  ).toHaveValue('Gateway 1')
  await page.keyboard.press('Escape')
  await expect(studio.node('Gateway 1')).toBeVisible()
})

test('places and lines fail under the pointer, chips revive them, and nothing is moved by a drag', async ({ page }) => {
  await studio.button('Simulate').click()
  await studio.canvas.getByRole('button', { name: 'Fail Zone a', exact: true }).locator('.canvas-place-tab').click()
  await expect(studio.canvas.getByText('failed', { exact: true })).toHaveCount(5)
  await studio.canvas.getByRole('button', { name: /^(Fail|Revive) Gateway 1$/ }).click()
  await expect(page.getByText('Gateway 1 is down with Zone a. Revive Zone a to bring it back.')).toBeVisible()
  await bar(page).getByRole('button', { name: 'Revive Zone a' }).click()
  await expect(studio.canvas.getByText('failed', { exact: true })).toHaveCount(0)

  const line = studio.canvas.getByRole('button', { name: 'Cut the connection from API consumers to Floating address' })
  await line.focus()
  await page.keyboard.press('Enter')
  await expectStates(page, 'Down', ['C1', 'C3'])
  await bar(page).getByRole('button', { name: 'Revive all' }).click()
  await expectStates(page, 'Working', ['C1', 'C3'])

  await studio.canvas.getByRole('button', { name: 'Fail API consumers', exact: true }).click()
  await expect(page.getByText(/Cut their connection instead/)).toBeVisible()
})

test('the worst single failures come one after the other', async ({ page }) => {
  await studio.button('Simulate').click()
  const worst = bar(page).getByRole('button', { name: /^Worst single failure/ })
  await worst.click()
  await expect(worst).toContainText('1 of 3')
  await expect(bar(page).getByRole('button', { name: 'Revive Datacenter' })).toBeVisible()
  await worst.click()
  await expect(worst).toContainText('2 of 3')
  await expect(said(page)).toContainText(/^Worst single failure 2 of 3: /)
})

test('axe finds nothing in the simulation, nor on the board of capabilities', async ({ page }) => {
  await openTab(page, 'Capabilities')
  await board(page).getByRole('button', { name: /^C3/ }).click()
  await expectAccessible(page, 'the board')
  await page.keyboard.press('s')
  await bar(page)
    .getByRole('button', { name: /^Worst single failure/ })
    .click()
  await studio.canvas.getByRole('button', { name: 'Cut the connection from API consumers to Floating address' }).focus()
  await page.keyboard.press('Enter')
  await bar(page).getByRole('button', { name: 'Save drill' }).click()
  await expect(page.getByRole('dialog', { name: 'Save drill' })).toBeVisible()
  await expectAccessible(page, 'the simulation')
})

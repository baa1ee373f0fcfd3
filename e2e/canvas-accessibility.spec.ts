import { expect, test } from '@playwright/test'
import { expectAccessible } from './pages/accessibility'
import { Studio } from './pages/studio'

/** The panels at the right side. */
const PANELS = 'aside[data-side=right]'

/** What is on the page, how to get there from what was shown before, and the part that is new. */
const STATES: readonly (readonly [string, (studio: Studio) => Promise<void>, within?: string])[] = [
  ['the drawing and the inspector of the design', async () => {}],
  ['a selected component', async (studio) => studio.node('Gateway 1').click()],
  ['the findings', async ({ page }) => page.keyboard.press('2'), PANELS],
  ['the pattern', async ({ page }) => page.keyboard.press('3'), PANELS],
  [
    'the files',
    async ({ page }) => {
      await page.keyboard.press('b')
      await expect(page.getByRole('region', { name: 'Files', exact: true })).toBeVisible()
    },
    'section.files',
  ],
  [
    'the command palette',
    async ({ page }) => {
      await page.keyboard.press('Control+k')
      await expect(page.getByRole('dialog')).toBeVisible()
    },
    '[role=dialog]',
  ],
]

test('axe finds nothing on the empty page, with a drawing, and with each panel', async ({ page }) => {
  const studio = new Studio(page)
  await studio.open()
  await expectAccessible(page, 'the empty page')
  await studio.startFrom(/Start from Pattern 3/)
  for (const [name, reach, within] of STATES) {
    await reach(studio)
    await expectAccessible(page, name, within)
  }
})

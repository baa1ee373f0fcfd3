import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { Studio } from './pages/studio'

/** The panels at the right side. */
const PANELS = 'aside[data-side=right]'

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']

/** Of the whole page, or of the part `within`: axe takes its time over a drawing that it has looked at already. */
async function violations(page: Page, within?: string): Promise<readonly string[]> {
  // The page has no frames, so the results need no second page to be put together in.
  const whole = new AxeBuilder({ page }).setLegacyMode(true).withTags(STANDARDS)
  const { violations: found } = await (within === undefined ? whole : whole.include(within)).analyze()
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)
}

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

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ colorScheme: theme })

    test('axe finds nothing on the empty page, with a drawing, and with each panel', async ({ page }) => {
      const studio = new Studio(page)
      await studio.open()
      expect(await violations(page), 'the empty page').toEqual([])
      await studio.startFrom(/Start from Pattern 3/)
      for (const [name, reach, within] of STATES) {
        await reach(studio)
        expect(await violations(page, within), name).toEqual([])
      }
    })
  })
}

import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { Studio } from './pages/studio'

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']

async function violations(page: Page): Promise<readonly string[]> {
  const { violations: found } = await new AxeBuilder({ page }).withTags(STANDARDS).analyze()
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)
}

/** What is on the page, and how to get there from a drawing. */
const STATES: readonly (readonly [string, (studio: Studio) => Promise<void>])[] = [
  ['the drawing and the inspector of the design', async () => {}],
  ['a selected component', async (studio) => studio.node('Gateway 1').click()],
  ['the findings', async ({ page }) => page.keyboard.press('2')],
  ['the pattern', async ({ page }) => page.keyboard.press('3')],
  [
    'the files',
    async ({ page }) => {
      await page.keyboard.press('b')
      await expect(page.getByRole('region', { name: 'Files', exact: true })).toBeVisible()
    },
  ],
  [
    'the command palette',
    async ({ page }) => {
      await page.keyboard.press('Control+k')
      await expect(page.getByRole('dialog')).toBeVisible()
    },
  ],
]

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ colorScheme: theme })

    test('axe finds nothing on the empty page', async ({ page }) => {
      await new Studio(page).open()
      expect(await violations(page)).toEqual([])
    })

    for (const [name, reach] of STATES) {
      test(`axe finds nothing with ${name}`, async ({ page }) => {
        const studio = new Studio(page)
        await studio.open()
        await studio.startFrom(/Start from Pattern 3/)
        await reach(studio)
        expect(await violations(page)).toEqual([])
      })
    }
  })
}

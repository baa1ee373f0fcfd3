import { readFile } from 'node:fs/promises'
import { expect, type Page, test } from '@playwright/test'
import JSZip from 'jszip'
import { Studio } from './pages/studio'

const DESIGN = {
  schemaVersion: 1,
  name: 'from-a-file',
  title: 'From a file',
  apimVersion: '4.6.0',
  topology: {
    places: [{ id: 'h1', kind: 'host', label: 'Machine' }],
    components: [
      { id: 'gw1', kind: 'universal-gateway', label: 'Edge', place: 'h1' },
      { id: 'acp1', kind: 'api-control-plane', label: 'Brain' },
    ],
    connections: [{ id: 'c1', from: 'gw1', to: 'acp1' }],
  },
}

/** Drops a file on the page as the desktop would: these bytes, or that many spaces. */
async function drop(page: Page, name: string, bytes: Buffer | number): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([fileName, content]) => {
      const data = new DataTransfer()
      const raw =
        typeof content === 'number'
          ? new Uint8Array(content).fill(32)
          : Uint8Array.from(atob(content), (character) => character.charCodeAt(0))
      data.items.add(new File([raw], fileName))
      return data
    },
    [name, typeof bytes === 'number' ? bytes : bytes.toString('base64')] as const,
  )
  await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer })
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer })
}

test('a reload finds the work, and so does a new tab after the first was closed', async ({ context, page }) => {
  const studio = new Studio(page)
  await studio.open()
  await studio.button('Add Universal Gateway').click()
  await expect(page.getByText('Saved in this browser')).toBeVisible()
  await page.reload()
  await expect(studio.node('Universal Gateway')).toBeVisible()

  // Closed right after an edit: what the pause before saving would lose is saved all the same.
  await studio.button('Add Traffic Manager').click()
  await expect(studio.node('Traffic Manager')).toBeVisible()
  await page.close({ runBeforeUnload: true })
  const next = new Studio(await context.newPage())
  await next.open()
  await expect(next.node('Universal Gateway')).toBeVisible()
  await expect(next.node('Traffic Manager')).toBeVisible()
  expect(next.errors).toEqual([])
})

test('a crashed tab loses nothing that was saved', async ({ context, page }) => {
  const studio = new Studio(page)
  await studio.open()
  await studio.button('Add Redis').click()
  await expect(page.getByText('Saved in this browser')).toBeVisible()
  const crashed = page.waitForEvent('crash')
  const devtools = await context.newCDPSession(page)
  // The tab is gone before it could answer.
  devtools.send('Page.crash').catch(() => {})
  await crashed
  const next = new Studio(await context.newPage())
  await next.open()
  await expect(next.node('Redis')).toBeVisible()
})

test('two tabs keep a drawing each, and the one that is left is offered', async ({ context }) => {
  const first = new Studio(await context.newPage())
  await first.open()
  await first.button('Add Universal Gateway').click()
  await expect(first.page.getByText('Saved in this browser')).toBeVisible()
  const second = new Studio(await context.newPage())
  await second.open()
  await expect(second.nodes).toHaveCount(0)
  await second.button('Add Redis').click()
  await expect(second.page.getByText('Saved in this browser')).toBeVisible()
  await first.page.reload()
  await expect(first.node('Universal Gateway')).toBeVisible()
  await first.page.close()
  await second.page.close()

  const third = new Studio(await context.newPage())
  await third.open()
  await expect(third.node('Redis')).toBeVisible()
  await expect(third.page.getByText('Another tab left “Untitled”')).toBeVisible()
  await third.button('Open it').click()
  await expect(third.node('Universal Gateway')).toBeVisible()
  await third.undo()
  await expect(third.node('Redis')).toBeVisible()
})

test('a dropped design opens laid out, and so does an exported bundle', async ({ page }) => {
  const studio = new Studio(page)
  await studio.open()
  await drop(page, 'a.topology.json', Buffer.from(JSON.stringify(DESIGN)))
  await expect(studio.node('Edge')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Title of the design' })).toHaveValue('From a file')
  await expect(page.getByRole('combobox', { name: 'API Manager version' }).first()).toHaveValue('4.6.0')

  await page.getByRole('button', { name: 'Export' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'VM bundle' }).click()
  const bundle = await (await download).path()
  const zip = await JSZip.loadAsync(await readFile(bundle))
  expect(Object.keys(zip.files).some((path) => path.endsWith('/topology.json'))).toBe(true)

  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Delete')
  await expect(studio.nodes).toHaveCount(0)
  await drop(page, 'bundle.zip', await readFile(bundle))
  await expect(studio.node('Brain')).toBeVisible()
  // Opening is a step like any other.
  await studio.undo()
  await expect(studio.nodes).toHaveCount(0)
  expect(studio.errors).toEqual([])
})

const BAD_FILES: readonly (readonly [string, Buffer | number, RegExp])[] = [
  ['text that is not JSON', Buffer.from('hello'), /Not JSON at line 1/],
  ['JSON that is not ours', Buffer.from('{"a":1}'), /not a Topology Studio design/],
  ['a newer version', Buffer.from(JSON.stringify({ ...DESIGN, schemaVersion: 99 })), /schemaVersion/],
  ['a truncated file', Buffer.from(JSON.stringify(DESIGN).slice(0, 150)), /Not JSON/],
  ['50 MB', 50 * 1024 * 1024, /50 MiB/],
  [
    'a host name that is a command',
    Buffer.from(
      JSON.stringify(DESIGN).replace('"label":"Edge"', '"label":"Edge","properties":{"hostname":"$(reboot)"}'),
    ),
    /\$\.topology\.components\[0\]\.properties\.hostname/,
  ],
  [
    'a zip without a design',
    Buffer.from('504b0506000000000000000000000000000000000000', 'hex'),
    /Not JSON|no design|not UTF-8/,
  ],
]

test('bad files are refused one after the other, each with its reason, and the drawing stays', async ({ page }) => {
  const studio = new Studio(page)
  await studio.open()
  await studio.button('Add Universal Gateway').click()
  for (const [name, bytes, message] of BAD_FILES) {
    await test.step(name, async () => {
      await drop(page, 'bad.json', bytes)
      const notice = page.getByRole('status').filter({ hasText: 'bad.json was not opened' })
      await expect(notice).toBeVisible()
      await expect(notice).toContainText(message)
      await expect(studio.node('Universal Gateway')).toBeVisible()
      await page.getByRole('button', { name: 'Close the notice' }).click()
      await expect(notice).toHaveCount(0)
    })
  }
  expect(studio.errors).toEqual([])
})

test('refused storage is said at once, and the work can be saved to a file', async ({ page }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
    }
  })
  const studio = new Studio(page)
  await studio.open()
  await expect(page.getByRole('alert')).toContainText('Not saved in this browser')
  await studio.button('Add Universal Gateway').click()
  await expect(studio.node('Universal Gateway')).toBeVisible()
  const download = page.waitForEvent('download')
  await page.getByRole('alert').getByRole('button', { name: 'Save to file' }).click()
  const saved = JSON.parse(await readFile(await (await download).path(), 'utf8'))
  expect(saved.topology.components[0].kind).toBe('universal-gateway')
  expect(studio.errors).toEqual([])
})

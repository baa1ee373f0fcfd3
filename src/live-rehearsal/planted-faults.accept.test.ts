import { expect, test } from 'vitest'
import { drawingOf, rehearseLive } from '.'
import type { Drawing } from './drawings'

/** One address of one file is wrong, and the elements after whose failure it shows. */
interface Fault {
  readonly name: string
  readonly file: RegExp
  readonly right: string
  readonly wrong: string
  readonly elements: readonly string[]
  /** What the report says of it. */
  readonly seen: RegExp
}

const FAULTS: readonly Fault[] = [
  {
    name: 'second broker of a gateway',
    file: /gw1\/repository\/conf\/deployment\.toml$/,
    right: '"tcp://acp2.apim.example.com:5672"',
    wrong: '"tcp://tm2.apim.example.com:5672"',
    elements: ['acp1'],
    seen: /acp1 .*DIFFER.*C6 .*observed down \(gw1 does not serve it\)/s,
  },
  {
    name: 'receiver of events of the other control plane',
    file: /acp2\/repository\/conf\/deployment\.toml$/,
    right: 'tcp://acp1.apim.example.com:9611',
    wrong: 'tcp://acp2.apim.example.com:9611',
    elements: ['nothing', 'acp2'],
    seen: /gw1 does not serve the first API/,
  },
  {
    name: 'key manager of a gateway',
    file: /gw2\/repository\/conf\/deployment\.toml$/,
    right: '[apim.key_manager]\nservice_url = "https://cp.apim.example.com/',
    wrong: '[apim.key_manager]\nservice_url = "https://gw.apim.example.com/',
    elements: ['gw1'],
    seen: /gw2 answers 500 to an opaque token/,
  },
  {
    name: 'database of a control plane',
    file: /acp2\/repository\/conf\/deployment\.toml$/,
    right: 'db.apim.example.com:3306/apim_db',
    wrong: 'be.apim.example.com:3306/apim_db',
    elements: ['acp1'],
    seen: /does not come up: gw2 is not ready/,
  },
  {
    name: 'second receiver of throttle events',
    file: /gw\d\/repository\/conf\/deployment\.toml$/,
    right: 'tcp://tm2.apim.example.com:9611',
    wrong: 'tcp://tm1.apim.example.com:9611',
    elements: ['tm1'],
    seen: /tm1 .*DIFFER.*C5 .*observed down/s,
  },
  {
    name: 'server behind the second load balancer',
    file: /lb2\/nginx\.conf$/,
    right: 'server gw2.apim.example.com:8243',
    wrong: 'server gw1.apim.example.com:8243',
    elements: ['zone:a'],
    seen: /zone:a .*DIFFER.*C1 .*observed down/s,
  },
  {
    name: 'what the second load balancer is asked whether it lives',
    file: /lb2\/keepalived\.conf$/,
    right: '/dev/tcp/127.0.0.1/443',
    wrong: '/dev/tcp/127.0.0.1/444',
    elements: ['lb1'],
    seen: /does not come up: vip is MASTER and none/,
  },
  {
    name: 'address that a Traffic Manager loads its limits from',
    file: /tm2\/repository\/conf\/deployment\.toml$/,
    right: 'service_url = "https://cp.apim.example.com/',
    wrong: 'service_url = "https://gw.apim.example.com/',
    elements: ['tm1'],
    seen: /tm2 has no limits/,
  },
]

function planted(drawing: Drawing, { name, file, right, wrong, elements }: Fault): Drawing {
  let changed = 0
  const files = drawing.files.map(({ path, content }) => {
    if (!file.test(path) || !content.includes(right)) return { path, content }
    changed++
    return { path, content: content.replaceAll(right, wrong) }
  })
  if (changed === 0) throw new Error(`${name}: nothing to change`)
  return { ...only(drawing, elements), name, files }
}

test('one wrong address in one file of a bundle is seen', async () => {
  const drawing = drawingOf('pattern-3', '4.7.0')
  const elements = [...new Set(FAULTS.flatMap((fault) => fault.elements))]
  const right = { ...only(drawing, elements), name: 'nothing planted' }
  const report: string[] = []
  const wrong = FAULTS.map((fault) => planted(drawing, fault))
  await rehearseLive([right, ...wrong], (text) => report.push(text))
  const told = (name: string) => report.filter((text) => text.startsWith(name)).join('\n')
  const unseen = FAULTS.filter(({ name, seen }) => !seen.test(told(name)))
  expect(
    unseen.map(({ name }) => name),
    report.join('\n'),
  ).toEqual([])
  expect(report.filter((text) => text.startsWith(right.name) && text.includes('as promised'))).toHaveLength(
    elements.length,
  )
})

function only(drawing: Drawing, elements: readonly string[]): Drawing {
  return {
    ...drawing,
    plan: { ...drawing.plan, elements: drawing.plan.elements.filter(({ id }) => elements.includes(id)) },
  }
}

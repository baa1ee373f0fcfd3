import { expect, test } from 'vitest'
import type { Design } from '../../model/design'
import { p3 } from '../../testing/redrawn'
import { finishing } from './finish'
import type { Finding } from './rule'

/** What is wrong with a drawing stands in its title, a code each; a fix strikes its own out. */
function found(code: string, more: Partial<Finding> = {}): Finding {
  return {
    code,
    severity: 'medium',
    message: `${code} is wrong.`,
    remedy: 'Mend it.',
    subjects: ['gw1'],
    fix: {
      label: `Mend ${code}`,
      apply: (design) =>
        titled(
          design,
          wrongIn(design).filter((one) => one !== code),
        ),
    },
    ...more,
  }
}

const wrongIn = ({ title }: Design) => (title ?? '').split(' ').filter((code) => code !== '')
const titled = (design: Design, codes: readonly string[]): Design => ({ ...design, title: codes.join(' ') })

/** What is left after a fix of DB-01, medium, that brings one more finding. */
function leftWith(brought: Finding, before: readonly Finding[] = []): readonly string[] {
  const all = [found('DB-01'), ...before, brought]
  const check = (design: Design) => all.filter(({ code }) => wrongIn(design).includes(code))
  const fix = {
    label: 'Mend DB-01',
    apply: (design: Design) => titled(design, [...before.map((one) => one.code), brought.code]),
  }
  return wrongIn(finishing(found('DB-01'), fix, check).apply(titled(p3, ['DB-01', ...before.map((one) => one.code)])))
}

test.each<[string, Finding]>([
  ['as bad', found('TM-02')],
  ['worse', found('CFG-10', { severity: 'error' })],
  ['of the balancers', found('LB-04')],
])('a fix mends what it brings: %s', (_what, brought) => {
  expect(leftWith(brought)).toEqual([])
})

test.each<[string, Finding, (readonly Finding[])?]>([
  ['milder', found('TM-02', { severity: 'low' })],
  ['for people to decide', found('HA-01')],
  ['a pair of balancers, which is for people too', found('LB-01')],
  ['there before, of the same cause', found('TM-02', { root: 'gw1 alone' }), [found('HA-04', { root: 'gw1 alone' })]],
  ['there before', found('TM-02'), [found('TM-02')]],
])('it leaves what is %s', (_what, brought, before) => {
  expect(leftWith(brought, before)).toContain(brought.code)
})

test('it leaves what no edit mends', () => {
  const { fix: _none, ...brought } = found('TM-02')
  expect(leftWith(brought)).toEqual(['TM-02'])
})

test('it stops after four where each fix brings the next', () => {
  const chain = Array.from({ length: 8 }, (_, at) => `TM-${at + 10}`)
  const next = (code: string) => chain[chain.indexOf(code) + 1] ?? ''
  const all = chain.map((code) =>
    found(code, { fix: { label: code, apply: (design: Design) => titled(design, [next(code)]) } }),
  )
  const check = (design: Design) => all.filter(({ code }) => wrongIn(design).includes(code))
  const fix = { label: 'Mend DB-01', apply: (design: Design) => titled(design, ['TM-10']) }
  expect(wrongIn(finishing(found('DB-01'), fix, check).apply(p3))).toEqual(['TM-14'])
})

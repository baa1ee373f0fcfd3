import { expect, test } from 'vitest'
import { link, p3, put, say, settings } from '../../testing/redrawn'
import { resolve } from '../../wiring/resolve'
import { diagnose } from '..'
import { unresolvedOf } from './drafts'

const untyped = link(link(put(p3, [{ id: 'users', kind: 'user-store' }]), 'acp1', 'users'), 'acp2', 'users')
const codesOf = (design: typeof p3) => unresolvedOf(diagnose(resolve(design))).map(({ code }) => code)

test('a user store without a type makes a draft, in production or not, and one with a type does not', () => {
  expect(codesOf(untyped)).toEqual(['CFG-13'])
  expect(codesOf(settings(untyped, { production: false }))).toEqual(['CFG-13'])
  expect(codesOf(say(untyped, 'users', { type: 'ldap' }))).toEqual([])
})

import { describe, expect, test } from 'vitest'
import type { Design } from '../../model/design'
import { PATTERNS } from '../../patterns'
import { fromNotation } from '../../testing/notation'
import { REFERENCES } from '../../testing/references'
import { resolve } from '../../wiring/resolve'
import { diagnose, singlePointFindings } from '..'

function reference(id: string, settings: Design['settings'] = {}): Design {
  const { text, apimVersion, tokens } = REFERENCES.find((item) => item.id === id) ?? {
    text: '',
    apimVersion: '4.7.0',
    tokens: 'jwt',
  }
  return fromNotation(text, { apimVersion, settings: { tokens, ...settings } })
}

function shown(design: Design): readonly string[] {
  return singlePointFindings(resolve(design)).map(({ code, severity, element, takes }) =>
    [code, severity, element, takes.length].join(' '),
  )
}

describe('single points of failure, as findings', () => {
  test('one for each element, under the worst capability that it takes away, worst first', () => {
    expect(shown(reference('R5'))).toEqual([
      'SPOF-C2 high host:h8 8',
      'SPOF-C2 high p1 8',
      'SPOF-C2 high zone:a 8',
      'SPOF-C2 high host:h7 4',
      'SPOF-C2 high km1 4',
      'SPOF-C4 info lbc 6',
      'SPOF-C1 info lbg 4',
      'SPOF-C2 info lbk 4',
    ])
  })

  test('what is managed is a fact to know, and so is a floating address that no host carries', () => {
    expect(shown(reference('R4')).map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
      'SPOF-C3 info lbc',
      'SPOF-C3 info m1',
      'SPOF-C1 info lbg',
    ])
    const pattern3 = PATTERNS.find(({ id }) => id === 'pattern-3')?.template('4.7.0')
    const severities = singlePointFindings(resolve(pattern3 ?? reference('R4'))).map(({ element, severity }) => [
      element,
      severity,
    ])
    expect(severities).toContainEqual(['vip', 'info'])
  })

  test('with opaque tokens, what takes tokens away is critical', () => {
    expect(shown(reference('R5', { tokens: 'opaque' }))).toContain('SPOF-C2 critical km1 4')
  })

  test('without opaque tokens they lead with tokens that cannot be issued', () => {
    const jwt = singlePointFindings(resolve(reference('R5', { tokens: 'jwt' })))
    expect(jwt.map(({ code }) => code)).not.toContain('SPOF-C2')
    expect(jwt.find(({ element }) => element === 'km1')).toMatchObject({
      code: 'SPOF-C3',
      message: expect.stringContaining('no token can be issued'),
    })
  })

  test('a datacenter that another stands by for is milder, and says which', () => {
    const recovery = PATTERNS.find(({ id }) => id === 'disaster-recovery')?.template('4.7.0')
    const found = singlePointFindings(resolve(recovery ?? reference('R4')))
    expect(found.find(({ element }) => element === 'datacenter:primary')).toMatchObject({
      severity: 'medium',
      remedy: expect.stringContaining('recovery stands by for it'),
    })
    expect(found.filter(({ element }) => element.includes('recovery'))).toEqual([])
  })

  test('outside production they are one step milder', () => {
    expect(shown(reference('R5', { production: false }))).toContain('SPOF-C2 medium km1 4')
  })

  test('one that is acknowledged keeps its reason', () => {
    const design = { ...reference('R5'), acknowledged: [{ code: 'SPOF-C2', subjects: ['km1'], reason: 'Ordered' }] }
    const found = singlePointFindings(resolve(design))
    expect(found.filter(({ acknowledged }) => acknowledged !== undefined).map(({ element }) => element)).toEqual([
      'km1',
    ])
  })

  test.each(REFERENCES.map((item) => item.id))('%s keeps them apart from the findings of the rules', (id) => {
    const deployment = resolve(reference(id))
    const codes = diagnose(deployment).map(({ code }) => code)
    expect(codes.filter((code) => code.startsWith('SPOF'))).toEqual([])
    expect(singlePointFindings(deployment).every(({ subjects }) => subjects.length > 0)).toBe(true)
  })
})

import { describe, expect, test } from 'vitest'
import { downtimeOf, percentOf } from './figures-in-words'

describe('availability', () => {
  test.each([
    [1, '100 %', 'none'],
    [0.9999999, '99.999990 %', '3.2 s'],
    [0.9999, '99.990 %', '53 min'],
    [0.99837, '99.84 %', '14 h'],
    [0.995, '99.50 %', '44 h'],
    [0.99, '99.0 %', '3.7 days'],
    [0.5, '50 %', '180 days'],
    [0, '0 %', '370 days'],
  ])('%f is %s, out for %s a year', (availability, percent, downtime) => {
    expect(percentOf(availability)).toBe(percent)
    expect(downtimeOf(availability)).toBe(downtime)
  })
})

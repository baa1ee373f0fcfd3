// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { NumberField, TextField } from './inputs'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

/** What waits for the end of an event. */
const settle = () => act(() => vi.runAllTimers())

describe('help of a field', () => {
  test('is in sight while the focus is in the field', () => {
    render(<TextField label="Host" value="" help="DNS name" onChange={() => {}} />)
    const help = screen.getByText('DNS name')
    expect(help.hidden).toBe(true)
    act(() => screen.getByRole('textbox').focus())
    expect(help.hidden).toBe(false)
    act(() => screen.getByRole('textbox').blur())
    settle()
    expect(help.hidden).toBe(true)
  })

  test('stays until a press that takes the focus away is over, so that nothing moves under the pointer', () => {
    render(<TextField label="Host" value="" help="DNS name" onChange={() => {}} />)
    act(() => screen.getByRole('textbox').focus())
    fireEvent.pointerDown(document.body)
    act(() => screen.getByRole('textbox').blur())
    settle()
    expect(screen.getByText('DNS name').hidden).toBe(false)
    fireEvent.pointerUp(document.body)
    settle()
    expect(screen.getByText('DNS name').hidden).toBe(true)
  })
})

describe('a number', () => {
  test.each([
    ['7', 'Increase', 8],
    ['7', 'Decrease', 6],
    ['10', 'Increase', 10],
    ['', 'Increase', 1],
  ])('%j steps by %s to %j', (text, direction, expected) => {
    const onChange = vi.fn()
    const value = text === '' ? undefined : Number(text)
    const { container } = render(
      <NumberField label="Count" value={value} min={1} max={10} optional onChange={onChange} />,
    )
    const [up, down] = container.querySelectorAll('button')
    fireEvent.click((direction === 'Increase' ? up : down) ?? container)
    expect(onChange).toHaveBeenLastCalledWith(expected)
  })
})

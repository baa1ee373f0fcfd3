import { describe, expect, test } from 'vitest'
import type { Finding } from '../rules/support/rule'
import type { GeneratedFile, Language } from '../serialize/file-tree'
import { markDraft } from './draft'

const ERROR: Finding = {
  code: 'HA-01',
  severity: 'error',
  message: 'Gateway 1 has no\ncontrol plane.',
  subjects: ['gw1'],
  remedy: 'Connect it to one.',
}

function file(language: Language, content: string, path = `a.${language}`): GeneratedFile {
  const lines = content.split('\n').length - 1
  return {
    path,
    content,
    language,
    executable: false,
    origins: [
      { from: 1, to: 1, subjects: ['lb1'], reason: 'balancer' },
      { from: 2, to: lines, subjects: ['gw1'], reason: 'gateway' },
    ],
  }
}

function mark(given: GeneratedFile): GeneratedFile {
  const marked = markDraft([given], [ERROR]).find(({ path }) => path === given.path)
  if (!marked) throw new Error('the file is gone')
  return marked
}

describe('markDraft', () => {
  test('an affected file opens with the error and the lines where it shows', () => {
    expect(mark(file('toml', '[a]\nb = 1\nc = 2\n')).content.split('\n')).toEqual([
      '# Draft: this topology has errors, and what it describes does not work as it is. See DRAFT.md.',
      '# Unresolved in line 4-5: HA-01, Gateway 1 has no control plane.',
      '[a]',
      'b = 1',
      'c = 2',
      '',
    ])
  })

  test('origins move with the lines that they explain', () => {
    const given = file('shell', '#!/bin/sh\nset -e\necho gateway\n')
    const marked = mark(given)
    const text = (from: number, to: number, content: string) => content.split('\n').slice(from - 1, to)
    const isNotice = ({ reason }: { readonly reason: string }) => reason.startsWith('Errors of the topology')
    const [notice] = marked.origins.filter(isNotice)
    expect(text(notice?.from ?? 0, notice?.to ?? 0, marked.content).join(' ')).toMatch(
      /^# Draft: .* # Unresolved in line/,
    )
    for (const [index, origin] of marked.origins.filter((one) => !isNotice(one)).entries()) {
      const before = given.origins[index]
      expect(text(origin.from, origin.to, marked.content)).toEqual(
        text(before?.from ?? 0, before?.to ?? 0, given.content),
      )
    }
  })

  test.each([
    ['shell', '#!/bin/sh\nset -e\n', '#!/bin/sh'],
    ['xml', '<?xml version="1.0"?>\n<a/>\n', '<?xml version="1.0"?>'],
    ['markdown', '# Title\n\nText\n', '# Title'],
  ] as const)('the first line of a %s file stays first', (language, content, first) => {
    const lines = mark(file(language, content)).content.split('\n')
    expect(lines[0]).toBe(first)
    expect(lines.slice(1, 4).join(' ')).toContain('Draft: this topology has errors')
  })

  test('a comment in XML cannot be closed by what somebody typed', () => {
    const marked = markDraft([file('xml', '<a>\n</a>\n')], [{ ...ERROR, message: 'Gateway --><evil/> --' }])[0]
    expect(marked?.content.match(/-->/g)).toHaveLength(2)
    expect(marked?.content).not.toContain('--><evil/>')
  })

  test.each(['csv', 'json', 'text'] as const)('a %s file has no comments and stays as it is', (language) => {
    const given = file(language, 'a\nb\n')
    expect(mark(given)).toBe(given)
  })

  test('a file that the error does not touch stays as it is', () => {
    const given = { ...file('toml', 'a = 1\nb = 2\n'), origins: [] }
    expect(mark(given)).toBe(given)
  })

  test('the runbook says that it is a draft even where no line of it is affected', () => {
    const readme = { ...file('markdown', '# Runbook\n\nText\n', 'README.md'), origins: [] }
    expect(mark(readme).content).toBe(
      '# Runbook\n\n> Draft: this topology has errors, and what it describes does not work as it is. See DRAFT.md.\n\n\nText\n',
    )
  })

  test('DRAFT.md lists every error, its remedy and the files that it touches', () => {
    const list = markDraft([file('toml', 'a = 1\nb = 2\n', 'hosts/vm1/deployment.toml')], [ERROR]).find(
      ({ path }) => path === 'DRAFT.md',
    )
    expect(list?.content).toContain('## HA-01: Gateway 1 has no control plane.')
    expect(list?.content).toContain('Connect it to one.')
    expect(list?.content).toContain('- `hosts/vm1/deployment.toml`')
    expect(list?.content.split('\n').length).toBe((list?.origins[0]?.to ?? 0) + 1)
  })
})

import { parseArgs } from 'node:util'
import { check } from './commands/check'
import { exportBundle } from './commands/export'
import { newDesign } from './commands/new'
import { rehearse } from './commands/rehearse'
import { simulate } from './commands/simulate'
import { EXIT, type ExitCode, type Terminal, Unusable } from './terminal'
import { USAGE } from './usage'

/** Runs the command that the arguments name and returns its exit code. Never throws: a fault of our own is one sentence, too. */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    return await dispatch(args, terminal)
  } catch (error) {
    if (!(error instanceof Unusable)) return fault(error, terminal)
    terminal.complain(`${error.message}\n${error.showUsage ? `\n${USAGE}` : ''}`)
    return EXIT.unusable
  }
}

function fault(error: unknown, terminal: Terminal): ExitCode {
  const says = error instanceof Error ? error.message : String(error)
  terminal.complain(
    `This is a fault of topology, not of your design: ${says.split('\n')[0]}. Please report it with the design and the command.\n`,
  )
  return EXIT.fault
}

async function dispatch([command, ...rest]: readonly string[], terminal: Terminal): Promise<ExitCode> {
  if (rest.includes('--help') || command === '--help' || command === '-h' || command === 'help') {
    terminal.print(USAGE)
    return EXIT.ok
  }
  switch (command) {
    case 'new':
      return newDesign(newOptions(rest), terminal)
    case 'check':
      return check(checkOptions(rest), terminal)
    case 'simulate':
      return simulate(simulateOptions(rest), terminal)
    case 'rehearse':
      return rehearse(rehearseOptions(rest), terminal)
    case 'export':
      return exportBundle(exportOptions(rest), terminal)
    case undefined:
      throw misused('Which command?')
    default:
      throw misused(`There is no command ${command}.`)
  }
}

function newOptions(args: readonly string[]) {
  const { values, positionals } = parse(args, {
    pattern: { type: 'string' },
    apim: { type: 'string' },
    name: { type: 'string' },
  })
  if (positionals.length > 0) throw misused(`new takes no ${positionals[0]}.`)
  if (values.pattern === undefined) throw misused('new needs --pattern.')
  return {
    pattern: values.pattern,
    ...(values.apim === undefined ? {} : { apim: values.apim }),
    ...(values.name === undefined ? {} : { name: values.name }),
  }
}

function checkOptions(args: readonly string[]) {
  const { values, positionals } = parse(args, { json: { type: 'boolean' } })
  return { file: onlyFile('check', positionals), json: values.json ?? false }
}

function simulateOptions(args: readonly string[]) {
  const { values, positionals } = parse(args, { fail: { type: 'string' }, json: { type: 'boolean' } })
  const file = onlyFile('simulate', positionals)
  const failed = (values.fail ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  if (failed.length === 0) throw misused('simulate needs --fail with the names of what has failed.')
  return { file, failed, json: values.json ?? false }
}

function rehearseOptions(args: readonly string[]) {
  const { values, positionals } = parse(args, { json: { type: 'boolean' } })
  const [bundle, design, third] = positionals
  if (bundle === undefined || design === undefined) throw misused('rehearse needs a bundle and the file of its design.')
  if (third !== undefined) throw misused(`rehearse takes one bundle and one design, not also ${third}.`)
  return { bundle, design, json: values.json ?? false }
}

function exportOptions(args: readonly string[]) {
  const { values, positionals } = parse(args, {
    target: { type: 'string' },
    out: { type: 'string' },
    draft: { type: 'boolean' },
    force: { type: 'boolean' },
  })
  const file = onlyFile('export', positionals)
  if (values.target === undefined) throw misused('export needs --target.')
  if (values.out === undefined || values.out === '') throw misused('export needs --out.')
  return { file, target: values.target, out: values.out, draft: values.draft ?? false, force: values.force ?? false }
}

function onlyFile(command: string, positionals: readonly string[]): string {
  const [file, second] = positionals
  if (file === undefined) throw misused(`${command} needs a file, or - for standard input.`)
  if (second !== undefined) throw misused(`${command} takes one file, not also ${second}.`)
  return file
}

type Options = Readonly<Record<string, { readonly type: 'string' | 'boolean' }>>

function parse<const T extends Options>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (error) {
    throw misused(error instanceof Error ? error.message.replace(/\. To specify.*$/s, '.') : String(error))
  }
}

function misused(message: string): Unusable {
  return new Unusable(message, { showUsage: true })
}

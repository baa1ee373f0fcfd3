import { run } from './run'

/** A reader that stops early (`topology check … | head`) is no fault of anybody. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1)
})

process.exitCode = await run(process.argv.slice(2), {
  folder: process.cwd(),
  print: (text) => process.stdout.write(text),
  complain: (text) => process.stderr.write(text),
  input: process.stdin,
  colour: process.stdout.isTTY === true && !process.env.NO_COLOR,
})

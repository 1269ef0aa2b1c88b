/** The command line. Each command is in cli/, how it may end in cli/failure.ts; docs/cli.md is for people. */
import { CommanderError } from 'commander'
import { exitCodeOf, sentenceOf, withStack } from './cli/failure.ts'
import { createProgram } from './cli/program.ts'
import { EXIT } from './cli/site.ts'

const program = createProgram()
try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = report(error)
}

function report(error: unknown): number {
  // commander has said it already; its --help and --version are no errors.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT.wrongUsage
  const isDebug = program.opts<{ debug?: boolean }>().debug === true
  process.stderr.write(`${isDebug ? withStack(error) : sentenceOf(error)}\n`)
  return exitCodeOf(error)
}

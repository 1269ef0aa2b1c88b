/** The command line. Each command is in cli/. Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted. */
import { CommanderError } from 'commander'
import { AccountError, UnknownScopeError } from './auth/index.ts'
import { createProgram } from './cli/program.ts'
import { CliError } from './cli/site.ts'
import { ConfigError } from './config.ts'
import { ContentError } from './content/index.ts'
import { DatabaseError } from './db/index.ts'
import { ImportError } from './portability/index.ts'

/** Errors that say by themselves what to do. */
const EXPECTED = [CliError, ConfigError, ContentError, DatabaseError, ImportError, AccountError, UnknownScopeError]

const program = createProgram()
try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = report(error)
}

function report(error: unknown): number {
  // commander has said it already; its --help and --version are no errors.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  const isDebug = program.opts<{ debug?: boolean }>().debug === true
  process.stderr.write(`${isDebug ? withStack(error) : sentence(error)}\n`)
  return error instanceof CliError ? error.exitCode : 1
}

function sentence(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (EXPECTED.some((type) => error instanceof type)) return error.message
  // Several addresses were tried: the errors of each say what the whole does not.
  const [first] = error instanceof AggregateError ? error.errors : [error]
  return `This should not have happened: ${first instanceof Error ? first.message : error.message}. Run it again with --debug for more.`
}

function withStack(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause === undefined ? '' : `\ncaused by ${withStack(error.cause)}`
  return `${error.stack ?? error.message}${cause}`
}

/** What is said when a command fails, and with what the process ends. */
import { AccountError, UnknownScopeError } from '../auth/index.ts'
import { HearthProblem, HearthUnreachable } from '../client/index.ts'
import { ConfigError } from '../config.ts'
import { ContentError } from '../content/index.ts'
import { DatabaseError } from '../db/index.ts'
import { ImportError } from '../portability/index.ts'
import { CliError, EXIT } from './site.ts'

/** Errors that say by themselves what to do. */
const EXPECTED = [
  ...[CliError, ConfigError, ContentError, DatabaseError, ImportError, AccountError, UnknownScopeError],
  ...[HearthProblem, HearthUnreachable],
]

export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof HearthProblem) return problemSentence(error)
  if (EXPECTED.some((type) => error instanceof type)) return error.message
  // Several addresses were tried: the errors of each say what the whole does not.
  const [first] = error instanceof AggregateError ? error.errors : [error]
  return `This should not have happened: ${first instanceof Error ? first.message : error.message}. Run it again with --debug for more.`
}

/** Every field that is to blame, when there is more than the one that the sentence names. */
function problemSentence({ status, message, errors }: HearthProblem): string {
  if (status === 412) return `${message} "show" has the version that is stored now.`
  return errors.length < 2 ? message : errors.map(({ field, message }) => `${field}: ${message}`).join('\n')
}

const EXIT_OF_STATUS: Readonly<Record<number, number>> = {
  400: EXIT.invalid,
  401: EXIT.notAllowed,
  403: EXIT.notAllowed,
  404: EXIT.notFound,
  409: EXIT.conflict,
  412: EXIT.conflict,
  413: EXIT.invalid,
  415: EXIT.invalid,
  422: EXIT.invalid,
}

export function exitCodeOf(error: unknown): number {
  if (error instanceof CliError) return error.exitCode
  if (error instanceof HearthUnreachable) return EXIT.noServer
  if (error instanceof HearthProblem) return EXIT_OF_STATUS[error.status] ?? EXIT.failed
  return EXIT.failed
}

export function withStack(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause === undefined ? '' : `\ncaused by ${withStack(error.cause)}`
  return `${error.stack ?? error.message}${cause}`
}

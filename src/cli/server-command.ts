/**
 * The shape of a command that asks the server: which scopes it needs, what it asks for, and how the answer is shown to
 * people. With `--json` the answer is printed as it came. See `tag.ts` for a whole family of them.
 */
import type { Command } from 'commander'
import type { Scope } from '../auth/index.ts'
import type { HearthClient } from '../client/index.ts'
import { withClient } from './running-server.ts'
import { printJson } from './site.ts'

interface ServerCommand<Options, Answer> {
  readonly description: string
  /** What the key that is made for it may do. */
  readonly scopes: readonly Scope[]
  /** Shown by `--help`. */
  readonly example: string
  /** Adds its own options; `--json` is always there. */
  readonly options?: (command: Command) => Command
  /** Arguments come in their order. */
  readonly ask: (client: HearthClient, options: Options, ...args: string[]) => Promise<Answer>
  readonly show: (answer: Answer, options: Options) => void
}

/** @param usage its name and arguments, such as `show <tag>` */
export function addServerCommand<Options extends object, Answer>(
  parent: Command,
  usage: string,
  { description, scopes, example, options, ask, show }: ServerCommand<Options, Answer>,
): Command {
  const command = parent.command(usage).description(description)
  options?.(command)
  return command
    .option('--json', 'print JSON')
    .addHelpText('after', `\nExample:\n  ${example}`)
    .action(async (...given: unknown[]) => {
      // commander hands over the arguments, then the options, then the command.
      const options = given.at(-2) as Options & { readonly json?: boolean }
      const args = given.slice(0, -2).flat() as string[]
      const answer = await withClient(scopes, (client) => ask(client, options, ...args))
      if (options.json) printJson(answer ?? { done: true })
      else show(answer, options)
    })
}

/** The first items of what may be a long list. */
export async function take<T>(items: AsyncIterable<T>, limit: number): Promise<T[]> {
  const taken: T[] = []
  for await (const item of items) {
    taken.push(item)
    if (taken.length >= limit) break
  }
  return taken
}

/** What can be typed where, read from the program itself: nothing is listed twice. */
import type { Command } from 'commander'

export interface Word {
  readonly text: string
  readonly description: string
}

export interface OptionWord extends Word {
  /** Its other name, such as `-V`. */
  readonly short: string | undefined
  /** What may follow it. */
  readonly value: Value
}

/** `none`: it stands by itself; `free`: anything; `files`; or one of some words. */
export type Value = 'none' | 'free' | 'files' | readonly string[]

/** A place in the tree of commands. */
export interface Place {
  /** The commands that lead here, such as `post list`; empty for the program. */
  readonly route: string
  readonly commands: readonly Word[]
  readonly options: readonly OptionWord[]
  /** What its first argument may be. */
  readonly argument: Value
}

export function placesOf(command: Command, route = ''): Place[] {
  const commands = command.commands.filter((one) => one.name() !== 'help')
  const help: OptionWord = { text: '--help', short: '-h', description: 'display help', value: 'none' }
  const place = {
    route,
    commands: commands.map((one) => ({ text: one.name(), description: one.description() })),
    options: [
      ...command.options.map((option) => ({
        ...{ text: option.long ?? option.flags, short: option.short, description: option.description },
        value: valueAfter(option.flags, option.argChoices),
      })),
      help,
    ],
    argument: argumentOf(command),
  }
  return [place, ...commands.flatMap((one) => placesOf(one, `${route} ${one.name()}`.trim()))]
}

function argumentOf({ registeredArguments: [first] }: Command): Value {
  return first ? valueAfter(`<${first.name()}>`, first.argChoices) : 'none'
}

function valueAfter(flags: string, choices: readonly string[] | undefined): Value {
  if (choices) return choices
  const [, name] = /[<[]([\w-]+)/.exec(flags) ?? []
  if (name === undefined) return 'none'
  return /file|folder/.test(name) ? 'files' : 'free'
}

/** For a shell, in single quotes. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

/** The lines of a `case` that follows what was typed so far: from a place, by a word, to another. */
export function steps(places: readonly Place[]): { readonly from: string; readonly to: string }[] {
  return places.flatMap(({ route, commands }) =>
    commands.map(({ text }) => ({ from: `${route} ${text}`, to: `${route} ${text}`.trim() })),
  )
}

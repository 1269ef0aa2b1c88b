import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type Command, CommanderError } from 'commander'
import { describe, expect, it } from 'vitest'
import { createProgram } from '../../src/cli/program.ts'

/** What the command line says without a database; every case here ends while it is being parsed. */
async function parse(args: readonly string[]): Promise<{ isError: boolean; stdout: string; stderr: string }> {
  let stdout = ''
  let stderr = ''
  const program = createProgram({ write: (text) => (stdout += text) }, { write: (text) => (stderr += text) })
  const error = await program.parseAsync(args, { from: 'user' }).catch((thrown: unknown) => thrown)
  if (!(error instanceof CommanderError)) throw new Error(`It went on: ${error}`)
  return { isError: error.exitCode !== 0, stdout, stderr }
}

describe('help', () => {
  it.each([
    [['--help'], /post .*tag .*import .*key .*user .*cache .*job .*migrate .*doctor/s],
    [['import', '--help'], /--dry-run.*--overwrite.*--json.*Zola/s],
    [['key', 'create', '--help'], /--scopes.*--expires.*posts:read/s],
    [['user', 'create', '--help'], /--password-stdin/],
    [['user', '--help'], /create.*list.*invite.*password/s],
    [['cache', '--help'], /status.*explain.*flush.*warm/s],
    [['doctor', '--help'], /exit code 1/],
    [['post', 'create', '--help'], /--title.*--file.*--publish.*Example:\n {2}hearth post create/s],
    [['--version'], /^\d+\.\d+\.\d+\n$/],
  ])('%j', async (args, text) => {
    const { isError, stdout, stderr } = await parse(args)
    expect([isError, stderr]).toEqual([false, ''])
    expect(stdout).toMatch(text)
  })
})

describe('every command', () => {
  const leaves = (command: Command, words: string[] = []): string[][] =>
    command.commands.length === 0 ? [words] : command.commands.flatMap((one) => leaves(one, [...words, one.name()]))
  it.each(leaves(createProgram()).map((words) => [words.join(' ')]))('hearth %s has an example', async (words) => {
    const { stdout } = await parse([...words.split(' '), '--help'])
    expect(stdout).toMatch(new RegExp(`(?:Example|Put it where).*\\n {2}(?:.* )?hearth ${words}`, 's'))
  })

  it.each(leaves(createProgram()).map((words) => [words.join(' ')]))('hearth %s is in docs/cli.md', (words) => {
    const docs = readFileSync(path.resolve(import.meta.dirname, '../../docs/cli.md'), 'utf8')
    const [family = '', verb] = words.split(' ')
    const line = docs.split('\n').find((row) => row.startsWith('|') && row.includes(`\`hearth ${family}\``))
    expect([words, line]).toEqual([words, expect.stringContaining(verb ? `\`${verb}\`` : `hearth ${family}`)])
  })
})

describe('wrong usage is named before anything is done', () => {
  it.each([
    [['fly'], /unknown command 'fly'/],
    [[], /Usage: hearth/],
    [['import'], /missing required argument 'folder'/],
    [['import', 'a', '--fast'], /unknown option '--fast'/],
    [['import', 'a', 'b'], /too many arguments/],
    [['key'], /Usage: hearth key/],
    [['key', 'create'], /required option '--scopes <list>'/],
    [['key', 'create', '--scopes', ','], /at least one/],
    [['key', 'create', '--scopes', '*', '--expires', 'soon'], /12h or 30d/],
    [['key', 'revoke'], /missing required argument 'prefix'/],
    [['user', 'create', '--email', 'a@b.cd', '--name', 'A', '--role', 'king'], /owner, admin, editor/],
    [['cache', 'explain', 'archive'], /path such as \/archive/],
  ])('%j', async (args, text) => {
    const { isError, stdout, stderr } = await parse(args)
    expect([isError, stdout]).toEqual([true, ''])
    expect(stderr).toMatch(text)
  })
})

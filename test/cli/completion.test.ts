/** The completion of shells, made from the program and run by them. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Command } from 'commander'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createProgram } from '../../src/cli/program.ts'
import { runHere } from './command-line.ts'

let folder: string
const scripts: Record<string, string> = {}
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'hearth-completion-'))
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { code, stdout } = await runHere(['completion', shell], {})
    expect(code).toBe(0)
    scripts[shell] = stdout
    writeFileSync(path.join(folder, shell), stdout)
  }
  writeFileSync(path.join(folder, 'journey.md'), '')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What bash offers after these words, the last of which is being typed. */
function offered(...words: string[]): string[] {
  const script = `source ./bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _hearth; printf '%s\\n' "\${COMPREPLY[@]}"`
  const out = execFileSync('bash', ['--norc', '-c', script, 'bash', 'hearth', ...words], { cwd: folder }).toString()
  return out.split('\n').filter(Boolean)
}

describe('the completion for bash', () => {
  it('is a script that bash can read', () => {
    expect(spawnSync('bash', ['-n', path.join(folder, 'bash')]).stderr.toString()).toBe('')
  })

  it('offers commands, their options, and what these may be', () => {
    expect(offered('po')).toEqual(['post'])
    expect(offered('post', 'un')).toEqual(['unpublish'])
    expect(offered('post', 'list', '--st')).toEqual(['--status'])
    expect(offered('post', 'list', '--status', '')).toEqual(['draft', 'scheduled', 'published', 'unpublished'])
    expect(offered('post', 'list', '--status', 'draft', '--ta')).toEqual(['--tag'])
    expect(offered('completion', '')).toEqual(expect.arrayContaining(['bash', 'zsh', 'fish']))
    expect(offered('cache', 'ex')).toEqual(['explain'])
  })

  it('offers files where files are wanted, and nothing where only you know', () => {
    expect(offered('post', 'create', '--file', 'jour')).toEqual(['journey.md'])
    expect(offered('import', 'jour')).toEqual(['journey.md'])
    expect(offered('import', '--dry')).toEqual(['--dry-run'])
    expect(offered('post', 'create', '--title', '')).toEqual([])
  })

  it('knows every command there is', () => {
    const walk = (command: Command, words: string[]): void => {
      const names = command.commands.map((one) => one.name())
      if (names.length > 0) expect(offered(...words, '')).toEqual(expect.arrayContaining(names))
      for (const one of command.commands) walk(one, [...words, one.name()])
    }
    const program = createProgram()
    expect(program.commands.length).toBeGreaterThan(12)
    walk(program, [])
  })
})

const has = (shell: string) => spawnSync(shell, ['-c', 'exit 0']).status === 0

describe('the completions for other shells', () => {
  it.skipIf(!has('zsh'))('zsh can read', () => {
    expect(spawnSync('zsh', ['-n', path.join(folder, 'zsh')]).stderr.toString()).toBe('')
  })

  it.skipIf(!has('fish'))('fish can read, and offers by', () => {
    expect(spawnSync('fish', ['--no-execute', path.join(folder, 'fish')]).stderr.toString()).toBe('')
    const out = execFileSync('fish', ['-c', 'source ./fish; complete -C "hearth post list --status "'], { cwd: folder })
    expect(out.toString()).toContain('scheduled')
  })

  it('have every command with what it does', () => {
    expect(scripts.zsh).toContain(`'unpublish:Take it off the site; it stays as a draft does'`)
    expect(scripts.zsh).toContain(
      `'post list/--status') compadd -- 'draft' 'scheduled' 'published' 'unpublished'; return ;;`,
    )
    expect(scripts.fish).toContain(
      `complete -c hearth -n '__hearth_at \\'post list\\'' -l status -x -a 'draft scheduled published unpublished' -d 'only these'`,
    )
    expect(scripts.fish).toContain(`complete -c hearth -n '__hearth_at \\'import\\'' -F`)
  })
})

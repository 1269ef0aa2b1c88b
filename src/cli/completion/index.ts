/** `hearth completion`: what the shell needs for completing commands. */
import { Argument, type Command } from 'commander'
import { print } from '../site.ts'
import { bashCompletion } from './bash.ts'
import { fishCompletion } from './fish.ts'
import { type Place, placesOf } from './words.ts'
import { zshCompletion } from './zsh.ts'

type Shell = 'bash' | 'zsh' | 'fish'

const WRITERS: Readonly<Record<Shell, (places: readonly Place[]) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
}

const ABOUT = `
Put it where your shell looks:
  hearth completion bash > ~/.local/share/bash-completion/completions/hearth
  hearth completion zsh > ~/.zfunc/_hearth        (with "fpath+=~/.zfunc" before compinit in ~/.zshrc)
  hearth completion fish > ~/.config/fish/completions/hearth.fish`

/** To be added last: it knows the commands that are there when it is asked. */
export function addCompletionCommand(program: Command): void {
  program
    .command('completion')
    .description('Print what your shell needs to complete these commands')
    .addArgument(new Argument('<shell>', 'which shell').choices(Object.keys(WRITERS)))
    .addHelpText('after', ABOUT)
    .action((shell: Shell) => print(WRITERS[shell](placesOf(program)).trimEnd()))
}

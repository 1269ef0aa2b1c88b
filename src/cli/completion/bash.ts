import { type Place, quoted, steps, type Value } from './words.ts'

export function bashCompletion(places: readonly Place[]): string {
  return `# Completion of hearth for bash.
_hearth() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} route= words= i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$route \${COMP_WORDS[i]}" in
${steps(places)
  .map(({ from, to }) => `      ${quoted(from)}) route=${quoted(to)} ;;`)
  .join('\n')}
    esac
  done
  case "$route/$previous" in
${places.flatMap(valueLines).join('\n')}
  esac
  case "$route" in
${places.map(placeLine).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -F _hearth hearth
`
}

function valueLines({ route, options }: Place): string[] {
  return options
    .filter(({ value }) => value !== 'none')
    .map(({ text, short, value }) => {
      const patterns = [text, ...(short ? [short] : [])].map((name) => quoted(`${route}/${name}`)).join('|')
      return `    ${patterns}) ${answer(value)}; return ;;`
    })
}

function placeLine({ route, commands, options, argument }: Place): string {
  const words = [...commands, ...options].map(({ text }) => text)
  const choices = typeof argument === 'string' ? [] : argument
  const files =
    argument === 'files' ? ' [[ $current == -* ]] || { COMPREPLY=($(compgen -f -- "$current")); return; };' : ''
  return `    ${quoted(route)})${files} words=${quoted([...choices, ...words].join(' '))} ;;`
}

function answer(value: Value): string {
  if (value === 'files') return 'COMPREPLY=($(compgen -f -- "$current"))'
  return typeof value === 'string'
    ? 'COMPREPLY=()'
    : `COMPREPLY=($(compgen -W ${quoted(value.join(' '))} -- "$current"))`
}

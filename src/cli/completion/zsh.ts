import { type Place, quoted, steps, type Value, type Word } from './words.ts'

export function zshCompletion(places: readonly Place[]): string {
  return `#compdef hearth
# Completion of hearth for zsh.
_hearth() {
  local route= i
  local -a found
  for ((i = 2; i < CURRENT; i++)); do
    case "$route \${words[i]}" in
${steps(places)
  .map(({ from, to }) => `      ${quoted(from)}) route=${quoted(to)} ;;`)
  .join('\n')}
    esac
  done
  case "$route/\${words[CURRENT-1]}" in
${places.flatMap(valueLines).join('\n')}
  esac
  case "$route" in
${places.map(placeLine).join('\n')}
  esac
  _describe 'hearth' found
}
if [ "$funcstack[1]" = "_hearth" ]; then
  _hearth "$@"
else
  compdef _hearth hearth
fi
`
}

function valueLines({ route, options }: Place): string[] {
  return options
    .filter(({ value }) => value !== 'none')
    .map(({ text, short, value }) => {
      const patterns = [text, ...(short ? [short] : [])].map((name) => quoted(`${route}/${name}`)).join('|')
      return `    ${patterns}) ${answer(value)}return ;;`
    })
}

function placeLine({ route, commands, options, argument }: Place): string {
  const choices = typeof argument === 'string' ? [] : argument.map((text) => ({ text, description: '' }))
  const files = argument === 'files' ? ' [[ $PREFIX == -* ]] || { _files; return; };' : ''
  return `    ${quoted(route)})${files} found=(${[...choices, ...commands, ...options].map(described).join(' ')}) ;;`
}

function described({ text, description }: Word): string {
  return quoted(description ? `${text.replaceAll(':', '\\:')}:${description}` : text)
}

function answer(value: Value): string {
  if (value === 'files') return '_files; '
  return typeof value === 'string' ? '' : `compadd -- ${value.map(quoted).join(' ')}; `
}

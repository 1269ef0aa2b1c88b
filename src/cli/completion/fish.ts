import { type OptionWord, type Place, quoted, steps } from './words.ts'

export function fishCompletion(places: readonly Place[]): string {
  return `# Completion of hearth for fish.
function __hearth_at
    set -l route ''
    for word in (commandline -opc)[2..]
        switch "$route $word"
${steps(places)
  .map(({ from, to }) => `            case ${fishQuoted(from)}\n                set route ${fishQuoted(to)}`)
  .join('\n')}
        end
    end
    test "$route" = "$argv[1]"
end
complete -c hearth -f
${places.flatMap(placeLines).join('\n')}
`
}

function placeLines({ route, commands, options, argument }: Place): string[] {
  const here = `complete -c hearth -n ${fishQuoted(`__hearth_at ${fishQuoted(route)}`)}`
  const choices = typeof argument === 'string' ? [] : argument
  return [
    ...(argument === 'files' ? [`${here} -F`] : []),
    ...choices.map((text) => `${here} -a ${fishQuoted(text)}`),
    ...commands.map(({ text, description }) => `${here} -a ${fishQuoted(text)} -d ${fishQuoted(description)}`),
    ...options.map((option) => `${here} ${optionWords(option)} -d ${fishQuoted(option.description)}`),
  ]
}

function optionWords({ text, short, value }: OptionWord): string {
  const names = `-l ${text.replace(/^--/, '')}${short ? ` -s ${short.replace(/^-/, '')}` : ''}`
  if (value === 'none') return names
  if (value === 'files') return `${names} -r -F`
  return typeof value === 'string' ? `${names} -x` : `${names} -x -a ${fishQuoted(value.join(' '))}`
}

/** Within single quotes, fish knows the backslash. */
function fishQuoted(text: string): string {
  return text.includes("'") || text.includes('\\')
    ? `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
    : quoted(text)
}

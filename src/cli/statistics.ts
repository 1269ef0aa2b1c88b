/** `hearth statistics`: how often the site is read. */
import { type Command, InvalidArgumentError } from 'commander'
import { addServerCommand } from './server-command.ts'
import { print } from './site.ts'
import { printTable } from './table.ts'
import { count } from './usage.ts'

const MAX_DAYS = 90
const BAR_WIDTH = 40

export function addStatisticsCommand(program: Command): void {
  addServerCommand(program, 'statistics', {
    description: 'Show how often pages were read, and which sites led to them',
    scopes: ['statistics:read'],
    example: 'hearth statistics --days 7',
    options: (command) =>
      command
        .option('--days <n>', `how many, up to ${MAX_DAYS}`, upTo(MAX_DAYS), 30)
        .option('--limit <n>', 'how many pages and sites, up to 100', upTo(100), 10),
    ask: (client, { days, limit }: { days: number; limit: number }) =>
      client.get('/statistics', { query: { days, limit } }),
    show: ({ counting, from, to, views, before, days, pages, referrers }) => {
      if (!counting) print('Nothing is counted at the moment: PAGE_VIEWS is off.')
      print(`${views} views from ${from} to ${to}, ${before} in as many days before`)
      const most = Math.max(1, ...days.map(({ views }) => views))
      printTable(
        ['day', 'views', ''],
        days.map(({ day, views }) => [day, views, '#'.repeat(Math.round((BAR_WIDTH * views) / most))]),
      )
      print('')
      printTable(
        ['views', 'page', ''],
        pages.map(({ views, path, title }) => [views, path, title]),
        'Nobody has looked yet.',
      )
      print('')
      printTable(
        ['views', 'from'],
        referrers.map(({ views, host }) => [views, host]),
        'No other site has led anybody here yet.',
      )
    },
  })
}

function upTo(max: number) {
  return (text: string): number => {
    const value = count(text)
    if (value > max) throw new InvalidArgumentError(`Write a number up to ${max}.`)
    return value
  }
}

/** `hearth audit`: who did what. */
import type { Command } from 'commander'
import { addServerCommand, take } from './server-command.ts'
import { minute, printTable } from './table.ts'
import { count } from './usage.ts'

export function addAuditCommand(program: Command): void {
  addServerCommand(program, 'audit', {
    description: 'Say who did what, newest first',
    scopes: ['users:read'],
    example: 'hearth audit --limit 100',
    options: (command) => command.option('--limit <n>', 'how many', count, 20),
    ask: (client, { limit }: { limit: number }) =>
      take(client.each('/audit', { query: { limit: Math.min(limit, 100) } }), limit),
    show: (items) =>
      printTable(
        ['when', 'who', 'what', 'of what', 'details'],
        items.map(({ at, actor, action, subject, details }) => [
          ...[minute(at), actor, action, subject, JSON.stringify(details)],
        ]),
      ),
  })
}

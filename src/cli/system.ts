/** `hearth system`: what the site runs on. */
import type { Command } from 'commander'
import { addServerCommand } from './server-command.ts'
import { print } from './site.ts'
import { bytes, minute, printFields, printTable } from './table.ts'

export function addSystemCommand(program: Command): void {
  addServerCommand(program, 'system', {
    description: 'Show versions, sizes and settings of the running server, and what may be wrong',
    scopes: ['system:read'],
    example: 'hearth system --json',
    ask: (client, _: object) => client.get('/system'),
    show: ({ versions, process, machine, memory, disk, database, migrations, media, settings, checks }) => {
      printFields({
        Hearth: versions.hearth,
        Node: versions.node,
        PostgreSQL: `${versions.postgres}${database.isEmbedded ? ' (embedded)' : ''}`,
        machine: `${machine.system}, ${machine.processors} processors, load ${machine.load.join(' ')}`,
        'up since': `${minute(process.startedAt)} (process ${process.pid})`,
        memory: `${bytes(memory.usedBytes)} used, ${bytes(memory.freeBytes)} of ${bytes(memory.totalBytes)} free`,
        disk: `${bytes(disk.freeBytes)} of ${bytes(disk.totalBytes)} free for ${disk.folder}`,
        database: `${bytes(database.bytes)}, ${database.connections} of ${database.maxConnections} connections`,
        migrations: `${migrations.applied} applied, ${migrations.pending.length} pending`,
        media: `${media.files} files, ${bytes(media.bytes)}`,
      })
      print('')
      printTable(
        ['table', 'size', 'rows'],
        database.tables.slice(0, 10).map(({ name, bytes: size, rows }) => [name, bytes(size), rows]),
      )
      print('')
      printTable(
        ['setting', 'value', 'from'],
        settings.map(({ name, value, source }) => [name, value, source]),
      )
      print('')
      printTable(
        ['check', '', ''],
        checks.map(({ check, result, message }) => [check, result, message]),
      )
    },
  })
}

import type { Command } from 'commander'
import { MediaFiles } from '../content/index.ts'
import { ImportError, type ImportReport, importMarkdownFolder } from '../portability/index.ts'
import { runningServer } from '../system/index.ts'
import { interruptible } from './interrupt.ts'
import { showProgress } from './progress.ts'
import { CliError, callersPath, EXIT, print, printJson, type Site, withSite } from './site.ts'

interface Options {
  readonly dryRun?: boolean
  readonly overwrite?: boolean
  readonly json?: boolean
}

export function addImportCommand(program: Command): void {
  program
    .command('import')
    .description('Import a folder of Markdown files')
    .argument('<folder>', 'the folder with the posts')
    .option('--dry-run', 'say what would be done, and do nothing')
    .option('--overwrite', 'also replace posts that were edited here since the last import')
    .option('--json', 'print the report as JSON')
    .addHelpText('after', ABOUT)
    .action(async (folder: string, options: Options) => {
      const startedAt = performance.now()
      const interrupt = interruptible('Stopping after the posts that are under way; once more to stop at once.')
      const report = await withSite((site) => importFolder(site, folder, options, interrupt.signal)).finally(
        interrupt.end,
      )
      if (options.json) printJson(report)
      else printReport(report, options.dryRun === true, (performance.now() - startedAt) / 1000)
      if (report.interrupted) process.exitCode = EXIT.interrupted
    })
}

const ABOUT = `
Front matter may be YAML (---), TOML (+++) or JSON, as Hugo, Zola, Jekyll, Astro and Eleventy write it. Old addresses
(path, permalink, aliases, redirect_from, or where the generator put the file) go on working as redirects; pictures
beside the posts or in static/, public/ or assets/ come along. The same command may be run again at any time: only what
changed is written, and posts that were edited here since are left alone.

Example:
  hearth import path/to/posts --dry-run
`

async function importFolder({ config, db }: Site, folder: string, options: Options, signal: AbortSignal) {
  const progress = showProgress('files', options.json === true)
  try {
    return await importMarkdownFolder({
      db,
      files: new MediaFiles(config.dataDir),
      siteUrl: config.siteUrl ?? runningServer(config)?.url ?? `http://localhost:${config.port}`,
      folder: callersPath(folder),
      dryRun: options.dryRun === true,
      overwrite: options.overwrite === true,
      signal,
      onProgress: progress.update,
    })
  } catch (cause) {
    if (cause instanceof ImportError) throw cause
    const message = cause instanceof Error ? cause.message : String(cause)
    throw new CliError(
      `The import stopped: ${message}. What was done before is kept; run the same command again for the rest.`,
      EXIT.failed,
      cause,
    )
  } finally {
    progress.stop()
  }
}

function printReport(report: ImportReport, dryRun: boolean, seconds: number): void {
  const place = ({ file, line }: { file: string; line?: number }) => (line === undefined ? file : `${file}:${line}`)
  for (const warning of report.warnings) print(`  note   ${place(warning)}: ${warning.message}`)
  for (const skipped of report.skipped) print(`  skip   ${place(skipped)}: ${skipped.reason}`)
  const { files, created, updated, unchanged, skipped, media, redirects, warnings } = report
  const done = created + updated + unchanged + skipped.length
  const count = report.interrupted ? `${done} of ${files}` : files
  print(`${dryRun ? 'Would import' : 'Imported'} ${count} files in ${seconds.toFixed(1)} s:`)
  print(`  ${created} created, ${updated} updated, ${unchanged} unchanged, ${skipped.length} skipped`)
  print(`  ${media} media files, ${redirects} redirects, ${warnings.length} notes`)
  if (report.interrupted) print('It was interrupted. What is done is kept; run the same command again for the rest.')
}

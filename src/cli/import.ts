import path from 'node:path'
import { Presets, SingleBar } from 'cli-progress'
import type { Command } from 'commander'
import { MediaFiles } from '../content/index.ts'
import { type ImportReport, importMarkdownFolder } from '../portability/index.ts'
import { print, printJson, runningServer, withSite } from './site.ts'

export function addImportCommand(program: Command): void {
  program
    .command('import')
    .description(
      'Import a folder of Markdown files with YAML, TOML or JSON front matter (Hugo, Zola, Jekyll, Astro, Eleventy)',
    )
    .argument('<folder>', 'the folder with the posts')
    .option('--dry-run', 'say what would be done, and do nothing')
    .option('--overwrite', 'also replace posts that were edited here since the last import')
    .option('--json', 'print the report as JSON')
    .action(async (folder: string, options: { dryRun?: boolean; overwrite?: boolean; json?: boolean }) => {
      const startedAt = performance.now()
      const abort = new AbortController()
      const onSignal = () => abort.abort()
      process.once('SIGINT', onSignal)
      const bar =
        process.stderr.isTTY && !options.json
          ? new SingleBar({ format: '{bar} {value}/{total} files', clearOnComplete: true }, Presets.shades_classic)
          : undefined
      let isStarted = false
      const report = await withSite(async ({ config, db }) =>
        importMarkdownFolder({
          ...{
            db,
            files: new MediaFiles(config.dataDir),
            folder: path.resolve(process.env.HEARTH_CALLER_FOLDER ?? '.', folder),
          },
          siteUrl: config.siteUrl ?? runningServer(config)?.url ?? `http://localhost:${config.port}`,
          ...{ dryRun: options.dryRun === true, overwrite: options.overwrite === true, signal: abort.signal },
          onProgress: (done, total) => {
            if (!isStarted) bar?.start(total, 0)
            isStarted = true
            bar?.update(done)
          },
        }),
      ).finally(() => bar?.stop())
      process.off('SIGINT', onSignal)
      if (options.json) printJson(report)
      else printReport(report, options.dryRun === true, (performance.now() - startedAt) / 1000)
      if (report.interrupted) process.exitCode = 130
    })
}

function printReport(report: ImportReport, dryRun: boolean, seconds: number): void {
  for (const { file, line, message } of report.warnings) print(`  note   ${file}${line ? `:${line}` : ''}: ${message}`)
  for (const { file, line, reason } of report.skipped) print(`  skip   ${file}${line ? `:${line}` : ''}: ${reason}`)
  const { files, created, updated, unchanged, skipped, media, redirects, warnings } = report
  print(`${dryRun ? 'Would import' : 'Imported'} ${files} files in ${seconds.toFixed(1)} s:`)
  print(`  ${created} created, ${updated} updated, ${unchanged} unchanged, ${skipped.length} skipped`)
  print(`  ${media} media files, ${redirects} redirects, ${warnings.length} notes`)
  if (report.interrupted) print('It was interrupted. What is done is kept; run the same command again for the rest.')
}

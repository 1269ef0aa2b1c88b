/** What an import says about itself. */

export interface Skipped {
  readonly file: string
  readonly line?: number
  readonly reason: string
}

export interface Warning {
  readonly file: string
  readonly line?: number
  readonly message: string
}

export interface ImportReport {
  /** Markdown files found. */
  files: number
  created: number
  updated: number
  unchanged: number
  /** Files that the created and updated posts show, each once. */
  media: number
  redirects: number
  readonly skipped: Skipped[]
  readonly warnings: Warning[]
  /** It was ended before all files were done; another run does the rest. */
  interrupted: boolean
}

/** The folder cannot be imported at all, or the import cannot go on. */
export class ImportError extends Error {
  readonly code = 'import-failed'
}

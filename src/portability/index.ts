export { ImportError, type ImportOptions, type ImportReport, importMarkdownFolder } from './markdown-folder/index.ts'

export {
  type AnswerOf,
  type ClientOptions,
  createClient,
  HearthClient,
  type ItemOf,
  type Method,
  type PathOf,
  type RequestOptions,
} from './client.ts'
export type { Preview, PreviewedPage } from './dry-run.ts'
export type * from './operations.ts'
export { HearthProblem, HearthUnreachable, type ProblemDocument } from './problems.ts'

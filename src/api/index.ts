import { Hono } from 'hono'
export function createApi(_: unknown): Hono {
  return new Hono()
}

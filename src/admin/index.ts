import { Hono } from 'hono'
export function createAdmin(_: unknown): Hono {
  return new Hono()
}

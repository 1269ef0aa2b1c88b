import { createClient, HearthProblem } from '../../src/client/index.ts'

export async function example(url: string, key: string): Promise<string[]> {
  const hearth = createClient({ url, key })
  // Sent again with the same key, it is still made only once.
  const post = await hearth.post('/posts', { body: { title: 'Hello', tags: ['news'] }, idempotencyKey: 'hello-1' })
  await hearth.put('/posts/{id}/publication', { path: { id: post.id }, body: {} })
  try {
    await hearth.patch('/posts/{id}', { path: { id: post.id }, body: { title: 'Hello!' }, ifMatch: post.version })
  } catch (error) {
    // Publishing made a new version.
    if (!(error instanceof HearthProblem && error.code === 'version-conflict')) throw error
  }
  const titles: string[] = []
  for await (const { title } of hearth.each('/posts', { query: { status: 'published', tag: 'news' } }))
    titles.push(title)
  return titles
}

/** What the admin refuses by itself, before the API is asked. Its message is a sentence for people. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: 413 | 422

  constructor(status: 413 | 422, message: string) {
    super(message)
    this.status = status
  }
}

/** A browser without a screen: keeps cookies, and says where its requests come from. */
export interface Answer {
  readonly status: number
  readonly text: string
  readonly headers: Headers
  readonly location: string | null
}

export class Browser {
  readonly #base: string
  readonly cookies = new Map<string, string>()
  readonly #headers: Record<string, string>

  constructor(base: string, headers: Record<string, string> = {}) {
    this.#base = base
    this.#headers = headers
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.#send('GET', path, undefined, { 'Sec-Fetch-Site': 'none', ...headers })
  }

  /** Sends a form as a page of the site does. */
  post(path: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}): Promise<Answer> {
    return this.#send('POST', path, new URLSearchParams(fields), { 'Sec-Fetch-Site': 'same-origin', ...headers })
  }

  /** Calls the API as a script of the site does. */
  // biome-ignore lint/suspicious/noExplicitAny: answers are what the tests look into
  async api(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<any> {
    const {
      status,
      text,
      headers: answered,
    } = await this.#send(method, `/api/v1${path}`, body && JSON.stringify(body), {
      'Sec-Fetch-Site': 'same-origin',
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...headers,
    })
    const isJson = /json/.test(answered.get('content-type') ?? '')
    return { status, body: isJson && text ? JSON.parse(text) : text || undefined }
  }

  async #send(method: string, path: string, body: unknown, headers: Record<string, string>): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(this.#base + path, {
      method,
      redirect: 'manual',
      headers: { ...this.#headers, ...headers, ...(cookie && { Cookie: cookie }) },
      ...(body !== undefined && { body: body as string }),
    })
    for (const one of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(one) ?? []
      if (value === '' || /expires=thu, 01 jan 1970/i.test(one)) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return {
      status: response.status,
      text: await response.text(),
      headers: response.headers,
      location: response.headers.get('location'),
    }
  }
}

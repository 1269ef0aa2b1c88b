import type { FC } from 'hono/jsx'

interface ErrorProps {
  /** For the log: what the reader may quote. */
  readonly requestId?: string | undefined
  readonly stylesheet: string
}

/** When a render failed: needs nothing from the database, which may be what failed. */
export const ErrorPage: FC<ErrorProps> = ({ requestId, stylesheet }) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>Something went wrong</title>
      <meta name="robots" content="noindex" />
      <link rel="stylesheet" href={stylesheet} />
    </head>
    <body>
      <main id="content">
        <div class="page-head">
          <h1>Something went wrong</h1>
          <p class="lead">This page could not be made just now. Please try again in a moment.</p>
        </div>
        <p class="ways">
          <a href="/">Home</a>
        </p>
        {requestId && <p class="result">Request {requestId}</p>}
      </main>
    </body>
  </html>
)

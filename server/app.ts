import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express'
import type { Log } from './log.ts'

export interface AppOptions {
  release: { version: string; revision: string }
  isDraining: () => boolean
  log: Log
}

/** Creates the service without a port or a process, so that tests can use it directly. */
export function createApp({ release, isDraining, log }: AppOptions): Express {
  const app = express().disable('x-powered-by')

  app.use(logRequests(log))
  app.use(closeWhen(isDraining))

  app.get('/', (_request, response) => {
    response.type('text').send('Hello, world.')
  })

  app.get('/ping', (_request, response) => {
    if (isDraining()) response.status(503).type('text').send('draining')
    else response.type('text').send('pong')
  })

  app.get('/version', (_request, response) => {
    response.json(release)
  })

  app.use((_request, response) => {
    response.status(404).type('text').send('There is nothing here.')
  })

  app.use(hideErrors(log))
  return app
}

function logRequests(log: Log): RequestHandler {
  return ({ method, path, headers }, response, next) => {
    const start = performance.now()
    response.on('close', () => {
      const ms = Math.round(performance.now() - start)
      const trace = headers['x-amzn-trace-id']
      const aborted = response.writableFinished ? undefined : true
      log('request', { method, path, status: response.statusCode, ms, trace, aborted })
    })
    next()
  }
}

/** A draining server closes its connections, so that clients connect to another one. */
function closeWhen(isDraining: () => boolean): RequestHandler {
  return (_request, response, next) => {
    if (isDraining()) response.set('connection', 'close')
    next()
  }
}

function hideErrors(log: Log): ErrorRequestHandler {
  return (error: Error & { status?: number }, _request, response, next) => {
    const status = error.status ?? 500
    if (status >= 500) log('error', { error: error.stack })
    if (response.headersSent) return next(error)
    const sentence =
      status < 500
        ? 'This request cannot be understood.'
        : 'Something went wrong here, and it has been logged.'
    response.status(status).type('text').send(sentence)
  }
}

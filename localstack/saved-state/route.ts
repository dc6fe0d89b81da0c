import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Emulator, HttpRoute } from '../services/service.ts'
import { InvalidSavedState } from './format.ts'
import { loadState } from './load.ts'
import { saveState } from './save.ts'

/** `GET /_localstack/pods/state` and `POST /_localstack/pods`, LocalStack's paths for the same. */
export const routeSavedState: HttpRoute = (request, response, emulator) => {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost')
  const isOn = (name: string) => searchParams.get(name) === 'true'
  if (request.method === 'GET' && pathname === '/_localstack/pods/state') {
    response.writeHead(200, { 'content-type': 'application/octet-stream' })
    pipeline(Readable.from(saveState(emulator, isOn('secrets'))), response).catch(() => {})
    return true
  }
  if (request.method === 'POST' && pathname === '/_localstack/pods') {
    void answerLoad({ request, response, emulator, isDryRun: isOn('dry-run') })
    return true
  }
  return false
}

interface Load {
  request: IncomingMessage
  response: ServerResponse
  emulator: Emulator
  isDryRun: boolean
}

const busy = new WeakSet<Emulator>()

async function answerLoad({ request, response, emulator, isDryRun }: Load): Promise<void> {
  const answer = (status: number, body: object) => {
    // A client reads the answer once it has sent everything.
    request.resume()
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }
  if (busy.has(emulator)) return answer(409, { error: 'another state is being loaded' })
  busy.add(emulator)
  try {
    const source = request.iterator({ destroyOnReturn: false })
    const { changes: _, ...loaded } = await loadState(emulator, source, isDryRun)
    answer(200, loaded)
  } catch (error) {
    const { message } = error as Error
    answer(error instanceof InvalidSavedState ? 400 : 500, { error: message })
  } finally {
    busy.delete(emulator)
  }
}

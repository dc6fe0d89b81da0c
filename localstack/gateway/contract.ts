import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import packageJson from '../package.json' with { type: 'json' }
import { recordedRequests } from '../access/record.ts'
import type { InitHooks } from '../init/hooks.ts'
import { routeSavedState } from '../saved-state/route.ts'
import type { ServiceDefinition, Emulator } from '../services/service.ts'

export interface Contract {
  route(request: IncomingMessage, response: ServerResponse): boolean
}

/** LocalStack's own pages, `/_localstack/*`: https://docs.localstack.cloud/aws/capabilities/networking/internal-endpoints/ */
export function createContract(
  emulator: Emulator,
  services: ServiceDefinition[],
  hooks: InitHooks,
): Contract {
  const { version } = packageJson
  const started = Date.now()
  const sessionId = randomUUID()
  const health = () => ({
    services: Object.fromEntries(services.map(({ name }) => [name, 'available'])),
    edition: 'docker-cloud',
    version,
    ...(emulator.store.fault && { fault: emulator.store.fault }),
  })
  const info = () => ({
    version,
    edition: 'docker-cloud',
    is_license_activated: false,
    session_id: sessionId,
    machine_id: 'docker-cloud',
    system: process.platform,
    is_docker: emulator.settings.inContainer,
    server_time_utc: new Date().toISOString(),
    uptime: Math.floor((Date.now() - started) / 1000),
  })
  const pages: Record<string, () => unknown> = {
    'GET /_localstack/health': health,
    'HEAD /_localstack/health': () => '',
    'GET /_localstack/info': info,
    'GET /_localstack/init': () => hooks.report(),
    'GET /_localstack/iam/requests': () =>
      recordedRequests(emulator.scope(emulator.settings.account, emulator.settings.region)),
    'POST /_localstack/state/reset': () => {
      emulator.reset()
      return {}
    },
  }
  const page = (method: string, path: string) => {
    const stage = method === 'GET' ? /^\/_localstack\/init\/(\w+)$/.exec(path)?.[1] : undefined
    return stage ? hooks.reportStage(stage) : pages[`${method} ${path}`]?.()
  }
  return {
    route(request, response) {
      const path = (request.url ?? '').split('?')[0]!
      if (!path.startsWith('/_localstack/')) return false
      if (routeSavedState(request, response, emulator)) return true
      const body = page(request.method ?? 'GET', path)
      response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' })
      response.end(body === undefined ? '{"error":"not found"}' : JSON.stringify(body))
      return true
    },
  }
}

import type { ServerResponse } from 'node:http'
import type { Emulator, HttpRoute } from '../../service.ts'
import type { Scope } from '../../../kernel/scope.ts'
import { ecsState } from '../state.ts'
import { taskDefinitionOf } from '../task-definition/task-definition.ts'
import { roleCredentials } from './credentials.ts'
import { containerMetadata, taskMetadata } from './metadata.ts'
import { rolesOf } from './roles.ts'
import type { Task, TaskContainer } from './task.ts'

/** Where AWS answers a task, and the pause container of a task does. */
const ownAddress = 'http://169.254.170.2'

/**
 * What tells a container where it gets its metadata and its task role's credentials, as environment. `endpoint` is
 * where the emulator is reached, which is all a task without a pause container can be told.
 */
export function endpointVariables(
  scope: Scope,
  task: Task,
  { metadataId }: TaskContainer,
  endpoint: string | undefined,
): [string, string][] {
  if (!endpoint) return []
  const base = task.pauseId ? ownAddress : endpoint
  const { taskRoleArn } = rolesOf(task.overrides, taskDefinitionOf(scope, task.taskDefinitionArn))
  return [
    ['ECS_CONTAINER_METADATA_URI', `${base}/v3/${metadataId}`],
    ['ECS_CONTAINER_METADATA_URI_V4', `${base}/v4/${metadataId}`],
    ...(taskRoleArn
      ? [
          ['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', `/credentials/${task.credentialsId}`] as [
            string,
            string,
          ],
        ]
      : []),
  ]
}

/**
 * The task metadata endpoint and the credentials of task roles; only who knows the id in the path gets an answer.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4-fargate.html
 */
export const routeTaskEndpoint: HttpRoute = (request, response, emulator) => {
  const [, kind, id = '', rest = ''] =
    /^\/(v[34]|credentials)\/([0-9a-f-]{36})(\/[a-z/]*)?$/.exec(request.url ?? '') ?? []
  if (!kind || request.method !== 'GET') return false
  const answer = kind === 'credentials' ? credentials(emulator, id) : metadata(emulator, id, rest)
  answer.then(
    (body) => send(response, 200, body),
    (error: Error) =>
      send(response, error instanceof Unknown ? 404 : 500, { message: error.message }),
  )
  return true
}

class Unknown extends Error {}

async function credentials(emulator: Emulator, id: string): Promise<object> {
  for (const { scope, task } of tasksOf(emulator))
    if (task.credentialsId === id && task.lastStatus !== 'STOPPED') {
      const issued = await scope.commit(() => roleCredentials(scope, task))
      if (issued) return issued
    }
  throw new Unknown('CredentialsV2Request: ID not found')
}

async function metadata(emulator: Emulator, id: string, path: string): Promise<object> {
  for (const { scope, task } of tasksOf(emulator)) {
    const container = task.containers.find(({ metadataId }) => metadataId === id)
    if (!container) continue
    const { containers } = emulator.docker
    if (path === '' || path === '/') return containerMetadata(scope, task, container)
    if (path === '/task') return taskMetadata(scope, task)
    if (path === '/stats') return containers.stats(container.dockerId!)
    if (path === '/task/stats') {
      const running = task.containers.filter(
        ({ dockerId, lastStatus }) => dockerId && lastStatus !== 'STOPPED',
      )
      const all = running.map(async ({ runtimeId, dockerId }) => [
        runtimeId,
        await containers.stats(dockerId!),
      ])
      return Object.fromEntries((await Promise.all(all)) as [string, object][]) as object
    }
  }
  throw new Unknown(`V4 metadata handler: unable to get container metadata from request for ${id}`)
}

function* tasksOf(emulator: Emulator): Generator<{ scope: Scope; task: Task }> {
  for (const { account, region, state } of emulator.store.all(ecsState))
    for (const task of state.tasks.values()) yield { scope: emulator.scope(account, region), task }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Emulator, HttpRoute } from '../../service.ts'
import type { ContainerRecord } from '../records.ts'
import { roleCredentials } from './credentials.ts'
import { allTasks, findCallingTask, type LocatedTask } from './located.ts'
import { containerMetadata, taskMetadata, taskMetadataWithTags } from './metadata.ts'
import { containerStats, taskStats } from './stats.ts'
import { answerProtection } from './task-protection.ts'

interface Answer {
  status: number
  body: object
}

interface Asked {
  emulator: Emulator
  request: IncomingMessage
  /** The groups of the path, undefined where it lacks an optional one. */
  parts: (string | undefined)[]
}

/** The paths of the task endpoint. An answer is undefined where the path is not the endpoint's after all. */
const routes: [RegExp, (asked: Asked) => Promise<Answer | undefined>][] = [
  [/^\/v[34]\/([0-9a-f-]{36})\/?(|task|taskWithTags|stats|task\/stats)$/, metadata],
  [/^\/v2\/(metadata|stats)(?:\/([0-9a-f]{32}-\d+)?)?$/, metadataOfCaller],
  [/^\/v2\/credentials\/([^/]*)$/, credentials],
  [/^\/api\/([0-9a-f-]{36})\/task-protection\/v1\/state$/, protection],
]

/**
 * Serves the task metadata endpoint, the credentials of task roles, and the agent's API. A path contains a secret id, or
 * the connection says which task asks.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-fargate.html
 */
export const routeTaskEndpoint: HttpRoute = (request, response, emulator) => {
  const { method, url = '' } = request
  for (const [path, answer] of routes) {
    const [, ...parts] = path.exec(url) ?? []
    if (parts.length === 0 || (method !== 'GET' && answer !== protection)) continue
    if (answer === metadataOfCaller && !findCallingTask(emulator, request.socket)) return false
    answer({ emulator, request, parts }).then(
      (given) => send(response, given ?? unknown(url)),
      (error: Error) => send(response, { status: 500, body: { message: error.message } }),
    )
    return true
  }
  return false
}

const ok = (body: object): Answer => ({ status: 200, body })

const unknown = (url: string): Answer => ({
  status: 404,
  body: { message: `unable to get container metadata from request for ${url}` },
})

async function credentials({ emulator, parts: [id = ''] }: Asked): Promise<Answer> {
  for (const { scope, task } of allTasks(emulator))
    if (task.credentialsId === id && task.lastStatus !== 'STOPPED') {
      const issued = await scope.commit(() => roleCredentials(scope, task))
      if (issued) return ok(issued)
    }
  return noCredentials(id)
}

/** The agent's words: https://github.com/aws/amazon-ecs-agent/tree/master/ecs-agent/tmds/handlers/v1 */
const noCredentials = (id: string): Answer => ({
  status: 400,
  body: {
    code: id ? 'InvalidIdInRequest' : 'NoIdInRequest',
    message: `CredentialsV2Request: ${id ? 'Credentials not found' : 'No Credential ID in the request'}`,
    HTTPErrorCode: 400,
  },
})

async function metadata({ emulator, parts: [id, kind] }: Asked): Promise<Answer | undefined> {
  const found = findContainer(emulator, id!)
  if (!found) return undefined
  const { scope, task, container } = found
  switch (kind) {
    case 'task':
      return ok(taskMetadata(scope, task))
    case 'taskWithTags':
      return ok(taskMetadataWithTags(scope, task))
    case 'stats':
      return ok(await containerStats(emulator.docker, task, container))
    case 'task/stats':
      return ok(await taskStats(emulator.docker, task))
    default:
      return ok(containerMetadata(scope, task, container))
  }
}

/** Version 2 has no id of the task in its paths. */
async function metadataOfCaller({ emulator, request, parts }: Asked): Promise<Answer | undefined> {
  const { scope, task } = findCallingTask(emulator, request.socket)!
  const [kind, id] = parts
  const container = task.containers.find(({ runtimeId }) => runtimeId === id)
  if (id && !container) return undefined
  if (kind === 'metadata')
    return ok(container ? containerMetadata(scope, task, container) : taskMetadata(scope, task))
  const { docker } = emulator
  return ok(await (container ? containerStats(docker, task, container) : taskStats(docker, task)))
}

async function protection({ emulator, request, parts: [id] }: Asked): Promise<Answer | undefined> {
  const found = findContainer(emulator, id!)
  return found && answerProtection(found, request)
}

function findContainer(
  emulator: Emulator,
  id: string,
): (LocatedTask & { container: ContainerRecord }) | undefined {
  for (const located of allTasks(emulator)) {
    const container = located.task.containers.find(({ metadataId }) => metadataId === id)
    if (container) return { ...located, container }
  }
  return undefined
}

function send(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

import { connect, type Socket } from 'node:net'
import { findInterfaceByAddress, findNetworkInterface, isAdmitted } from '../../ec2/public.ts'
import { discoverInstances } from '../../servicediscovery/public.ts'
import { defineRuntime } from '../../../kernel/runtime.ts'
import type { EngineScope } from '../../service.ts'
import type { ConnectAliasRecord, TaskRecord } from '../records.ts'
import { containerPortOf } from './port.ts'

export interface Endpoint {
  host: string
  port: number
}

/** A client task and the alias that it uses. */
export interface ConnectClient {
  scope: EngineScope
  task: TaskRecord
  alias: ConnectAliasRecord
}

/** The requests or connections so far, by the ARN of the Cloud Map service. */
const turns = defineRuntime<Map<string, number>>({ initial: () => new Map() })

/** The healthy tasks behind an alias that security groups let the client reach, in turn. */
export function endpointsFor({ scope, task, alias }: ConnectClient): Endpoint[] {
  const from = findNetworkInterface(scope, task.networkInterfaceId ?? '')
  const found = discoverInstances(scope, alias.discoveryArn).flatMap(({ Id, Attributes }) => {
    const to = findInterfaceByAddress(scope, Attributes.AWS_INSTANCE_IPV4 ?? '', from?.VpcId)
    const port = Number(Attributes.AWS_INSTANCE_PORT)
    if (!from || !to?.realAddress || !isAdmitted(scope, { from, to, port })) return []
    return [{ host: to.realAddress, port: containerPortOf(scope, Id, alias) ?? port }]
  })
  const counts = scope.runtime(turns)
  const turn = (counts.get(alias.discoveryArn) ?? -1) + 1
  counts.set(alias.discoveryArn, turn)
  const first = found.length === 0 ? 0 : turn % found.length
  return [...found.slice(first), ...found.slice(0, first)]
}

/** Milliseconds until the next endpoint is tried, and the most that are: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html */
const tries = { patience: 1000, most: 3 }

/** Connects to the first endpoint that accepts. */
export async function connectToOne(endpoints: Endpoint[]): Promise<Socket | undefined> {
  for (const endpoint of endpoints.slice(0, tries.most)) {
    const socket = await attempt(endpoint)
    if (socket) return socket
  }
  return undefined
}

function attempt({ host, port }: Endpoint): Promise<Socket | undefined> {
  const { promise, resolve } = Promise.withResolvers<Socket | undefined>()
  const socket = connect({ host, port, allowHalfOpen: true, noDelay: true })
  const timer = setTimeout(() => {
    socket.destroy()
    resolve(undefined)
  }, tries.patience)
  const settle = (result: Socket | undefined) => {
    clearTimeout(timer)
    resolve(result)
  }
  socket.once('connect', () => settle(socket))
  socket.on('error', () => settle(undefined))
  return promise
}

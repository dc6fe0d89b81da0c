import { clientError } from '../errors.ts'
import { checkContainer } from './container-rules.ts'
import { checkDependencies } from './dependency-rules.ts'
import { checkFargate } from './fargate-rules.ts'
import { checkPorts } from './port-rules.ts'
import type { Registration } from './registration.ts'
import { checkVolumes } from './volume-rules.ts'

/** Rejects task definitions that ECS rejects: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html */
export function checkTaskDefinition(input: Registration): void {
  checkSize(input)
  checkFamily(input)
  checkContainerList(input)
  for (const container of input.containerDefinitions) checkContainer(container, input)
  checkRoles(input)
  checkNetworkMode(input)
  checkPorts(input)
  checkDependencies(input.containerDefinitions)
  checkVolumes(input)
  if (input.requiresCompatibilities?.includes('FARGATE')) checkFargate(input)
  checkEphemeralStorage(input)
}

function checkFamily({ family }: Registration): void {
  if (!/^[a-zA-Z0-9_-]+$/.test(family)) throw clientError('Family contains invalid characters.')
  if (family.length > 255) throw clientError('Family should be 255 characters or less.')
}

function checkContainerList({ containerDefinitions }: Registration): void {
  if (containerDefinitions.length === 0) throw clientError('Container list cannot be empty.')
  if (containerDefinitions.length > 10)
    throw clientError('Task definition can have at most 10 containers.')
  const names = containerDefinitions.map(({ name }) => name)
  if (new Set(names).size < names.length)
    throw clientError('Container names must be unique within a task definition.')
  if (!containerDefinitions.some(({ essential = true }) => essential))
    throw clientError("Task definition doesn't have any essential container.")
}

function checkRoles({ executionRoleArn, taskRoleArn, containerDefinitions }: Registration): void {
  for (const role of [executionRoleArn, taskRoleArn])
    if (role !== undefined && !isRole(role)) throw clientError('Role is not valid')
  if (!executionRoleArn && containerDefinitions.some(({ secrets = [] }) => secrets.length > 0))
    throw clientError(
      "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
    )
}

const isRole = (text: string) =>
  /^(arn:aws[a-z-]*:iam::\d{12}:role\/)?[\w+=,.@/-]+$/.test(text) &&
  !text.startsWith('arn:aws:iam::role')

function checkNetworkMode({
  networkMode,
  containerDefinitions,
  proxyConfiguration,
}: Registration): void {
  if (proxyConfiguration && networkMode !== 'awsvpc')
    throw clientError('APPMESH proxy configuration is only supported in networkMode=awsvpc.')
  const proxy = proxyConfiguration?.containerName
  if (proxy !== undefined && !containerDefinitions.some(({ name }) => name === proxy))
    throw clientError(`Proxy container [${proxy}] does not exist.`)
  if (networkMode !== 'awsvpc') return
  for (const {
    links,
    hostname,
    extraHosts,
    dnsServers,
    disableNetworking,
  } of containerDefinitions) {
    if (links?.length) throw clientError('Links are not supported when networkMode=awsvpc.')
    if (hostname)
      throw clientError('hostname is not supported on container when networkMode=awsvpc.')
    if (extraHosts?.length)
      throw clientError('Extra hosts are not supported on container when networkMode=awsvpc.')
    if (dnsServers?.length)
      throw clientError('DNS servers are not supported on container when networkMode=awsvpc.')
    if (disableNetworking)
      throw clientError('Disable Networking is not supported on container when networkMode=awsvpc.')
  }
}

function checkEphemeralStorage({ ephemeralStorage, requiresCompatibilities }: Registration): void {
  if (!ephemeralStorage) return
  if (!requiresCompatibilities?.includes('FARGATE'))
    throw clientError('Tasks using the EC2 launch type do not support EphemeralStorage.')
  if (ephemeralStorage.sizeInGiB < 21)
    throw clientError('EphemeralStorage size should be at least 21')
  if (ephemeralStorage.sizeInGiB > 200)
    throw clientError('EphemeralStorage size should be at most 200')
}

function checkSize(input: Registration): void {
  if (Buffer.byteLength(JSON.stringify(input)) > 64 * 1024)
    throw clientError('Task definition size must not exceed 64 KB.')
}

import { clientError } from '../errors.ts'
import { checkLogging } from './log-rules.ts'
import type { ContainerInput, Registration } from './registration.ts'

/** Rejects container definitions that ECS rejects for every launch type. */
export function checkContainer(container: ContainerInput, task: Registration): void {
  checkName(container)
  checkImage(container)
  checkMemory(container, task)
  checkHealthCheck(container)
  checkSecretNames(container)
  checkEnvironmentFiles(container)
  checkUlimits(container)
  checkRestartPolicy(container)
  checkLogging(container, task)
}

function checkName({ name }: ContainerInput): void {
  if (!name) throw clientError('Container.name should not be null or empty.')
  if (!/^[a-zA-Z0-9_-]+$/.test(name))
    throw clientError('Container.name contains invalid characters.')
  if (name.length > 255) throw clientError('Container.name should be 255 characters or less.')
}

function checkImage({ image }: ContainerInput): void {
  if (!image) throw clientError('Container.image should not be null or empty.')
  if (!/^[\w.:/@#-]+$/.test(image))
    throw clientError('Container.image contains invalid characters.')
  if (image.length > 255 && !image.includes('@'))
    throw clientError('Container.image repository should be 255 characters or less.')
}

function checkMemory(
  { name, memory, memoryReservation }: ContainerInput,
  task: Registration,
): void {
  if (task.memory === undefined && memory === undefined && memoryReservation === undefined)
    throw clientError(
      `Invalid setting for container '${name}'. At least one of 'memory' or 'memoryReservation' must be specified.`,
    )
  if (memory !== undefined && memoryReservation !== undefined && memory < memoryReservation)
    throw clientError(
      `Invalid setting for container '${name}'. 'memory' must be greater than or equal to 'memoryReservation'.`,
    )
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html has the ranges. The words are not AWS's. */
function checkHealthCheck({ name, healthCheck }: ContainerInput): void {
  if (!healthCheck) return
  const limits = {
    interval: [5, 300],
    timeout: [2, 60],
    retries: [1, 10],
    startPeriod: [0, 300],
  } as const
  for (const [setting, [min, max]] of Object.entries(limits)) {
    const value = healthCheck[setting as keyof typeof limits]
    if (value !== undefined && (value < min || value > max))
      throw clientError(
        `Invalid healthCheck setting for container '${name}': '${setting}' must be between ${min} and ${max}.`,
      )
  }
}

/** A secret is an environment variable too. */
function checkSecretNames({ environment = [], secrets = [] }: ContainerInput): void {
  const taken = new Set(environment.map(({ name }) => name))
  for (const { name } of secrets) {
    if (taken.has(name))
      throw clientError(
        `The secret name must be unique and not shared with any new or existing environment variables set on the container, such as '${name}'.`,
      )
    taken.add(name)
  }
}

function checkEnvironmentFiles({ environmentFiles = [] }: ContainerInput): void {
  if (environmentFiles.length > 10)
    throw clientError(
      'The maximum number of environment files was exceeded. Specify ten or less and try again.',
    )
  for (const { value } of environmentFiles)
    if (!/^arn:aws[a-z-]*:s3:::.+\.env$/.test(value)) throw clientError('Invalid arn syntax.')
}

function checkUlimits({ ulimits = [] }: ContainerInput): void {
  for (const { name, softLimit, hardLimit } of ulimits)
    if (softLimit > hardLimit)
      throw clientError(`Soft limit exceeds hard limit for ulimit ${name}.`)
}

function checkRestartPolicy({ name, restartPolicy }: ContainerInput): void {
  const period = restartPolicy?.restartAttemptPeriod
  if (period !== undefined && (period < 60 || period > 1800))
    throw clientError(
      `the 'restartAttemptPeriod' setting for container '${name}' must be between 60 and 1800`,
    )
}

import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { BadInput } from './exit-codes.ts'
import { hint } from './nearest.ts'

/** A service of the app: a folder of `.aws/`, a service of `compose.yaml`, and its names on AWS. */
export interface AppService {
  /** The name of the folder, of the compose service, and of the ECS service. */
  name: string
  family: string
  repository: string
  taskRole: string
  /** The name of its target group, and of the security group of its tasks. */
  group: string
  /** Its optional files that exist, without `.json`. */
  files: Set<OptionalFile>
}

/**
 * `service`: it runs continuously; without it, it runs as a one-off task only. `target-group`: a load
 * balancer forwards to it. `rule`: for these requests; without it, for all that no rule matches.
 */
export type OptionalFile = 'service' | 'target-group' | 'rule' | 'scaling' | 'smoke' | 'task-role'

const optionalFiles: OptionalFile[] = [
  'service',
  'target-group',
  'rule',
  'scaling',
  'smoke',
  'task-role',
]

/** The folders of `.aws/` that are not a service. */
const otherFolders = ['environments', 'policies', 'schemas']

/** Names with which a service's resources would have the names of the app's. */
const takenNames = ['load-balancer']

/** The length of a target group's name. */
const maxName = 32

/** Reads which services `.aws/` has. `prefix` starts all names but that of the repository. */
export function readServices(
  { prefix, repositories }: { prefix: string; repositories: string },
  folder = '.',
): AppService[] {
  const names = readdirSync(join(folder, '.aws'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !otherFolders.includes(entry.name))
    .map(({ name }) => name)
    .toSorted()
  if (names.length === 0)
    throw new BadInput('.aws has no service: a service is a folder with a task-definition.json')
  const services = names.map((name) => {
    checkName(name, prefix)
    const has = (file: string) => existsSync(join(folder, '.aws', name, `${file}.json`))
    if (!has('task-definition'))
      throw new BadInput(`.aws/${name} has no task-definition.json, which every service needs`)
    const files = new Set(optionalFiles.filter(has))
    checkFiles(name, files)
    return serviceNamed(name, { prefix, repositories }, files)
  })
  checkDefault(services)
  return services
}

/** A service with its names on AWS. */
export const serviceNamed = (
  name: string,
  { prefix, repositories }: { prefix: string; repositories: string },
  files: Iterable<OptionalFile>,
): AppService => ({
  name,
  family: `${prefix}-${name}`,
  repository: `${repositories}/${name}`,
  taskRole: `${prefix}-${name}-task`,
  group: `${prefix}-${name}`,
  files: new Set(files),
})

function checkName(name: string, prefix: string): void {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || takenNames.includes(name))
    throw new BadInput(
      `.aws/${name}: a service cannot have this name: use lower-case letters, digits and single hyphens, start with a letter, and not ${takenNames.join(', ')}`,
    )
  const group = `${prefix}-${name}`
  if (group.length > maxName)
    throw new BadInput(
      `.aws/${name}: its target group would be named ${group}, and may have at most ${maxName} characters: shorten APP_NAME or the service's name`,
    )
}

function checkFiles(name: string, files: Set<OptionalFile>): void {
  const needs = (file: OptionalFile, other: OptionalFile) => {
    if (files.has(file) && !files.has(other))
      throw new BadInput(`.aws/${name} has a ${file}.json, and no ${other}.json, which it needs`)
  }
  needs('rule', 'target-group')
  needs('smoke', 'target-group')
  needs('target-group', 'service')
  needs('scaling', 'service')
}

/** The services that a verb was asked for, in the order of the app; all of them without names. */
export function selectServices(services: AppService[], names: string[]): AppService[] {
  const known = services.map(({ name }) => name)
  const unknown = names.find((name) => !known.includes(name))
  if (unknown !== undefined)
    throw new BadInput(`.aws has no service '${unknown}': ${hint(unknown, known, 'there are')}`)
  return names.length === 0 ? services : services.filter(({ name }) => names.includes(name))
}

/** A service without `service.json` runs as a one-off task only. */
export const isJob = ({ files }: AppService): boolean => !files.has('service')

/** The services that run continuously. */
export const continuous = (services: AppService[]): AppService[] =>
  services.filter((service) => !isJob(service))

export function requireContinuous(services: AppService[]): AppService[] {
  const found = continuous(services)
  if (found.length > 0) return found
  const names = services.map(({ name }) => name)
  throw new BadInput(
    `${names.join(' and ')} has no service.json: run a job with \`npm run task -- ${names[0]}\``,
  )
}

/** The service that gets the requests which no rule matches. */
export const findDefault = (services: AppService[]): AppService | undefined =>
  balanced(services).find(({ files }) => !files.has('rule'))

function checkDefault(services: AppService[]): void {
  const [first, second] = balanced(services).filter(({ files }) => !files.has('rule'))
  if (second)
    throw new BadInput(
      `.aws/${first!.name} and .aws/${second.name} have no rule.json: only one service can get all other requests`,
    )
}

/** The services behind the load balancer. */
export const balanced = (services: AppService[]): AppService[] =>
  services.filter(({ files }) => files.has('target-group'))

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ContainerDefinition } from '@aws-sdk/client-ecs'
import { readContainers } from './containers.ts'
import { BadInput } from './exit-codes.ts'
import type { AppService } from './services.ts'

/** A variable that a service reads, as `<service>/.env.example` declares it. */
export interface EnvVariable {
  name: string
  /** The comment above it. */
  comment: string
  /** The value if none is given. */
  value: string
  /** Its line is commented out: the service runs without it. */
  isOptional: boolean
  /** The comment has the word "secret": on AWS the value comes from a secret. */
  isSecret: boolean
}

const fileOf = ({ name }: AppService) => `${name}/.env.example`

/** Reads the variables of a service; undefined if it has no `.env.example`. */
export function readEnvTemplate(service: AppService, folder = '.'): EnvVariable[] | undefined {
  const path = join(folder, fileOf(service))
  return existsSync(path) ? parse(readFileSync(path, 'utf8')) : undefined
}

function parse(text: string): EnvVariable[] {
  const variables: EnvVariable[] = []
  let comment: string[] = []
  for (const line of text.split('\n').map((each) => each.trim())) {
    const [, mark, name, value] = /^(#?)\s?([A-Za-z_]\w*)=(.*)$/.exec(line) ?? []
    if (name) {
      const words = comment.join(' ')
      variables.push({
        name,
        comment: words,
        value: value!,
        isOptional: mark === '#',
        isSecret: /\bsecret\b/i.test(words),
      })
      comment = []
    } else if (line.startsWith('#')) comment.push(line.slice(1).trim())
    else comment = []
  }
  return variables
}

/**
 * Rejects services whose container has other variables than their `.env.example`, with all differences.
 * A service without the template may have any.
 */
export function checkVariables(services: AppService[]): void {
  const found = services.flatMap((service) => {
    const template = readEnvTemplate(service)
    const container = readContainers(service).find(({ image }) => image === '${IMAGE}')
    if (!template || !container) return []
    return differencesOf(service, container, template).map(
      (difference) => `.aws/${service.name}/task-definition.json: ${difference}`,
    )
  })
  if (found.length > 0) throw new BadInput(found.join('\n  '))
}

function differencesOf(
  service: AppService,
  { environment = [], secrets = [] }: Pick<ContainerDefinition, 'environment' | 'secrets'>,
  template: EnvVariable[],
): string[] {
  const file = fileOf(service)
  const plain = new Set(environment.map(({ name }) => name!))
  const secret = new Set(secrets.map(({ name }) => name!))
  const all = [...new Set([...plain, ...secret])]
  return [
    ...template
      .filter(({ name, isSecret }) => isSecret && plain.has(name))
      .map(
        ({ name }) =>
          `${name} is a secret: put it into "secrets", and its value with \`npm run secret -- put ${name}\``,
      ),
    ...template
      .filter(({ name, isOptional }) => !isOptional && !all.includes(name))
      .map(
        ({ name, isSecret }) =>
          `the container has no ${name}, which ${file} requires: add it to "${isSecret ? 'secrets' : 'environment'}"`,
      ),
    ...all
      .filter((name) => !template.some((one) => one.name === name))
      .map(
        (name) =>
          `the container has ${name}, which ${file} does not have: add it there with a comment`,
      ),
  ]
}

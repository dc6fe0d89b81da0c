import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ContainerDefinition } from '@aws-sdk/client-ecs'
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

/** Rejects a container whose variables are not those of the service's `.env.example`. */
export function checkVariables(
  service: AppService,
  { environment = [], secrets = [] }: Pick<ContainerDefinition, 'environment' | 'secrets'>,
  template = readEnvTemplate(service),
): void {
  if (!template) return
  const file = `.aws/${service.name}/task-definition.json`
  const plain = new Set(environment.map(({ name }) => name!))
  const secret = new Set(secrets.map(({ name }) => name!))
  for (const { name, isOptional, isSecret } of template) {
    if (isSecret && plain.has(name))
      throw new Error(
        `${file}: ${name} is a secret: put it into "secrets", and its value with \`npm run secret -- put ${name}\``,
      )
    if (!isOptional && !plain.has(name) && !secret.has(name))
      throw new Error(
        `${file}: the container has no ${name}, which ${fileOf(service)} requires: add it to "${isSecret ? 'secrets' : 'environment'}"`,
      )
  }
  const unknown = [...plain, ...secret].find((name) => !template.some((one) => one.name === name))
  if (unknown !== undefined)
    throw new Error(
      `${file}: the container has ${unknown}, which ${fileOf(service)} does not have: add it there with a comment`,
    )
}

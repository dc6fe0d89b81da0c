import type { RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs'
import { DescribeSecretCommand, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager'
import { DescribeParametersCommand } from '@aws-sdk/client-ssm'
import { unlessMissing } from '../release/aws.ts'
import type { Context } from '../release/context.ts'
import { fail, type Finding, fine, notChecked } from './finding.ts'
import { type Seen, see } from './seen.ts'

/** A secret or parameter that a container gets: `valueFrom`, taken apart. */
export interface Reference {
  /** The variable. */
  name: string
  valueFrom: string
  kind: 'secret' | 'parameter'
  /** The ARN of the secret, or the name of the parameter. */
  id: string
  /** The JSON key. */
  key: string | undefined
}

export function referencesOf({ containerDefinitions = [] }: RegisterTaskDefinitionCommandInput) {
  return containerDefinitions
    .flatMap(({ secrets = [], logConfiguration }) => [
      ...secrets,
      ...(logConfiguration?.secretOptions ?? []),
    ])
    .map(({ name, valueFrom }) => referenceOf(name!, valueFrom ?? ''))
}

function referenceOf(name: string, valueFrom: string): Reference {
  const parts = valueFrom.split(':')
  if (parts[2] === 'secretsmanager') {
    const id = parts.slice(0, 7).join(':')
    return { name, valueFrom, kind: 'secret', id, key: parts[7] || undefined }
  }
  const id =
    parts[2] === 'ssm'
      ? parts
          .slice(5)
          .join(':')
          .replace(/^parameter/, '')
      : valueFrom
  return { name, valueFrom, kind: 'parameter', id, key: undefined }
}

/**
 * Looks for each secret of the task definition. The result is the problem, in AWS's words, or
 * undefined. A value is read only where a JSON key of it is asked for, and is never kept.
 */
export async function readReferences(
  context: Context,
  task: RegisterTaskDefinitionCommandInput,
): Promise<Map<Reference, Seen<string | undefined>>> {
  const find = ({ kind }: Reference) => (kind === 'secret' ? findSecret : findParameter)
  return new Map(
    await Promise.all(
      referencesOf(task).map(async (one): Promise<[Reference, Seen<string | undefined>]> => [
        one,
        await see(find(one)(context, one)),
      ]),
    ),
  )
}

/** A parameter at the root may be written with or without its slash. */
async function findParameter({ aws }: Context, { id }: Reference): Promise<string | undefined> {
  const bare = id.replace(/^\//, '')
  const Values = [bare, ...(id.startsWith('/') ? [id] : [])]
  const { Parameters = [] } = await aws.ssm.send(
    new DescribeParametersCommand({
      ParameterFilters: [{ Key: 'Name', Option: 'Equals', Values }],
    }),
  )
  return Parameters.length > 0 ? undefined : `invalid ssm parameters: ${id}`
}

async function findSecret({ aws }: Context, { id, key }: Reference): Promise<string | undefined> {
  const missing =
    "unable to retrieve secret from asm: ResourceNotFoundException: Secrets Manager can't find the specified secret."
  if (!key) {
    const described = await unlessMissing(
      aws.secretsManager.send(new DescribeSecretCommand({ SecretId: id })),
      'ResourceNotFoundException',
    )
    return described ? undefined : missing
  }
  const found = await unlessMissing(
    aws.secretsManager.send(new GetSecretValueCommand({ SecretId: id })),
    'ResourceNotFoundException',
  )
  if (!found) return missing
  return hasKey(found.SecretString ?? '', key)
    ? undefined
    : `retrieved secret from Secrets Manager did not contain json key ${key}`
}

function hasKey(text: string, key: string): boolean {
  try {
    const json = JSON.parse(text) as unknown
    return typeof json === 'object' && json !== null && key in json
  } catch {
    return false
  }
}

/** Checks that each secret exists, and has the JSON key that is asked for. */
export function checkReferences(
  service: string,
  references: Map<Reference, Seen<string | undefined>>,
): Finding[] {
  return Array.from(references, ([{ name, kind, id, key }, problem]) => {
    const what = `${kind} ${id}${key ? `, key ${key},` : ''} of ${name}`
    if ('unseen' in problem) return notChecked(what, problem.unseen, service)
    if (problem.value === undefined) return fine(`${what} exists`, { service })
    const says = `ResourceInitializationError: unable to pull secrets or registry auth: … ${problem.value}`
    return fail(`${what} ${/json key/.test(says) ? 'has no such key' : 'does not exist'}`, {
      service,
      says,
    })
  })
}

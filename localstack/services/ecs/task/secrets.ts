import { parseArn } from '../../../kernel/arn.ts'
import { AwsError } from '../../../kernel/errors.ts'
import { own } from '../../../kernel/own.ts'
import type { Scope } from '../../../kernel/scope.ts'
import { onSecret, requireLiveSecret, requireVersion } from '../../secretsmanager/public.ts'
import { parameterArn, requireParameter } from '../../ssm/public.ts'
import type { ContainerDefinitionRecord, TaskRecord } from '../records.ts'
import { asExecutionRole } from './execution-role.ts'
import { calling, noResource, formatAsSdk } from './failure.ts'
import { goJsonFault } from './go-json.ts'
import { routeFor } from './route.ts'

/** Values by `valueFrom`. */
export type SecretValues = Map<string, string>

/**
 * Reads the secrets of a task's containers as its execution role, before any container starts.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html
 */
export function readSecrets(
  scope: Scope,
  task: TaskRecord,
  containers: ContainerDefinitionRecord[],
): SecretValues {
  const references = new Set(containers.flatMap(referencesOf))
  const values: SecretValues = new Map()
  const fromAsm = [...references].filter((reference) => serviceOf(reference) === 'secretsmanager')
  const fromSsm = [...references].filter((reference) => serviceOf(reference) === 'ssm')
  for (const reference of fromAsm) values.set(reference, secretValue(scope, task, reference))
  for (const [name, value] of parameterValues(scope, task, fromSsm)) values.set(name, value)
  return values
}

const referencesOf = ({ secrets = [], logConfiguration }: ContainerDefinitionRecord): string[] =>
  [...secrets, ...(logConfiguration?.secretOptions ?? [])].map(({ valueFrom }) => valueFrom!)

/** A name that is not an ARN is a parameter's. */
const serviceOf = (reference: string) => parseArn(reference)?.service ?? 'ssm'

/** `<ARN>` or `<ARN>:<json-key>:<version-stage>:<version-id>`, of which the last three may be empty. */
function secretValue(scope: Scope, task: TaskRecord, reference: string): string {
  const parts = reference.split(':')
  if (parts.length !== 7 && parts.length !== 10)
    throw unreadable(
      unable.secretsmanager,
      'unexpected ARN format with parameters when trying to retrieve ASM secret',
    )
  const secretArn = parts.slice(0, 7).join(':')
  const [jsonKey, VersionStage, VersionId] = parts.slice(7).map((part) => part || undefined)
  if (!routeFor(scope, task, 'secretsmanager').reaches)
    throw unanswered(
      `${unable.secretsmanager}: service call has been retried 5 time(s): failed to fetch secret ${secretArn} from secrets manager`,
    )
  const where = scopeOf(scope, secretArn)
  const text = reading(
    unable.secretsmanager,
    `failed to fetch secret ${secretArn} from secrets manager: `,
    () =>
      asExecutionRole(
        scope,
        task,
        { ...onSecret(where, secretArn), action: 'secretsmanager:GetSecretValue' },
        () => {
          const secret = requireLiveSecret(where, secretArn)
          return requireVersion(secret, { VersionStage, VersionId }).SecretString ?? ''
        },
      ),
  )
  return jsonKey === undefined ? text : memberOf(text, jsonKey)
}

function memberOf(text: string, key: string): string {
  const fault = goJsonFault(text)
  if (fault) throw unreadable(unable.secretsmanager, fault)
  const members = JSON.parse(text) as Record<string, unknown> | null
  const value = members && own(members, key)
  if (value === undefined)
    throw unreadable(
      unable.secretsmanager,
      `retrieved secret from Secrets Manager did not contain json key ${key}`,
    )
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function parameterValues(scope: Scope, task: TaskRecord, references: string[]): [string, string][] {
  if (references.length > 0 && !routeFor(scope, task, 'ssm').reaches)
    throw unanswered(`${unable.ssm}: service call has been retried 5 time(s)`)
  const invalid: string[] = []
  const values = references.flatMap((reference): [string, string][] => {
    const resource = parseArn(reference) ? reference : parameterArn(scope, reference)
    const value = reading(unable.ssm, '', () =>
      asExecutionRole(scope, task, { action: 'ssm:GetParameters', resource }, () =>
        parameterValue(scopeOf(scope, reference), reference),
      ),
    )
    if (value === undefined) invalid.push(nameOf(reference))
    return value === undefined ? [] : [[reference, value]]
  })
  if (invalid.length > 0)
    throw unreadable(unable.ssm, `invalid ssm parameters: ${invalid.join(', ')}`)
  return values
}

/** GetParameters does not reject an invalid name. It lists it in InvalidParameters. */
function parameterValue(scope: Scope, reference: string): string | undefined {
  try {
    return requireParameter(scope, reference, { decrypt: true }).Value
  } catch (error) {
    if (error instanceof AwsError) return undefined
    throw error
  }
}

const nameOf = (reference: string) =>
  parseArn(reference)?.resource.replace(/^parameter/, '') ?? reference

/** Reads a secret of another region in that region. */
const scopeOf = (scope: Scope, reference: string) =>
  scope.inAccount(scope.account, parseArn(reference)?.region ?? scope.region)

const unable = {
  secretsmanager: 'unable to retrieve secret from asm',
  ssm: 'unable to retrieve secrets from ssm',
}

const reading = <T>(what: string, prefix: string, read: () => T): T =>
  calling(read, (error) => unreadable(what, prefix + formatAsSdk(error)))

const unreadable = (what: string, why: string) =>
  noResource(`${what}: service call has been retried 1 time(s): ${why}`)

const unanswered = (what: string) =>
  noResource(
    `${what}: RequestCanceled: request context canceled caused by: context deadline exceeded. Please check your task network configuration.`,
  )

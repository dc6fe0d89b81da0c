import type { Scope } from '../../kernel/scope.ts'
import { invalidParameter } from './errors.ts'
import type { ClusterRecord } from './records.ts'

const types = {
  Cluster: 'cluster',
  Service: 'service',
  Task: 'task',
} as const

type Kind = keyof typeof types

/** Rejects an ARN of another region or account, in the words of aws/aws-cli#3175 and aws-actions/amazon-ecs-deploy-task-definition#261. */
export function checkArnPlace(scope: Scope, reference: string): void {
  const [, partition, , region, account] = reference.split(':')
  if (partition !== 'aws' || region !== scope.region)
    throw invalidParameter('Invalid Region in ARN')
  if (account !== scope.account)
    throw invalidParameter(`Identifier is for ${account}. Your accountId is ${scope.account}`)
}

/** Returns the parts of an ARN after its type. Rejects an ARN of another kind in the words of boto/boto3#3895. */
function partsOf(scope: Scope, reference: string, kind: Kind): string[] {
  const [, , service, , , ...rest] = reference.split(':')
  const [type, ...parts] = rest.join(':').split('/')
  if (service !== 'ecs' || type !== types[kind])
    throw invalidParameter(`${kind} Identifier is invalid`)
  checkArnPlace(scope, reference)
  return parts
}

const isArn = (reference: string) => reference.startsWith('arn:')

const separators = () => invalidParameter('Invalid identifier: Unexpected number of separators')

/** Returns a cluster's name from its name or ARN. Without either it is `default`. */
export function clusterNameOf(scope: Scope, reference = 'default'): string {
  if (isArn(reference)) {
    const [name, ...more] = partsOf(scope, reference, 'Cluster')
    if (!name || more.length > 0) throw separators()
    return name
  }
  // awslabs/amazon-ecs-nodejs-microservices#18
  if (!/^[a-zA-Z0-9_-]{1,255}$/.test(reference))
    throw invalidParameter(`Cluster must match ^[a-zA-Z0-9\\-_]{1,255}$, but was ${reference}`)
  return reference
}

/**
 * Returns the name of a service or the id of a task from that or its ARN, which names the cluster unless it is of the
 * short format. The words are those of docker-archive/compose-cli#2086.
 */
export function nameInCluster(
  scope: Scope,
  { clusterName }: ClusterRecord,
  { reference, kind }: { reference: string; kind: 'Service' | 'Task' },
): string {
  if (!isArn(reference)) return reference
  const parts = partsOf(scope, reference, kind)
  const [name, owner = clusterName] = parts.toReversed()
  if (!name || parts.length > 2) throw separators()
  if (owner !== clusterName)
    throw invalidParameter(
      `Invalid identifier: Identifier is for cluster ${owner}. Your cluster is ${clusterName}`,
    )
  return name
}

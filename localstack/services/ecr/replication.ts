import type {
  ImageReplicationStatus,
  ReplicationConfiguration,
  ReplicationRule,
} from '@aws-sdk/client-ecr'
import type { Scope } from '../../kernel/scope.ts'
import { invalidEcrParameter } from './invalid.ts'
import type { RepositoryRecord } from './records.ts'
import { registrySettings } from './state.ts'

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/replication.html */
const maxDestinations = 25

/** Rejects a replication that ECR cannot do: to itself, to another partition, to too many places. */
export function checkReplication(scope: Scope, { rules }: ReplicationConfiguration): void {
  const places = new Set<string>()
  for (const { destinations } of rules ?? [])
    for (const { region = '', registryId } of destinations ?? []) {
      if (region === scope.region && registryId === scope.account)
        throw invalid('Replication destination cannot be the same as the source registry')
      if (partitionOf(region) !== partitionOf(scope.region))
        throw invalid(`Invalid region '${region}'`)
      places.add(`${registryId} ${region}`)
    }
  if (places.size > maxDestinations)
    throw invalid(`must contain at most ${maxDestinations} unique destinations across all rules`)
}

const partitionOf = (region: string) => /^(cn|us-gov)-/.exec(region)?.[1]

const invalid = (constraint: string) => invalidEcrParameter('replicationConfiguration', constraint)

/** The replication status of an image. Nothing is replicated here, so it is FAILED. */
export function replicationStatusesOf(
  scope: Scope,
  repository: RepositoryRecord,
): ImageReplicationStatus[] {
  const { rules = [] } = scope.state(registrySettings).replication ?? {}
  return rules
    .filter((rule) => isAbout(rule, repository))
    .flatMap(({ destinations = [] }) => destinations)
    .map(({ region, registryId }) => ({
      region,
      registryId,
      status: 'FAILED',
      failureCode: 'ReplicationNotEmulated',
    }))
}

const isAbout = ({ repositoryFilters }: ReplicationRule, { repositoryName }: RepositoryRecord) =>
  repositoryFilters?.some(({ filter = '' }) => repositoryName.startsWith(filter)) ?? true

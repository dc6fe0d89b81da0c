import type {
  RegistryScanningConfiguration,
  RegistryScanningRule,
  RepositoryScanningConfiguration,
} from '@aws-sdk/client-ecr'
import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { matchesWildcard, starsOf } from '../../kernel/wildcard.ts'
import type { RepositoryRecord } from './records.ts'
import { registrySettings } from './state.ts'

/** The scanning configuration of a registry: basic and without rules by default. */
export const scanningConfigurationOf = (scope: Scope): RegistryScanningConfiguration =>
  scope.state(registrySettings).scanning ?? { scanType: 'BASIC', rules: [] }

/** Rejects what basic scanning cannot do, and rules that contradict one another. */
export function checkScanningConfiguration({
  scanType,
  rules = [],
}: RegistryScanningConfiguration): void {
  const frequencies = rules.map(({ scanFrequency }) => scanFrequency!)
  if (scanType === 'BASIC' && frequencies.includes('CONTINUOUS_SCAN'))
    throw invalid('Invalid scan frequency for scanType BASIC: CONTINUOUS_SCAN')
  const twice = frequencies.filter((frequency, at) => frequencies.indexOf(frequency) < at)
  if (twice.length > 0)
    throw invalid(`Invalid input. Contains duplicate scan frequencies: [${twice.join(', ')}]`)
}

const invalid = (message: string) => awsError('InvalidParameterException', message)

/** The scanning configuration of a repository: the registry's rules, else its own. */
export function repositoryScanningOf(
  scope: Scope,
  repository: RepositoryRecord,
): RepositoryScanningConfiguration {
  const { repositoryArn, repositoryName } = repository
  const { rules = [] } = scanningConfigurationOf(scope)
  const applied = rules.filter((rule) => filtersFor(rule, repositoryName).length > 0)
  const onPush = applied.length > 0 || repository.imageScanningConfiguration?.scanOnPush === true
  const continuous = applied.some(({ scanFrequency }) => scanFrequency === 'CONTINUOUS_SCAN')
  return {
    repositoryArn,
    repositoryName,
    scanOnPush: onPush,
    scanFrequency: continuous ? 'CONTINUOUS_SCAN' : onPush ? 'SCAN_ON_PUSH' : 'MANUAL',
    appliedScanFilters: applied.flatMap((rule) => filtersFor(rule, repositoryName)),
  }
}

/** A filter without a wildcard matches what contains it: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html */
const filtersFor = ({ repositoryFilters = [] }: RegistryScanningRule, name: string) =>
  repositoryFilters.filter(({ filter = '' }) =>
    matchesWildcard(starsOf(filter.includes('*') ? filter : `*${filter}*`), name),
  )

import type {
  BatchGetRepositoryScanningConfigurationCommandInput,
  BatchGetRepositoryScanningConfigurationCommandOutput,
} from '@aws-sdk/client-ecr'
import type { RepositoryScanningConfigurationFailure } from '@aws-sdk/client-ecr'
import type { RepositoryScanningConfiguration } from '@aws-sdk/client-ecr'
import { type Operation, readOnly } from '../../service.ts'
import { repositoryScanningOf } from '../scanning-configuration.ts'
import { registry } from '../state.ts'

export const BatchGetRepositoryScanningConfiguration: Operation<
  BatchGetRepositoryScanningConfigurationCommandInput,
  BatchGetRepositoryScanningConfigurationCommandOutput
> = readOnly(({ repositoryNames }, call) => {
  const { repositories } = call.state(registry)
  const scanningConfigurations: RepositoryScanningConfiguration[] = []
  const failures: RepositoryScanningConfigurationFailure[] = []
  for (const repositoryName of repositoryNames) {
    const repository = repositories.get(repositoryName)
    if (repository) scanningConfigurations.push(repositoryScanningOf(call, repository))
    else
      failures.push({
        repositoryName,
        failureCode: 'REPOSITORY_NOT_FOUND',
        failureReason: 'REPOSITORY_NOT_FOUND',
      })
  }
  return { scanningConfigurations, failures }
})

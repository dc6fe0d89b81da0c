import type {
  DescribeRepositoriesCommandInput,
  DescribeRepositoriesCommandOutput,
} from '@aws-sdk/client-ecr'
import type { Operation } from '../../operation.ts'
import { invalidParameter } from '../invalid.ts'
import { page } from '../page.ts'
import { describeRepository, findRepository } from '../repository.ts'
import { registry } from '../state.ts'

export const DescribeRepositories: Operation<
  DescribeRepositoriesCommandInput,
  DescribeRepositoriesCommandOutput
> = ({ registryId, repositoryNames, ...paging }, call) => {
  if (repositoryNames) {
    if (paging.nextToken !== undefined || paging.maxResults !== undefined)
      throw invalidParameter(
        paging.maxResults === undefined ? 'nextToken' : 'maxResults',
        'must not be specified with repositoryNames',
      )
    const named = repositoryNames.map((repositoryName) =>
      findRepository(call, { repositoryName, registryId }),
    )
    return { repositories: named.map((repository) => describeRepository(call, repository)) }
  }
  const own = registryId === undefined || registryId === call.account
  const all = own ? [...call.state(registry).repositories.values()] : []
  const { items, nextToken } = page(all, ({ repositoryName }) => repositoryName, paging)
  return {
    repositories: items.map((repository) => describeRepository(call, repository)),
    nextToken,
  }
}

import type {
  DescribeRepositoriesCommandInput,
  DescribeRepositoriesCommandOutput,
} from '@aws-sdk/client-ecr'
import { type Operation, readOnly } from '../../service.ts'
import { checkUnpaged, page } from '../page.ts'
import { describeRepository, findRepository } from '../repository.ts'
import { registry } from '../state.ts'

export const DescribeRepositories: Operation<
  DescribeRepositoriesCommandInput,
  DescribeRepositoriesCommandOutput
> = readOnly(({ registryId, repositoryNames, ...paging }, call) => {
  if (repositoryNames) {
    checkUnpaged('repositoryNames', paging)
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
})

import type {
  DescribeRepositoriesCommandInput,
  DescribeRepositoriesCommandOutput,
} from '@aws-sdk/client-ecr'
import { type Operation, readOnly } from '../../service.ts'
import { paginateByKey } from '../../../kernel/paginate.ts'
import { checkUnpaged, ecrPaging } from '../invalid.ts'
import { repositoryToApi, requireRepository } from '../repository.ts'
import { registry } from '../state.ts'

export const DescribeRepositories: Operation<
  DescribeRepositoriesCommandInput,
  DescribeRepositoriesCommandOutput
> = readOnly(({ registryId, repositoryNames, ...paging }, call) => {
  if (repositoryNames) {
    checkUnpaged('repositoryNames', paging)
    const named = repositoryNames.map((repositoryName) =>
      requireRepository(call, { repositoryName, registryId }),
    )
    return { repositories: named.map((repository) => repositoryToApi(call, repository)) }
  }
  const own = registryId === undefined || registryId === call.account
  const all = own ? [...call.state(registry).repositories.values()] : []
  const { items, next: nextToken } = paginateByKey(all, {
    keyOf: ({ repositoryName }) => repositoryName,
    ...ecrPaging(paging),
  })
  return {
    repositories: items.map((repository) => repositoryToApi(call, repository)),
    nextToken,
  }
})

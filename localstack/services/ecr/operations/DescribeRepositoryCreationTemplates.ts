import type {
  DescribeRepositoryCreationTemplatesCommandInput,
  DescribeRepositoryCreationTemplatesCommandOutput,
} from '@aws-sdk/client-ecr'
import { type Operation, readOnly } from '../../service.ts'
import { requireTemplate } from '../creation-template.ts'
import { paginateByKey } from '../../../kernel/paginate.ts'
import { checkUnpaged, ecrPaging } from '../invalid.ts'
import { registrySettings } from '../state.ts'

export const DescribeRepositoryCreationTemplates: Operation<
  DescribeRepositoryCreationTemplatesCommandInput,
  DescribeRepositoryCreationTemplatesCommandOutput
> = readOnly(({ prefixes, ...paging }, call) => {
  const registryId = call.account
  if (prefixes) {
    checkUnpaged('prefixes', paging)
    const named = prefixes.map((prefix) => requireTemplate(call, prefix))
    return { registryId, repositoryCreationTemplates: named }
  }
  const templates = [...call.state(registrySettings).templates.values()]
  const { items, next: nextToken } = paginateByKey(templates, {
    keyOf: ({ prefix }) => prefix,
    ...ecrPaging(paging),
  })
  return { registryId, repositoryCreationTemplates: items, nextToken }
})

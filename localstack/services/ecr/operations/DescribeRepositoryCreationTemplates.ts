import type {
  DescribeRepositoryCreationTemplatesCommandInput,
  DescribeRepositoryCreationTemplatesCommandOutput,
} from '@aws-sdk/client-ecr'
import { type Operation, readOnly } from '../../service.ts'
import { findTemplate } from '../creation-template.ts'
import { checkUnpaged, page } from '../page.ts'
import { registrySettings } from '../state.ts'

export const DescribeRepositoryCreationTemplates: Operation<
  DescribeRepositoryCreationTemplatesCommandInput,
  DescribeRepositoryCreationTemplatesCommandOutput
> = readOnly(({ prefixes, ...paging }, call) => {
  const registryId = call.account
  if (prefixes) {
    checkUnpaged('prefixes', paging)
    const named = prefixes.map((prefix) => findTemplate(call, prefix))
    return { registryId, repositoryCreationTemplates: named }
  }
  const templates = [...call.state(registrySettings).templates.values()]
  const { items, nextToken } = page(templates, ({ prefix }) => prefix, paging)
  return { registryId, repositoryCreationTemplates: items, nextToken }
})

import type {
  UpdateRepositoryCreationTemplateCommandInput,
  UpdateRepositoryCreationTemplateCommandOutput,
} from '@aws-sdk/client-ecr'
import type { Operation } from '../../service.ts'
import { checkTemplate, requireTemplate } from '../creation-template.ts'

export const UpdateRepositoryCreationTemplate: Operation<
  UpdateRepositoryCreationTemplateCommandInput,
  UpdateRepositoryCreationTemplateCommandOutput
> = ({ prefix, ...changes }, call) => {
  const template = requireTemplate(call, prefix)
  const next = { ...template, ...changes }
  if (changes.imageTagMutability && !changes.imageTagMutabilityExclusionFilters)
    delete next.imageTagMutabilityExclusionFilters
  checkTemplate(call, next)
  delete template.imageTagMutabilityExclusionFilters
  Object.assign(template, next, { updatedAt: call.clock.now() })
  return { registryId: call.account, repositoryCreationTemplate: template }
}

import type {
  DeleteRepositoryCreationTemplateCommandInput,
  DeleteRepositoryCreationTemplateCommandOutput,
} from '@aws-sdk/client-ecr'
import type { Operation } from '../../service.ts'
import { requireTemplate, templateKey } from '../creation-template.ts'
import { registrySettings } from '../state.ts'

export const DeleteRepositoryCreationTemplate: Operation<
  DeleteRepositoryCreationTemplateCommandInput,
  DeleteRepositoryCreationTemplateCommandOutput
> = ({ prefix }, call) => {
  const repositoryCreationTemplate = requireTemplate(call, prefix)
  call.state(registrySettings).templates.delete(templateKey(prefix))
  return { registryId: call.account, repositoryCreationTemplate }
}

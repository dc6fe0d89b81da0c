import type {
  DeleteRepositoryCreationTemplateCommandInput,
  DeleteRepositoryCreationTemplateCommandOutput,
} from '@aws-sdk/client-ecr'
import type { Operation } from '../../service.ts'
import { findTemplate, keyOf } from '../creation-template.ts'
import { registrySettings } from '../state.ts'

export const DeleteRepositoryCreationTemplate: Operation<
  DeleteRepositoryCreationTemplateCommandInput,
  DeleteRepositoryCreationTemplateCommandOutput
> = ({ prefix }, call) => {
  const repositoryCreationTemplate = findTemplate(call, prefix)
  call.state(registrySettings).templates.delete(keyOf(prefix))
  return { registryId: call.account, repositoryCreationTemplate }
}

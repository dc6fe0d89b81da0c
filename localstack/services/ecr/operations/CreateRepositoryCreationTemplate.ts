import type {
  CreateRepositoryCreationTemplateCommandInput,
  CreateRepositoryCreationTemplateCommandOutput,
} from '@aws-sdk/client-ecr'
import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { checkTemplate, templateKey } from '../creation-template.ts'
import { registrySettings } from '../state.ts'

export const CreateRepositoryCreationTemplate: Operation<
  CreateRepositoryCreationTemplateCommandInput,
  CreateRepositoryCreationTemplateCommandOutput
> = (input, call) => {
  const { prefix, imageTagMutability = 'MUTABLE' } = input
  const { templates } = call.state(registrySettings)
  if (templates.has(templateKey(prefix)))
    throw awsError(
      'TemplateAlreadyExistsException',
      `The repository creation template with prefix '${prefix}' already exists in the registry with id '${call.account}'`,
    )
  checkTemplate(call, input)
  const now = call.clock.now()
  const encryptionConfiguration = input.encryptionConfiguration ?? { encryptionType: 'AES256' }
  const template = { ...input, imageTagMutability, encryptionConfiguration }
  const repositoryCreationTemplate = { ...template, createdAt: now, updatedAt: now }
  templates.set(templateKey(prefix), repositoryCreationTemplate)
  return { registryId: call.account, repositoryCreationTemplate }
}

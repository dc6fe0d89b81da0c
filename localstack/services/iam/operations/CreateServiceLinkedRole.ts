import type {
  CreateServiceLinkedRoleCommandInput,
  CreateServiceLinkedRoleCommandOutput,
} from '@aws-sdk/client-iam'
import { awsError } from '../../../kernel/errors.ts'
import { roleToApi } from '../role.ts'
import { checkLinkedService, createServiceLinkedRole } from '../service-linked-role.ts'
import type { Operation } from '../../service.ts'

export const CreateServiceLinkedRole: Operation<
  CreateServiceLinkedRoleCommandInput,
  CreateServiceLinkedRoleCommandOutput
> = ({ AWSServiceName, CustomSuffix, Description }, call) => {
  checkLinkedService(AWSServiceName)
  if (CustomSuffix !== undefined)
    throw awsError('InvalidInputException', `Custom suffix is not allowed for ${AWSServiceName}`)
  return { Role: roleToApi(createServiceLinkedRole(call, AWSServiceName, Description)) }
}

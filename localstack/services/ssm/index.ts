import { awsError } from '../../kernel/errors.ts'
import { defineService } from '../service.ts'
import { validationSentence } from '../../wire/validate.ts'
import { permissions } from './permissions.ts'
import { AddTagsToResource } from './operations/AddTagsToResource.ts'
import { DeleteParameter } from './operations/DeleteParameter.ts'
import { DeleteParameters } from './operations/DeleteParameters.ts'
import { DescribeParameters } from './operations/DescribeParameters.ts'
import { GetParameter } from './operations/GetParameter.ts'
import { GetParameterHistory } from './operations/GetParameterHistory.ts'
import { GetParameters } from './operations/GetParameters.ts'
import { GetParametersByPath } from './operations/GetParametersByPath.ts'
import { LabelParameterVersion } from './operations/LabelParameterVersion.ts'
import { ListTagsForResource } from './operations/ListTagsForResource.ts'
import { PutParameter } from './operations/PutParameter.ts'
import { RemoveTagsFromResource } from './operations/RemoveTagsFromResource.ts'
import { UnlabelParameterVersion } from './operations/UnlabelParameterVersion.ts'

export const ssm = defineService({
  name: 'ssm',
  permissions,
  operations: {
    AddTagsToResource,
    DeleteParameter,
    DeleteParameters,
    DescribeParameters,
    GetParameter,
    GetParameterHistory,
    GetParameters,
    GetParametersByPath,
    LabelParameterVersion,
    ListTagsForResource,
    PutParameter,
    RemoveTagsFromResource,
    UnlabelParameterVersion,
  },
  rejected: {
    'tags of the type': ['AddTagsToResource', 'ListTagsForResource', 'RemoveTagsFromResource'].map(
      (operation) =>
        `${operation}.ResourceType=Document|ManagedInstance|MaintenanceWindow|PatchBaseline|OpsItem|OpsMetadata|Automation|Association|CloudConnector`,
    ),
  },
  ignored: {
    DescribeParameters: ['Shared'],
    PutParameter: ['Policies'],
  },
  invalid: (violations) => awsError('ValidationException', validationSentence(violations)),
})

import { awsError } from '../../kernel/errors.ts'
import { defineService } from '../service.ts'
import { validationSentence } from '../../wire/validate.ts'
import { permissions } from './permissions.ts'
import { BatchGetSecretValue } from './operations/BatchGetSecretValue.ts'
import { CreateSecret } from './operations/CreateSecret.ts'
import { DeleteResourcePolicy } from './operations/DeleteResourcePolicy.ts'
import { DeleteSecret } from './operations/DeleteSecret.ts'
import { DescribeSecret } from './operations/DescribeSecret.ts'
import { GetRandomPassword } from './operations/GetRandomPassword.ts'
import { GetResourcePolicy } from './operations/GetResourcePolicy.ts'
import { GetSecretValue } from './operations/GetSecretValue.ts'
import { ListSecretVersionIds } from './operations/ListSecretVersionIds.ts'
import { ListSecrets } from './operations/ListSecrets.ts'
import { PutResourcePolicy } from './operations/PutResourcePolicy.ts'
import { PutSecretValue } from './operations/PutSecretValue.ts'
import { RestoreSecret } from './operations/RestoreSecret.ts'
import { RotateSecret } from './operations/RotateSecret.ts'
import { TagResource } from './operations/TagResource.ts'
import { UntagResource } from './operations/UntagResource.ts'
import { UpdateSecret } from './operations/UpdateSecret.ts'
import { UpdateSecretVersionStage } from './operations/UpdateSecretVersionStage.ts'
import { ValidateResourcePolicy } from './operations/ValidateResourcePolicy.ts'

export const secretsmanager = defineService({
  name: 'secretsmanager',
  permissions,
  operations: {
    BatchGetSecretValue,
    CreateSecret,
    DeleteResourcePolicy,
    DeleteSecret,
    DescribeSecret,
    GetRandomPassword,
    GetResourcePolicy,
    GetSecretValue,
    ListSecretVersionIds,
    ListSecrets,
    PutResourcePolicy,
    PutSecretValue,
    RestoreSecret,
    RotateSecret,
    TagResource,
    UntagResource,
    UpdateSecret,
    UpdateSecretVersionStage,
    ValidateResourcePolicy,
  },
  ignored: {
    CreateSecret: ['AddReplicaRegions', 'ForceOverwriteReplicaSecret', 'Type'],
    PutSecretValue: ['RotationToken'],
    UpdateSecret: ['Type'],
  },
  invalid: (violations) => awsError('ValidationException', validationSentence(violations)),
})

import { awsError } from '../../kernel/errors.ts'
import { defineService } from '../service.ts'
import { validationSentence } from '../../wire/validate.ts'
import { permissions } from './permissions.ts'
import { CreateSecret } from './operations/CreateSecret.ts'
import { DeleteSecret } from './operations/DeleteSecret.ts'
import { DescribeSecret } from './operations/DescribeSecret.ts'
import { GetSecretValue } from './operations/GetSecretValue.ts'
import { ListSecrets } from './operations/ListSecrets.ts'
import { PutSecretValue } from './operations/PutSecretValue.ts'
import { UpdateSecret } from './operations/UpdateSecret.ts'

export const secretsmanager = defineService({
  name: 'secretsmanager',
  permissions,
  operations: {
    CreateSecret,
    DeleteSecret,
    DescribeSecret,
    GetSecretValue,
    ListSecrets,
    PutSecretValue,
    UpdateSecret,
  },
  ignored: {
    CreateSecret: ['AddReplicaRegions', 'ForceOverwriteReplicaSecret', 'Type'],
    PutSecretValue: ['RotationToken'],
    UpdateSecret: ['Type'],
  },
  invalid: (violations) => awsError('ValidationException', validationSentence(violations)),
})

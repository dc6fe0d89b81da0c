import { awsError } from '../errors.ts'
import { defineService } from '../operation.ts'
import { validationSentence } from '../protocol/validate.ts'
import { CreateSecret } from './operations/CreateSecret.ts'
import { DeleteSecret } from './operations/DeleteSecret.ts'
import { DescribeSecret } from './operations/DescribeSecret.ts'
import { GetSecretValue } from './operations/GetSecretValue.ts'
import { ListSecrets } from './operations/ListSecrets.ts'
import { PutSecretValue } from './operations/PutSecretValue.ts'
import { UpdateSecret } from './operations/UpdateSecret.ts'

export const secretsmanager = defineService({
  name: 'secretsmanager',
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

import { awsError } from '../../kernel/errors.ts'
import { defineService } from '../service.ts'
import { validationSentence } from '../../wire/validate.ts'
import { permissions } from './permissions.ts'
import { DeleteParameter } from './operations/DeleteParameter.ts'
import { DeleteParameters } from './operations/DeleteParameters.ts'
import { DescribeParameters } from './operations/DescribeParameters.ts'
import { GetParameter } from './operations/GetParameter.ts'
import { GetParameters } from './operations/GetParameters.ts'
import { GetParametersByPath } from './operations/GetParametersByPath.ts'
import { PutParameter } from './operations/PutParameter.ts'

export const ssm = defineService({
  name: 'ssm',
  permissions,
  operations: {
    DeleteParameter,
    DeleteParameters,
    DescribeParameters,
    GetParameter,
    GetParameters,
    GetParametersByPath,
    PutParameter,
  },
  ignored: {
    DescribeParameters: ['Shared'],
    PutParameter: ['Policies'],
  },
  invalid: (violations) => awsError('ValidationException', validationSentence(violations)),
})

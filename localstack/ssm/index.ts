import { awsError } from '../errors.ts'
import { defineService } from '../operation.ts'
import { validationSentence } from '../protocol/validate.ts'
import { DeleteParameter } from './operations/DeleteParameter.ts'
import { DeleteParameters } from './operations/DeleteParameters.ts'
import { DescribeParameters } from './operations/DescribeParameters.ts'
import { GetParameter } from './operations/GetParameter.ts'
import { GetParameters } from './operations/GetParameters.ts'
import { GetParametersByPath } from './operations/GetParametersByPath.ts'
import { PutParameter } from './operations/PutParameter.ts'

export const ssm = defineService({
  name: 'ssm',
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

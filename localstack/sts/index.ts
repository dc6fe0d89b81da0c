import { awsError } from '../errors.ts'
import { defineService } from '../operation.ts'
import { validationSentence } from '../protocol/validate.ts'
import { GetCallerIdentity } from './operations/GetCallerIdentity.ts'

export const sts = defineService({
  name: 'sts',
  operations: { GetCallerIdentity },
  invalid: (violations) => awsError('ValidationError', validationSentence(violations)),
})

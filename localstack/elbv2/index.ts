import { awsError } from '../errors.ts'
import { defineService } from '../operation.ts'
import { validationSentence } from '../protocol/validate.ts'

export const elbv2 = defineService({
  name: 'elbv2',
  operations: {},
  invalid: (violations) => awsError('ValidationError', validationSentence(violations)),
})

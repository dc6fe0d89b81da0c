import { awsError } from '../../kernel/errors.ts'
import { unknownId } from './id.ts'

export const instanceNotFound = unknownId({
  prefix: 'i',
  malformed: 'InvalidInstanceID.Malformed',
  notFound: (id) =>
    awsError('InvalidInstanceID.NotFound', `The instance ID '${id}' does not exist`),
})

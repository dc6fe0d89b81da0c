import { awsError } from '../../kernel/errors.ts'
import type { Dimension } from './records.ts'

export const invalid = (message: string) => awsError('ValidationException', message)

/** `what` is how AWS names the missing thing: `scalable target registered`, `scaling policy found`, … */
export const objectNotFound = (
  what: string,
  { ServiceNamespace, ResourceId, ScalableDimension }: Dimension,
) =>
  awsError(
    'ObjectNotFoundException',
    `No ${what} for service namespace: ${ServiceNamespace}, resource ID: ${ResourceId}, scalable dimension: ${ScalableDimension}`,
  )

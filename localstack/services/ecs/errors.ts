import { awsError } from '../../kernel/errors.ts'

/** Most of what ECS says of a task definition. */
export const clientError = (message: string) => awsError('ClientException', message)

/** Most of what ECS says of a service. */
export const invalidParameter = (message: string) => awsError('InvalidParameterException', message)

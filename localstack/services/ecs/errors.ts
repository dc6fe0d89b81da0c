import { awsError } from '../../kernel/errors.ts'

/** The usual error of operations on task definitions. */
export const clientError = (message: string) => awsError('ClientException', message)

/** The usual error of operations on services. */
export const invalidParameter = (message: string) => awsError('InvalidParameterException', message)

import { awsError } from '../../kernel/errors.ts'

export const invalidInput = (message: string) => awsError('InvalidInput', message)

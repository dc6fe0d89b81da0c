import { awsError } from '../../kernel/errors.ts'

export const invalidAlarm = (message: string) => awsError('ValidationError', message)

/** AWS's error has no message. */
export const noSuchAlarm = () => awsError('ResourceNotFound', '')

import { awsError } from '../../kernel/errors.ts'

export const invalidAlarm = (message: string) => awsError('ValidationError', message)

/** AWS's message for an alarm that is not there. */
export const noSuchAlarm = () => awsError('ResourceNotFound', 'Unknown')

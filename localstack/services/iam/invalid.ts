import { type AwsError, awsError } from '../../kernel/errors.ts'
import { validationSentence, type Violation } from '../../wire/validate.ts'

/** IAM's message for names and paths with invalid characters, by the model's pattern. */
const ownWords: Record<string, string> = {
  '[\\w+=,.@-]+': 'contain only alphanumeric characters and/or the following: +=,.@_-',
  '(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)':
    'begin and end with / and contain only alphanumeric characters and/or / characters.',
  '((/[A-Za-z0-9\\.,\\+@=_-]+)*)/':
    'begin and end with / and contain only alphanumeric characters and/or / characters.',
}

/** IAM's wording of input that the model rules out: names and paths come first, in words of their own. */
export function invalidIamInput(violations: Violation[]): AwsError {
  for (const { kind, path, shape } of violations) {
    const must = kind === 'pattern' ? ownWords[shape.pattern!] : undefined
    if (must)
      return awsError(
        'ValidationError',
        `The specified value for ${path} is invalid. It must ${must}`,
      )
  }
  return awsError('ValidationError', validationSentence(violations))
}

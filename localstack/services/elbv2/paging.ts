import { awsError } from '../../kernel/errors.ts'

/** The page that the input asks for, for `paginate`. */
export const elbPaging = ({
  Marker,
  PageSize = 400,
}: {
  Marker?: string | undefined
  PageSize?: number | undefined
}) => ({
  token: Marker || undefined,
  size: PageSize,
  invalid: () => awsError('ValidationError', `The marker '${Marker}' is not valid`),
})

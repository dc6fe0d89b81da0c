import { awsError } from '../kernel/errors.ts'
import { shapeOf } from './model.ts'
import { decodeForm, type FormDialect } from './form.ts'
import { queryProtocol } from './query.ts'
import { element, encodeMembers } from './xml.ts'
import type { Protocol } from './protocol.ts'

const dialect: FormDialect = {
  memberName: (name, { queryName, locationName = name }) => queryName ?? capitalised(locationName),
  listInfix: undefined,
}

const capitalised = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)

/** EC2 query: https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html */
export const ec2Protocol: Protocol<string> = {
  operationName: queryProtocol.operationName,

  decode(model, operation, request) {
    const shapeName = model.operations[operation]?.input
    return shapeName ? decodeForm(model, shapeName, request, dialect) : {}
  },

  encode(model, operation, output, requestId) {
    const shapeName = model.operations[operation]?.output
    const members = shapeName
      ? encodeMembers(model, shapeOf(model, shapeName), output)
      : element('return', 'true')
    return {
      status: 200,
      headers: { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': requestId },
      body: `<${operation}Response xmlns="${model.xmlNamespace}">${element('requestId', requestId)}${members}</${operation}Response>`,
    }
  },

  error: (_model, error, requestId) => ({
    status: error.status ?? 400,
    headers: { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': requestId },
    body:
      `<?xml version="1.0" encoding="UTF-8"?><Response><Errors><Error>${element('Code', error.code)}` +
      `${element('Message', error.message)}</Error></Errors>${element('RequestID', requestId)}</Response>`,
  }),

  unknownOperation: (operation) =>
    awsError('InvalidAction', `The action ${operation} is not valid for this web service.`),
  accessDenied: (message) =>
    awsError(
      'UnauthorizedOperation',
      `You are not authorized to perform this operation. ${message}`,
      403,
    ),
  rejectedCredentials: {
    missing: () =>
      awsError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403),
    mismatch: (sentence) =>
      awsError(
        'AuthFailure',
        sentence || 'AWS was not able to validate the provided access credentials',
        401,
      ),
    untimely: () => awsError('RequestExpired', 'Request has expired.'),
    unknown: () =>
      awsError('AuthFailure', 'AWS was not able to validate the provided access credentials', 401),
    expired: () => awsError('RequestExpired', 'Request has expired.', 400),
  },
}

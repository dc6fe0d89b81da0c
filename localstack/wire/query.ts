import { awsError, notImplemented } from '../kernel/errors.ts'
import { shapeOf } from './model.ts'
import { decodeForm, type FormDialect, formOf } from './form.ts'
import { signatureMismatch } from './credentials.ts'
import { element, encodeMembers } from './xml.ts'
import type { Protocol } from './protocol.ts'

const dialect: FormDialect = { memberName: (name) => name, listInfix: 'member' }

/** AWS query: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
export const queryProtocol: Protocol<string> = {
  operationName: (request) => formOf(request).get('Action') ?? undefined,

  decode(model, operation, request) {
    const shapeName = model.operations[operation]?.input
    return shapeName ? decodeForm(model, shapeName, request, dialect) : {}
  },

  encode(model, operation, output, requestId) {
    const { output: shapeName, resultWrapper = `${operation}Result` } = model.operations[operation]!
    const members = shapeName ? encodeMembers(model, shapeOf(model, shapeName), output) : ''
    const result = shapeName ? `<${resultWrapper}>${members}</${resultWrapper}>` : ''
    const metadata = `<ResponseMetadata>${element('RequestId', requestId)}</ResponseMetadata>`
    return {
      status: 200,
      headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
      body: `<${operation}Response xmlns="${model.xmlNamespace}">${result}${metadata}</${operation}Response>`,
    }
  },

  error(model, error, requestId) {
    const wire = model?.shapes[error.code]?.error
    const status = error.status ?? wire?.httpStatusCode ?? 400
    const type = element('Type', status < 500 ? 'Sender' : 'Receiver')
    const code = element('Code', wire?.code ?? error.code)
    return {
      status,
      headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
      body:
        `<ErrorResponse xmlns="${model?.xmlNamespace ?? 'http://webservices.amazon.com/AWSFault/2005-15-09'}">` +
        `<Error>${type}${code}${element('Message', error.message)}</Error>${element('RequestId', requestId)}</ErrorResponse>`,
    }
  },

  /** Classic load balancers, for one, share endpoint and signing name with those of ELBv2. */
  checkVersion({ service, apiVersion }, request) {
    const version = formOf(request).get('Version') ?? apiVersion
    if (version !== apiVersion)
      throw notImplemented(`version ${version} of this API, only ${apiVersion} (${service})`)
  },

  unknownOperation(operation, request) {
    const version = formOf(request).get('Version') ?? 'NO_VERSION_SPECIFIED'
    return awsError('InvalidAction', `Could not find operation ${operation} for version ${version}`)
  },
  accessDenied: (message) => awsError('AccessDenied', message, 403),
  rejectedCredentials: {
    missing: () =>
      awsError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403),
    mismatch: (sentence) => awsError('SignatureDoesNotMatch', sentence || signatureMismatch, 403),
    untimely: (sentence) => awsError('SignatureDoesNotMatch', sentence, 403),
    unknown: () =>
      awsError(
        'InvalidClientTokenId',
        'The security token included in the request is invalid.',
        403,
      ),
    expired: () =>
      awsError('ExpiredToken', 'The security token included in the request is expired', 403),
  },
}

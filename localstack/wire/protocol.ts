import type { AwsError } from '../kernel/errors.ts'
import type { Model } from './model.ts'
import type { CredentialFault } from './credentials.ts'

export interface WireRequest {
  /** POST unless it is given; a presigned call may be a GET. */
  method?: string | undefined
  headers: Record<string, string | string[] | undefined>
  body: Buffer
  /** Path and query, which the signature covers; `/` unless it is given. */
  url?: string | undefined
  /** True if a task sent it. Tasks need issued credentials. */
  fromTask?: boolean
}

export interface WireResponse<Body = string | Buffer> {
  status: number
  headers: Record<string, string>
  body: Body
  /** In place of a body: what an operation that answers with an event stream sends over time. */
  stream?: AsyncIterable<Buffer>
}

/** Bytes to a plain object and back, driven by the model alone. */
export interface Protocol<Body = string | Buffer> {
  /** The operation's name in the request; undefined when the request names none. */
  operationName(request: WireRequest): string | undefined
  decode(model: Model, operation: string, request: WireRequest): Record<string, unknown>
  encode(model: Model, operation: string, output: object, requestId: string): WireResponse<Body>
  error(model: Model | undefined, error: AwsError, requestId: string): WireResponse<Body>
  /** Rejects a request for another version of the API than the model's. */
  checkVersion?(model: Model, request: WireRequest): void
  /** Makes this protocol's error for an operation that the service does not have. */
  unknownOperation(operation: string, request: WireRequest): AwsError
  /** Makes this protocol's error for a denial. */
  accessDenied(message: string): AwsError
  /** Makes this protocol's error for rejected credentials. */
  rejectedCredentials: Record<CredentialFault, (sentence: string) => AwsError>
}

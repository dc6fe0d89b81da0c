import type { ServerResponse } from 'node:http'
import { AwsError } from '../../../kernel/errors.ts'

/** An error of the data plane: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#error-codes */
export class RegistryError extends Error {
  readonly code: string
  readonly status: number

  constructor(status: number, code: string, message: string) {
    super(message)
    this.name = code
    this.code = code
    this.status = status
  }
}

/** The registry's status and code for each exception of the API. */
const wording: Record<string, [status: number, code: string]> = {
  RepositoryNotFoundException: [404, 'NAME_UNKNOWN'],
  ImageNotFoundException: [404, 'MANIFEST_UNKNOWN'],
  ImageTagAlreadyExistsException: [400, 'TAG_INVALID'],
  ImageDigestDoesNotMatchException: [400, 'DIGEST_INVALID'],
  LayersNotFoundException: [404, 'MANIFEST_BLOB_UNKNOWN'],
  ReferencedImagesNotFoundException: [404, 'MANIFEST_BLOB_UNKNOWN'],
  UploadNotFoundException: [404, 'BLOB_UPLOAD_UNKNOWN'],
  InvalidLayerException: [400, 'DIGEST_INVALID'],
  InvalidLayerPartException: [416, 'BLOB_UPLOAD_INVALID'],
  EmptyUploadException: [400, 'BLOB_UPLOAD_INVALID'],
  LayerPartTooSmallException: [400, 'BLOB_UPLOAD_INVALID'],
  InvalidParameterException: [405, 'UNSUPPORTED'],
  ThrottlingException: [429, 'TOOMANYREQUESTS'],
  DENIED: [403, 'DENIED'],
}

/** Writes an error with the body that clients turn into `name unknown: …`. */
export function sendError(response: ServerResponse, error: RegistryError): void {
  const { status, code, message } = error
  const body = JSON.stringify({ errors: [{ code, message }] })
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
  })
  response.end(body)
}

/** Turns whatever was thrown into an error of the data plane. */
export function asRegistryError(error: unknown): RegistryError {
  if (error instanceof RegistryError) return error
  const message = (error as Error).message
  if (!(error instanceof AwsError)) return new RegistryError(500, 'UNKNOWN', message)
  const [status, code] = wording[error.code] ?? [400, 'UNSUPPORTED']
  return new RegistryError(error.status ?? status, code, message)
}

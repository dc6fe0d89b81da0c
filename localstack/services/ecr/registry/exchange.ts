import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Scope } from '../../../kernel/scope.ts'
import type { Sender } from './login.ts'
import type { RepositoryRecord } from '../records.ts'

/** One request to a repository, its sender known. */
export interface RegistryExchange {
  request: IncomingMessage
  response: ServerResponse
  url: URL
  scope: Scope
  sender?: Sender
  repository: RepositoryRecord
  /** The repository's name in the path. */
  name: string
  /** The path's reference within the repository: a tag, a digest or an upload's id. */
  reference: string
}

/** Answers one method on one kind of path. */
export type Handler = (exchange: RegistryExchange) => void | Promise<void>

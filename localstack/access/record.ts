import type { Scope } from '../kernel/scope.ts'
import { defineRuntime } from '../kernel/runtime.ts'
import type { ConditionKeys } from './permission.ts'

/** One question that was put to IAM, and its answer, as `GET /_localstack/iam/requests` shows it. */
export interface RecordedRequest {
  /** The role behind a session; else the caller. */
  principal: string
  action: string
  resource: string
  decision: 'allowed' | 'denied'
  /** The reason for the denial, in AWS's words. */
  reason?: string
  /** The operation that needed it, `ecs:RegisterTaskDefinition`. */
  operation: string
  /** The condition keys of the request, without those of the time. */
  conditionKeys: ConditionKeys
}

const requests = defineRuntime({
  per: 'emulator',
  initial: () => new Map<string, RecordedRequest>(),
})

const mostKept = 10_000

/** Keeps each question once, in the order in which they first came. */
export function recordRequest(scope: Scope, request: RecordedRequest): void {
  const { principal, action, resource, decision, operation } = request
  const kept = scope.runtime(requests)
  const key = [principal, action, resource, decision, operation].join('|')
  if (!kept.has(key) && kept.size < mostKept) kept.set(key, request)
}

/** Everything that was asked since the emulator started, or since its state was reset. */
export const recordedRequests = (scope: Scope): RecordedRequest[] => [
  ...scope.runtime(requests).values(),
]

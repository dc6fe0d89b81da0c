import { randomBytes } from 'node:crypto'
import type { Tag } from '@aws-sdk/client-iam'
import type { Caller, Scope } from '../../kernel/scope.ts'
import { newAccessKeyId } from './id.ts'
import { iamState } from './state.ts'
import type { SessionRecord } from './records.ts'

/** As STS hands them out. */
export interface IssuedCredentials {
  AccessKeyId: string
  SecretAccessKey: string
  SessionToken: string
  Expiration: Date
}

interface SessionOrder {
  caller: Omit<Caller, 'account' | 'accessKeyId'>
  durationSeconds: number
  policy?: string | undefined
  policyArns?: string[]
  tags?: Tag[]
  federatedProvider?: string | undefined
  sourceIdentity?: string | undefined
}

/** Issues temporary credentials in the scope's account, for STS and for the tasks that ECS runs. */
export function issueSession(scope: Scope, order: SessionOrder): IssuedCredentials {
  const { sessions } = scope.state(iamState)
  forgetOld(sessions, scope.clock.now())
  const accessKeyId = newAccessKeyId('ASIA', scope.account)
  const seconds = Math.floor(scope.clock.now().getTime() / 1000) + order.durationSeconds
  const session: SessionRecord = {
    caller: { ...order.caller, account: scope.account, accessKeyId, temporary: true },
    secretAccessKey: randomBytes(30).toString('base64'),
    sessionToken: randomBytes(264).toString('base64'),
    expiration: new Date(seconds * 1000),
    ...(order.policy !== undefined && { policy: order.policy }),
    policyArns: order.policyArns ?? [],
    tags: order.tags ?? [],
    issued: scope.clock.now(),
    ...(order.federatedProvider !== undefined && { federatedProvider: order.federatedProvider }),
    ...(order.sourceIdentity !== undefined && { sourceIdentity: order.sourceIdentity }),
  }
  sessions.set(accessKeyId, session)
  return {
    AccessKeyId: accessKeyId,
    SecretAccessKey: session.secretAccessKey,
    SessionToken: session.sessionToken,
    Expiration: session.expiration,
  }
}

const keptAfterExpiry = 36 * 3600 * 1000

/** Expired credentials are kept for a while, so that they are rejected as expired and not as unknown. */
function forgetOld(sessions: Map<string, SessionRecord>, now: Date): void {
  for (const [id, { expiration }] of sessions)
    if (expiration.getTime() + keptAfterExpiry < now.getTime()) sessions.delete(id)
}

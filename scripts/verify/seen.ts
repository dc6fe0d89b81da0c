import { actionOf } from '../release/action.ts'

/** A part of the account, or the reason why the caller cannot see it. */
export type Seen<T> = { value: T } | { unseen: string }

/** Awaits a reading call. A caller without the permission, or an endpoint without the call, sees nothing. */
export async function see<T>(call: Promise<T>): Promise<Seen<T>> {
  try {
    return { value: await call }
  } catch (error) {
    const action = actionOf(error as Error) ?? 'the call'
    if (/AccessDenied|UnauthorizedOperation|AuthorizationError/.test((error as Error).name))
      return { unseen: `${action} is denied` }
    const { $metadata } = error as { $metadata?: { httpStatusCode?: number } }
    if ($metadata?.httpStatusCode === 501)
      return { unseen: `${action} is not implemented by this endpoint` }
    throw error
  }
}

/** The value that was seen, or undefined. */
export const valueOf = <T>(seen: Seen<T> | undefined): T | undefined =>
  seen && 'value' in seen ? seen.value : undefined

import type { KeyObject } from 'node:crypto'
import type { Caller, Scope } from '../kernel/scope.ts'
import { isRegion, notARegion } from '../kernel/region.ts'
import type { Credential } from './credential.ts'
import type { Accounts, Directory } from './directory.ts'
import { checkSignature, type SignatureFault } from './signature.ts'
import type { Protocol, WireRequest } from '../wire/protocol.ts'

interface Signed {
  request: WireRequest
  credential: Credential | undefined
  /** The name of the service that is called, as signatures have it. */
  signingName: string
  protocol: Protocol
  /** False for operations that are called to get credentials. */
  needsSignature: boolean
}

/** Finds the caller of a request, with its account and region, and checks signatures where IAM is enforced. */
export class Authenticator {
  readonly #accounts: Accounts
  readonly #directory: Directory
  readonly #signingKeys = new Map<string, KeyObject>()

  constructor(accounts: Accounts, directory: Directory) {
    this.#accounts = accounts
    this.#directory = directory
  }

  authenticate(signed: Signed): { scope: Scope; caller: Caller } {
    const { settings } = this.#accounts
    const { credential, protocol } = signed
    const { rejectedCredentials } = protocol
    const region = credential?.region ?? settings.region
    if (!isRegion(region)) throw rejectedCredentials.mismatch(notARegion(region))
    const isChecked = settings.enforceIam && signed.needsSignature
    if (isChecked && !credential) throw rejectedCredentials.missing('')
    const { accessKeyId, sessionToken } = credential ?? {}
    const caller = this.#directory.findCaller(this.#accounts, accessKeyId, sessionToken)
    if (typeof caller === 'string') throw rejectedCredentials[caller]('')
    const scope = this.#accounts.scope(caller.account, region)
    if (
      isChecked &&
      signed.request.fromTask &&
      this.#directory.findSecret(scope, caller) === undefined
    )
      throw rejectedCredentials.unknown('')
    const fault = isChecked && this.#faultOf(signed, scope, caller)
    if (fault) throw rejectedCredentials[fault.fault](fault.sentence)
    return { scope, caller }
  }

  /** The account's own keys have no secret that could be checked. */
  #faultOf(
    { request, credential, signingName }: Signed,
    scope: Scope,
    caller: Caller,
  ): SignatureFault | undefined {
    if (credential!.service !== signingName)
      return {
        fault: 'mismatch',
        sentence: `Credential should be scoped to correct service: '${signingName}'.`,
      }
    const secretAccessKey = this.#directory.findSecret(scope, caller)
    if (secretAccessKey === undefined) return undefined
    const now = scope.clock.now()
    return checkSignature(request, credential!, { secretAccessKey, now, keys: this.#signingKeys })
  }
}

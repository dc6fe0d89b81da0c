import { type KeyObject, randomUUID } from 'node:crypto'
import { awsError, AwsError, notImplemented } from './errors.ts'
import { authorizeCall } from './iam/authorize.ts'
import { callerOf, secretOf } from './iam/caller.ts'
import { checkSignature } from './iam/signature.ts'
import { loadModel, type Model } from './model.ts'
import type { Call, Emulator, Operation, Service } from './operation.ts'
import { type Protocol, protocols, type WireRequest, type WireResponse } from './protocol/index.ts'
import { validate } from './protocol/validate.ts'

interface Modelled {
  service: Service
  model: Model
  protocol: Protocol
  saidIgnored: Set<string>
}

interface Credential {
  accessKeyId: string
  sessionToken: string | undefined
  region: string
  signingName: string
}

/** Answers AWS calls: finds service and operation, decodes, validates, runs, encodes. */
export class AwsApi {
  readonly #emulator: Emulator
  readonly #services: Modelled[]
  readonly #signingKeys = new Map<string, KeyObject>()

  constructor(emulator: Emulator, services: Service[]) {
    this.#emulator = emulator
    this.#services = services.map((service) => {
      const model = loadModel(service.name)
      return { service, model, protocol: protocols[model.protocol], saidIgnored: new Set() }
    })
  }

  async answer(request: WireRequest, endpoint: string): Promise<WireResponse> {
    const requestId = randomUUID()
    const credential = credentialOf(request)
    const modelled = this.#find(request, credential)
    if (!modelled) return unknownService(request, credential, requestId)
    const { model, protocol } = modelled
    try {
      const name = protocol.operationName(request) ?? ''
      if (!unsigned.has(name)) this.#authenticate(request, credential, protocol)
      const call = this.#call(credential, protocol, { requestId, endpoint })
      const operation = this.#operation(modelled, name)
      const input = this.#input(modelled, name, request)
      const reading = { ...call, ...call.reading() }
      this.#authorize(modelled, name, input, reading)
      const output = await (readOnly.test(name)
        ? operation(input as never, reading)
        : call.commit(() => operation(input as never, call)))
      return protocol.encode(model, name, output ?? {}, requestId)
    } catch (error) {
      return protocol.error(model, this.#asAwsError(error, model.service), requestId)
    }
  }

  #find(request: WireRequest, credential: Credential | undefined): Modelled | undefined {
    const target = request.headers['x-amz-target']
    if (typeof target === 'string') {
      const prefix = target.split('.')[0]
      return this.#services.find(({ model }) => model.targetPrefix === prefix)
    }
    if (credential) {
      const signed = this.#services.find(
        ({ model }) => model.signingName === credential.signingName,
      )
      if (signed) return signed
    }
    const version = new URLSearchParams(request.body.toString('utf8')).get('Version')
    return this.#services.find(
      ({ model }) => model.protocol !== 'json' && model.apiVersion === version,
    )
  }

  #operation({ service, model, protocol }: Modelled, name: string): Operation<never, object> {
    if (!model.operations[name]) throw protocol.unknownOperation(name)
    const operation = service.operations[name]
    if (!operation) throw notImplemented(`${service.name}:${name}`)
    return operation
  }

  #input(modelled: Modelled, name: string, request: WireRequest): Record<string, unknown> {
    const { model, protocol, service } = modelled
    const input = protocol.decode(model, name, request)
    const shape = model.operations[name]?.input
    const violations = shape ? validate(model, shape, input) : []
    if (violations.length > 0) throw service.invalid(violations)
    this.#sayIgnored(modelled, name, input)
    return input
  }

  #authorize(
    { model, protocol, service }: Modelled,
    name: string,
    input: Record<string, unknown>,
    call: Call,
  ): void {
    const guarded = { prefix: model.signingName, actions: service.actions }
    const refusal = authorizeCall(call, guarded, name, input)
    if (refusal) throw refusal.error ?? protocol.accessDenied(refusal.message)
  }

  #sayIgnored(
    { service, saidIgnored }: Modelled,
    name: string,
    input: Record<string, unknown>,
  ): void {
    for (const member of service.ignored?.[name] ?? []) {
      const what = `${name}.${member}`
      if (input[member] === undefined || saidIgnored.has(what)) continue
      saidIgnored.add(what)
      this.#emulator.log(service.name, `${what} is accepted and has no effect here`)
    }
  }

  /** Where IAM is enforced, a request without a signature is nobody's, and an issued key's has to be right. */
  #authenticate(
    request: WireRequest,
    credential: Credential | undefined,
    { refusedCredentials }: Protocol,
  ): void {
    if (!this.#emulator.settings.enforceIam) return
    if (!credential) throw refusedCredentials.missing('')
    const { accessKeyId, sessionToken, region } = credential
    const caller = callerOf(this.#emulator, accessKeyId, sessionToken)
    if (typeof caller === 'string') throw refusedCredentials[caller]('')
    const scope = this.#emulator.scope(caller.account, region)
    const secretAccessKey = secretOf(scope, caller)
    const fault =
      secretAccessKey === undefined
        ? undefined
        : checkSignature(request, {
            secretAccessKey,
            now: scope.clock.now(),
            keys: this.#signingKeys,
          })
    if (fault) throw refusedCredentials[fault.fault](fault.sentence)
  }

  #call(
    credential: Credential | undefined,
    protocol: Protocol,
    where: Pick<Call, 'requestId' | 'endpoint'>,
  ): Call {
    const caller = callerOf(this.#emulator, credential?.accessKeyId, credential?.sessionToken)
    if (typeof caller === 'string') throw protocol.refusedCredentials[caller]('')
    const region = credential?.region || this.#emulator.settings.region
    return { ...this.#emulator.scope(caller.account, region), caller, ...where }
  }

  #asAwsError(error: unknown, service: string): AwsError {
    if (error instanceof AwsError) return error
    const { stack, message } = error as Error
    this.#emulator.log(
      service,
      `internal error: ${this.#emulator.settings.debug ? stack : message}`,
    )
    return awsError('InternalFailure', `The emulator failed: ${message}`, 500)
  }
}

/** Who calls these has no credentials yet. */
const unsigned = new Set(['AssumeRoleWithWebIdentity', 'AssumeRoleWithSAML'])

/** What changes nothing; tokens are signed with a key that is made with the first of them. */
const readOnly =
  /^(Describe|Get(?!SessionToken|AuthorizationToken|DownloadUrl)|List|BatchGet|BatchCheck)/

/** The SigV4 credential scope names account key, region and service: `Credential=<key>/<date>/<region>/<service>/aws4_request`. */
function credentialOf({ headers }: WireRequest): Credential | undefined {
  const match = /Credential=([^/]+)\/\d{8}\/([^/]*)\/([^/]+)\/aws4_request/.exec(
    String(headers.authorization ?? ''),
  )
  if (!match) return undefined
  const sessionToken = headers['x-amz-security-token']?.toString()
  return { accessKeyId: match[1]!, sessionToken, region: match[2]!, signingName: match[3]! }
}

function unknownService(
  request: WireRequest,
  credential: Credential | undefined,
  requestId: string,
): WireResponse {
  const target = request.headers['x-amz-target']
  const name =
    credential?.signingName ?? (typeof target === 'string' ? target.split('.')[0] : undefined)
  const message = name
    ? `The embedded emulator has no service '${name}'. See docs/coverage.md for what it has.`
    : 'The request names no AWS service: it has no X-Amz-Target, no SigV4 credential scope and no Version.'
  const protocol = target ? protocols.json : protocols.query
  return protocol.error(undefined, awsError('InternalFailure', message, 501), requestId)
}

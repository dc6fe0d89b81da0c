import { randomUUID } from 'node:crypto'
import { awsError, AwsError, notImplemented } from '../kernel/errors.ts'
import { Authenticator } from '../access/authenticate.ts'
import { type Credential, credentialOf } from '../access/credential.ts'
import { own } from '../kernel/own.ts'
import { answerAbsentService, serviceOfHost } from './absent-service.ts'
import { gives } from '../wire/member.ts'
import { loadModel, type Model } from '../wire/model.ts'
import type { Emulator, Operation, ServiceDefinition } from '../services/service.ts'
import { authorizer, directory } from '../services/iam/public.ts'
import type { Call, Scope } from '../kernel/scope.ts'
import { formOf } from '../wire/form.ts'
import { rpcPath } from '../wire/cbor.ts'
import { guessProtocol, protocolOf, protocols } from '../wire/protocols.ts'
import { validate } from '../wire/validate.ts'
import type { Protocol, WireRequest, WireResponse } from '../wire/protocol.ts'

const maxFormBody = 1024 * 1024
const maxJsonBody = 2 * 1024 * 1024

interface Modelled {
  service: ServiceDefinition
  model: Model
  protocol: Protocol
  saidIgnored: Set<string>
}

/** A service without the protocol of a call, which the call decides. */
type Served = Omit<Modelled, 'protocol'>

/** The properties of a request that its headers give, before its body is read. */
export interface Expected {
  /** The service that they name: by target, or by the scope of the signature. */
  named: Modelled | undefined
  /** The name of a service that is not here. */
  absent: string | undefined
  credential: Credential | undefined
  /** The limit of the body, in bytes. */
  maxBody: number
}

/** Answers AWS calls: finds service and operation, decodes, validates, runs, encodes. */
export class AwsApi {
  readonly #emulator: Emulator
  readonly #services: Served[]
  readonly #authenticator: Authenticator

  constructor(emulator: Emulator, services: ServiceDefinition[]) {
    this.#emulator = emulator
    this.#authenticator = new Authenticator(emulator, directory)
    this.#services = services.map((service) => {
      const model = loadModel(service.name)
      return { service, model, saidIgnored: new Set() }
    })
  }

  expect({ headers, url }: Pick<WireRequest, 'headers' | 'url'>): Expected {
    const credential = credentialOf({ headers, url })
    const [prefix, operation = ''] = targetOf({ headers, url })
    const named = this.#services.find(({ model }) =>
      prefix === undefined
        ? model.signingName === credential?.service
        : model.targetPrefix === prefix,
    )
    const limit = named?.service.bodyLimits && own(named.service.bodyLimits, operation)
    const maxBody = limit ?? (prefix ? maxJsonBody : maxFormBody)
    if (named) return { named: spoken(named, { headers }), absent: undefined, credential, maxBody }
    const absent = credential?.service ?? prefix ?? this.#absentOnHost(headers.host?.toString())
    return { named: undefined, absent, credential, maxBody }
  }

  /** Answers a request whose body is longer than its limit. */
  tooLarge({ named, maxBody }: Expected, { headers }: Pick<WireRequest, 'headers'>): WireResponse {
    const protocol = named?.protocol ?? guessProtocol({ headers })
    const message = `The request body may have at most ${maxBody} bytes.`
    const error = awsError('RequestEntityTooLargeException', message, 413)
    return protocol.error(named?.model, error, randomUUID())
  }

  async answer(
    { named, absent, credential }: Expected,
    request: WireRequest,
    endpoint: string,
  ): Promise<WireResponse> {
    const requestId = randomUUID()
    const form = withQuery(request)
    const modelled = named ?? this.#ofVersion(form)
    if (!modelled) return answerAbsentService(absent, request)
    const { model, protocol } = modelled
    try {
      const isForm = protocol === protocols.query || protocol === protocols.ec2
      const parameters = isForm ? form : request
      const name = protocol.operationName(parameters) ?? ''
      const { signingName } = model
      const declared = own(modelled.service.operations, name)
      const needsSignature = !declared?.unsigned
      const signed = { request, credential, signingName, protocol, needsSignature }
      const { scope, caller } = this.#authenticator.authenticate(signed)
      if (request.method === 'GET' && needsSignature && !declared?.readOnly) throw onlyAsPost(name)
      const operation = this.#operation(modelled, name, parameters)
      const input = this.#input(modelled, name, parameters)
      const host = request.headers.host?.toString() ?? endpoint
      const callIn = (where: Scope): Call => ({ ...where, caller, requestId, endpoint, host })
      const reading = callIn(scope.reading())
      this.#authorize(modelled, name, input, reading)
      const output = operation.readOnly
        ? await operation(input as never, reading)
        : await scope.commit(() => operation(input as never, callIn(scope)))
      return protocol.encode(model, name, output ?? {}, requestId)
    } catch (error) {
      return protocol.error(model, this.#asAwsError(error, model.service), requestId)
    }
  }

  #absentOnHost(host = ''): string | undefined {
    const service = serviceOfHost(host)
    return this.#services.some(({ model }) => model.signingName === service) ? undefined : service
  }

  /** The service of a form, whose headers need not name it. */
  #ofVersion(form: WireRequest): Modelled | undefined {
    if (form.headers['x-amz-target']) return undefined
    const version = formOf(form).get('Version')
    const found = this.#services.find(
      ({ model }) => model.protocol !== 'json' && model.apiVersion === version,
    )
    return found && spoken(found, form)
  }

  #operation(
    { service, model, protocol }: Modelled,
    name: string,
    request: WireRequest,
  ): Operation<never, object> {
    protocol.checkVersion?.(model, request)
    const operation = own(service.operations, name)
    if (operation) return operation
    if (model.allOperations.includes(name)) throw notImplemented(`${service.name}:${name}`)
    throw protocol.unknownOperation(name, request)
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
    const { actionPrefix: prefix = model.signingName, permissions } = service
    const guarded = { prefix, permissions }
    const denial = authorizer.authorizeCall(call, guarded, name, input)
    if (denial) throw denial.error ?? protocol.accessDenied(denial.message)
  }

  #sayIgnored(
    { service, saidIgnored }: Modelled,
    name: string,
    input: Record<string, unknown>,
  ): void {
    for (const member of service.ignored?.[name] ?? []) {
      const what = `${name}.${member}`
      if (saidIgnored.has(what) || !gives(input, member.split('.'))) continue
      saidIgnored.add(what)
      this.#emulator.log(service.name, `${what} is accepted and has no effect here`)
    }
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

/** The prefix and the operation that a header or the path names. */
function targetOf({ headers, url = '' }: Pick<WireRequest, 'headers' | 'url'>): string[] {
  const path = rpcPath(url)
  return path
    ? [path.service, path.operation]
    : (headers['x-amz-target']?.toString().split('.') ?? [])
}

const spoken = (served: Served, request: Pick<WireRequest, 'headers'>): Modelled => ({
  ...served,
  protocol: protocolOf(served.model, request),
})

/** The query and EC2 protocols read the URL's parameters like those of the body, as in a presigned call. */
function withQuery(request: WireRequest): WireRequest {
  const query = request.url?.split('?')[1]
  if (!query) return request
  return { ...request, body: Buffer.concat([Buffer.from(`${query}&`), request.body]) }
}

/** A web page of any origin can make a browser send a GET. */
const onlyAsPost = (operation: string) =>
  awsError('InvalidAction', `A GET request may only read here: send ${operation} as a POST.`)

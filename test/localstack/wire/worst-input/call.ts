import { once } from 'node:events'
import { Agent, type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { type Model, type Shape, shapeOf } from '../../../../localstack/wire/model.ts'

export interface Answer {
  status: number
  body: string
}

const agent = new Agent({ keepAlive: true })

/** Sends a call whose input may be anything at all, as no SDK would. */
export async function call(
  url: string,
  model: Model,
  { operation, input }: { operation: string; input: unknown },
): Promise<Answer> {
  const { protocol, targetPrefix, signingName } = model
  const sending = request(url, {
    agent,
    method: 'POST',
    headers: {
      'content-type': 'text/plain;charset=UTF-8',
      authorization: `AWS4-HMAC-SHA256 Credential=test/20261121/us-east-1/${signingName}/aws4_request, SignedHeaders=host, Signature=0`,
      ...(protocol === 'json' && { 'x-amz-target': `${targetPrefix}.${operation}` }),
    },
  })
  sending.end(protocol === 'json' ? JSON.stringify(input) : formOf(model, operation, input))
  const [response] = (await once(sending, 'response')) as [IncomingMessage]
  return { status: response.statusCode!, body: await text(response) }
}

function formOf(model: Model, operation: string, input: unknown): string {
  const parameters = new URLSearchParams({ Action: operation, Version: model.apiVersion })
  const shape = model.operations[operation]?.input
  const add = (key: string, value: string) => parameters.append(key, value)
  if (shape) addParameters({ model, shape: shapeOf(model, shape), add }, input, '')
  return parameters.toString()
}

interface Form {
  model: Model
  shape: Shape
  add(key: string, value: string): void
}

/** A value of the wrong type is sent under the key that a right one would have. */
function addParameters(form: Form, value: unknown, key: string): void {
  const { model, shape, add } = form
  if (typeof value !== 'object' || value === null) return add(key, String(value))
  if (Array.isArray(value)) {
    const infix = model.protocol === 'ec2' ? '' : '.member'
    const inner = { ...form, shape: shape.member ? shapeOf(model, shape.member.shape) : shape }
    return value.forEach((item, index) => addParameters(inner, item, `${key}${infix}.${index + 1}`))
  }
  if (shape.type === 'map')
    return Object.entries(value).forEach(([name, entry], index) => {
      add(`${key}.entry.${index + 1}.key`, name)
      addParameters(form, entry, `${key}.entry.${index + 1}.value`)
    })
  for (const [name, member] of Object.entries(value)) {
    const known = shape.members?.[name]
    const wire = model.protocol === 'ec2' ? ec2Name(name, known) : name
    const inner = { ...form, shape: known ? shapeOf(model, known.shape) : shape }
    addParameters(inner, member, key ? `${key}.${wire}` : wire)
  }
}

const ec2Name = (
  name: string,
  known: { queryName?: string | undefined; locationName?: string | undefined } = {},
) => known.queryName ?? (known.locationName ?? name).replace(/^./, (first) => first.toUpperCase())

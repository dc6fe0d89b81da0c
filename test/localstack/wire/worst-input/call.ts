import { type Model, type Shape, shapeOf } from '../../../../localstack/wire/model.ts'

export interface Answer {
  status: number
  body: string
}

/** Sends a call whose input may be anything at all, as no SDK would. */
export async function call(
  url: string,
  model: Model,
  { operation, input }: { operation: string; input: unknown },
): Promise<Answer> {
  const { protocol, targetPrefix, signingName, apiVersion } = model
  const authorization = `AWS4-HMAC-SHA256 Credential=test/20261121/us-east-1/${signingName}/aws4_request, SignedHeaders=host, Signature=0`
  const shape = model.operations[operation]?.input
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      authorization,
      ...(protocol === 'json' && { 'x-amz-target': `${targetPrefix}.${operation}` }),
    },
    body:
      protocol === 'json'
        ? JSON.stringify(input)
        : new URLSearchParams([
            ['Action', operation],
            ['Version', apiVersion],
            ...(shape ? parametersOf(model, shapeOf(model, shape), input, '') : []),
          ]).toString(),
  })
  return { status: response.status, body: await response.text() }
}

/** A value of the wrong type is sent under the key that a right one would have. */
function parametersOf(model: Model, shape: Shape, value: unknown, key: string): [string, string][] {
  if (typeof value !== 'object' || value === null) return [[key, String(value)]]
  if (Array.isArray(value))
    return value.flatMap((item, index) => {
      const infix = model.protocol === 'query' ? '.member' : ''
      const itemShape = shape.member ? shapeOf(model, shape.member.shape) : shape
      return parametersOf(model, itemShape, item, `${key}${infix}.${index + 1}`)
    })
  if (shape.type === 'map')
    return Object.entries(value).flatMap(([name, entry], index) => [
      [`${key}.entry.${index + 1}.key`, name] as [string, string],
      ...parametersOf(model, shape, entry, `${key}.entry.${index + 1}.value`),
    ])
  return Object.entries(value).flatMap(([name, member]) => {
    const known = shape.members?.[name]
    const wire = model.protocol === 'ec2' ? ec2Name(name, known) : name
    const memberShape = known ? shapeOf(model, known.shape) : shape
    return parametersOf(model, memberShape, member, key ? `${key}.${wire}` : wire)
  })
}

const ec2Name = (name: string, known: { queryName?: string; locationName?: string } = {}) =>
  known.queryName ?? (known.locationName ?? name).replace(/^./, (first) => first.toUpperCase())

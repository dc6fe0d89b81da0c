import { type Model, type Shape, shapeOf } from '../model.ts'

/** Writes a value as its shape says, and of a structure only what the model knows. */
export function encodeItem(model: Model, shape: Shape, value: unknown): Buffer {
  switch (shape.type) {
    case 'structure':
      return encodeMap(model, value as object, (name) => shape.members?.[name]?.shape)
    case 'map':
      return encodeMap(model, value as object, () => shape.value!.shape)
    case 'list': {
      const items = value as unknown[]
      const item = shapeOf(model, shape.member!.shape)
      return Buffer.concat([
        head(4, items.length),
        ...items.map((each) => encodeItem(model, item, each)),
      ])
    }
    case 'timestamp':
      return Buffer.concat([head(6, 1), double((value as Date).getTime() / 1000)])
    case 'boolean':
      return Buffer.of(value ? 0xf5 : 0xf4)
    case 'blob': {
      const bytes = value as Uint8Array
      return Buffer.concat([head(2, bytes.length), bytes])
    }
    case 'integer':
    case 'long': {
      const integer = value as number
      return integer < 0 ? head(1, -1 - integer) : head(0, integer)
    }
    case 'double':
    case 'float':
      return double(value as number)
    case 'string':
      return text(value as string)
  }
}

function encodeMap(
  model: Model,
  value: object,
  shapeNameOf: (key: string) => string | undefined,
): Buffer {
  const entries = Object.entries(value).flatMap(([key, item]) => {
    const name = shapeNameOf(key)
    if (name === undefined || item === undefined || item === null) return []
    return [Buffer.concat([text(key), encodeItem(model, shapeOf(model, name), item)])]
  })
  return Buffer.concat([head(5, entries.length), ...entries])
}

/** A map of texts, as an error is one. */
export const encodeTexts = (texts: Record<string, string>): Buffer =>
  Buffer.concat([
    head(5, Object.keys(texts).length),
    ...Object.entries(texts).flatMap(([key, value]) => [text(key), text(value)]),
  ])

function text(value: string): Buffer {
  const bytes = Buffer.from(value)
  return Buffer.concat([head(3, bytes.length), bytes])
}

function double(value: number): Buffer {
  const bytes = Buffer.alloc(9)
  bytes.writeUInt8(0xfb)
  bytes.writeDoubleBE(value, 1)
  return bytes
}

/** The major type and a number, which is written in as few bytes as it takes. */
function head(major: number, argument: number): Buffer {
  const first = major << 5
  if (argument < 24) return Buffer.of(first | argument)
  if (argument < 2 ** 8) return Buffer.of(first | 24, argument)
  if (argument < 2 ** 16) return Buffer.of(first | 25, argument >> 8, argument & 0xff)
  const bytes = Buffer.alloc(9)
  bytes.writeUInt8(first | 27)
  bytes.writeBigUInt64BE(BigInt(argument), 1)
  return bytes
}

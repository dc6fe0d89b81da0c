/** DER, a tag and what it holds: https://www.itu.int/rec/T-REC-X.690 */
export function der(tag: number, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  const { length } = body
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), body])
}

export const sequence = (...parts: Buffer[]) => der(0x30, ...parts)
export const set = (...parts: Buffer[]) => der(0x31, ...parts)
export const octets = (...parts: Buffer[]) => der(0x04, ...parts)
export const bits = (bytes: Buffer, unused = 0) => der(0x03, Buffer.from([unused]), bytes)
export const integer = (bytes: Buffer) => der(0x02, bytes)
export const yes = der(0x01, Buffer.from([0xff]))
export const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'))
export const utf8 = (text: string) => der(0x0c, Buffer.from(text))
export const utcTime = (date: Date) =>
  der(0x17, Buffer.from(`${date.toISOString().replaceAll(/[-:T]/g, '').slice(2, 14)}Z`))

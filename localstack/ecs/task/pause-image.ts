import type { Docker } from '../../docker/index.ts'

const name = 'docker-cloud-pause:1'

/**
 * An image whose one program sleeps for ever: its container holds the network namespace of a task
 * of several containers, as ECS's own pause container does. It is made here, since none can be pulled offline.
 */
export async function pauseImage(docker: Docker): Promise<string> {
  if (!(await docker.images.inspect(name)))
    await docker.images.import(name, archiveOf('pause', sleeper()), ['ENTRYPOINT ["/pause"]'])
  return name
}

/** `for (;;) pause()`, on ARM `for (;;) ppoll(0, 0, 0, 0)`. */
const programs: Record<string, { machine: number; code: string }> = {
  x64: { machine: 0x3e, code: 'b822000000 0f05 ebf7' },
  arm64: {
    machine: 0xb7,
    code: '000080d2 010080d2 020080d2 030080d2 280980d2 010000d4 faffff17',
  },
}

/** The smallest ELF file that runs: a header, one segment and the code. */
function sleeper(): Buffer {
  const program = programs[process.arch]
  if (!program) throw new Error(`Tasks of several containers do not run on ${process.arch}.`)
  const code = Buffer.from(program.code.replaceAll(' ', ''), 'hex')
  const headers = Buffer.alloc(120)
  const base = 0x400000n
  const size = BigInt(headers.length + code.length)
  headers.write('7f454c46020101', 0, 'hex')
  headers.writeUInt16LE(2, 16)
  headers.writeUInt16LE(program.machine, 18)
  headers.writeUInt32LE(1, 20)
  headers.writeBigUInt64LE(base + BigInt(headers.length), 24)
  headers.writeBigUInt64LE(64n, 32)
  headers.writeUInt16LE(64, 52)
  headers.writeUInt16LE(56, 54)
  headers.writeUInt16LE(1, 56)
  headers.writeUInt32LE(1, 64)
  headers.writeUInt32LE(5, 68)
  headers.writeBigUInt64LE(base, 80)
  headers.writeBigUInt64LE(base, 88)
  headers.writeBigUInt64LE(size, 96)
  headers.writeBigUInt64LE(size, 104)
  headers.writeBigUInt64LE(0x10000n, 112)
  return Buffer.concat([headers, code])
}

/** A tar archive with one executable file: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html */
function archiveOf(file: string, content: Buffer): Buffer {
  const header = Buffer.alloc(512)
  const fields: [number, string][] = [
    [0, file],
    [100, '0000755'],
    [108, '0000000'],
    [116, '0000000'],
    [124, content.length.toString(8).padStart(11, '0')],
    [136, '00000000000'],
    [148, '        '],
    [156, '0'],
    [257, 'ustar'],
    [263, '00'],
  ]
  for (const [offset, text] of fields) header.write(text, offset, 'latin1')
  const checksum = header.reduce((sum, byte) => sum + byte, 0)
  header.write(`${checksum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  const padding = Buffer.alloc((512 - (content.length % 512)) % 512)
  return Buffer.concat([header, content, padding, Buffer.alloc(1024)])
}

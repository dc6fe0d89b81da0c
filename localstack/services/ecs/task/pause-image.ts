import type { Docker } from '../../../docker/index.ts'
import { programs } from './pause/programs.ts'

const name = 'docker-cloud-pause:5'

/**
 * Builds an image with one small program, `pause/pause.c`. No image can be pulled offline.
 */
export async function pauseImage(docker: Docker): Promise<string> {
  if (!(await docker.images.inspect(name)))
    await docker.images.import(name, archiveOf('pause', program()), ['ENTRYPOINT ["/pause"]'])
  return name
}

function program(): Buffer {
  const found = programs[process.arch]
  if (!found) throw new Error(`Tasks of several containers do not run on ${process.arch}.`)
  return Buffer.from(found, 'base64')
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

import type { Docker } from '../../../docker/index.ts'

/** An image with one small program, which has the image's name without its prefix and version. */
interface ProgramImage {
  /** `docker-cloud-<program>:<version>` */
  image: string
  /** The program in base64, by Node's name of the processor. */
  programs: Record<string, string>
}

/** Builds the image of a program unless it is there. No image can be pulled offline. */
export async function programImage(
  docker: Docker,
  { image, programs }: ProgramImage,
): Promise<string> {
  if (await docker.images.inspect(image)) return image
  const program = programs[process.arch]
  if (!program) throw new Error(`${image} is not there for ${process.arch}.`)
  const file = /^docker-cloud-(.+):/.exec(image)![1]!
  const archive = archiveOf(file, Buffer.from(program, 'base64'))
  await docker.images.import(image, archive, [`ENTRYPOINT ["/${file}"]`])
  return image
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

import { BadInput } from './exit-codes.ts'
/**
 * Rejects an image other than the one that the workflow's push job pushed, so that every environment
 * runs the same digest. RELEASE_IMAGES has that job's outputs, as JSON; without it any image counts.
 */
export function checkPushed(
  image: string,
  name: string,
  { RELEASE_IMAGES: outputs }: NodeJS.ProcessEnv = process.env,
): void {
  if (!outputs) return
  const pushed = readOutputs(outputs)[`image-${image}`]
  if (pushed === undefined || pushed === name) return
  throw new Error(
    `the image of ${image} is ${name} now, and this release pushed ${pushed}: its tag was moved; start the workflow again`,
  )
}

function readOutputs(json: string): Record<string, string> {
  try {
    return JSON.parse(json) as Record<string, string>
  } catch (cause) {
    throw new BadInput(
      'RELEASE_IMAGES is not valid JSON: it must be the outputs of `npm run push`',
      {
        cause,
      },
    )
  }
}

import assert from 'node:assert/strict'

/** Texts of the sample that a mistake changes. */
export interface Texts {
  program: string
  definition: string
  service: string
  targetGroup: string
  /** Of an image of the service's own. The other services have one image with all programs. */
  dockerfile?: string
}

export interface Mistake {
  name: string
  change: (texts: Texts) => Partial<Texts>
  /** The verb that fails. */
  verb: 'push' | 'register' | 'deploy'
  /** The verb works on no other service once it has failed on this one. */
  stopsOthers?: boolean
  /** Health checks find it, after the grace period. */
  isUnhealthy?: boolean
  /** The change is made when the image is pushed. */
  isLate?: boolean
}

/** Replaces a part of a text, which has to be there. */
export const replaceIn =
  (text: 'program' | 'definition' | 'service', from: string | RegExp, to: string) =>
  (texts: Texts): Partial<Texts> => {
    const changed = texts[text].replace(from, to)
    assert.notEqual(changed, texts[text], `the ${text} has no ${from}`)
    return { [text]: changed }
  }

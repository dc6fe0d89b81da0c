import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkPushed } from '../../../scripts/release/pushed-images.ts'

const pushed = JSON.stringify({ tag: 'abc', 'image-server': 'registry/shop/server@sha256:one' })

test('an environment runs the digest that was pushed, and no other', () => {
  checkPushed('server', 'registry/shop/server@sha256:one', { RELEASE_IMAGES: pushed })
  checkPushed('server', 'registry/shop/server@sha256:two', {})
  assert.throws(
    () => checkPushed('server', 'registry/shop/server@sha256:two', { RELEASE_IMAGES: pushed }),
    {
      message:
        'the image of server is registry/shop/server@sha256:two now, and this release pushed registry/shop/server@sha256:one: its tag was moved; start the workflow again',
    },
  )
  assert.throws(
    () => checkPushed('server', 'registry/shop/server@sha256:one', { RELEASE_IMAGES: '{' }),
    {
      message: 'RELEASE_IMAGES is not valid JSON: it must be the outputs of `npm run push`',
    },
  )
})

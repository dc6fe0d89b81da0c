import assert from 'node:assert/strict'

/**
 * Fails where a refresh of Terraform reads another value than it sent, so that its next plan would not be empty.
 *
 * The tests of this folder replay what hashicorp/terraform-provider-aws calls for a resource: create, read, update,
 * read and delete. The sequences are those of its source, `internal/service/…`, of version 6 up to 6.36.0.
 */
export function assertPlanIsEmpty(sent: unknown, read: unknown): void {
  assert.deepEqual(asSent(sent, read), sent)
}

/** What was read, without the members that were not sent. */
function asSent(sent: unknown, read: unknown): unknown {
  if (Array.isArray(sent) && Array.isArray(read))
    return read.map((item, index) => asSent(sent[index], item))
  if (isRecord(sent) && isRecord(read))
    return Object.fromEntries(
      Object.keys(sent).map((name) => [name, asSent(sent[name], read[name])]),
    )
  return read
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { putSecret, removeSecrets } from '../../scripts/resources/secret.ts'
import { secret } from '../../scripts/secret.ts'
import { enterCheckout, writeFiles } from '../support/checkout.ts'
import { openContext } from '../support/context.ts'
import { openTarget, unique } from '../support/target.ts'
import { callVerb } from '../support/verb.ts'

const target = await openTarget()
const APP_NAME = unique('shop')
const checkout = enterCheckout({ '.aws/api/task-definition.json': {} })
const { context, lines } = openContext(target, APP_NAME)
const ssm = new SSMClient(target.config)
after(async () => {
  await removeSecrets(context)
  checkout[Symbol.dispose]()
  await target[Symbol.asyncDispose]()
})

const call = (...words: string[]) => secret(context, {}, words)
const put = (name: string, value: string) => putSecret(context, { name, value })

const read = async (name: string) =>
  (await ssm.send(new GetParameterCommand({ Name: `/${APP_NAME}/${name}`, WithDecryption: true })))
    .Parameter!

const arnOf = (name: string) => `arn:aws:ssm:us-east-1:000000000000:parameter/${APP_NAME}/${name}`

test('a value that Parameter Store does not take is rejected, and the one before stays', async () => {
  await put('KEPT', 'before')
  for (const [value, size] of [
    ['x'.repeat(8193), 8193],
    ['ü'.repeat(4097), 8194],
  ] as const)
    await assert.rejects(put('KEPT', value), {
      message: `the value of KEPT has ${size} bytes, and Parameter Store takes 8192: put it into Secrets Manager, and its ARN into "secrets"`,
    })
  const { Value, Version, Type } = await read('KEPT')
  assert.deepEqual([Value, Version, Type], ['before', 1, 'SecureString'])
})

test('a value of more than 4096 bytes is an advanced parameter', async () => {
  for (const size of [4096, 4097, 8192]) {
    await put('SIZED', 'x'.repeat(size))
    assert.equal((await read('SIZED')).Value!.length, size)
  }
})

test('put prints the line of the task definition, list the versions, and neither the value', async () => {
  const value = unique('value')
  for (const _ of ['first', 'second']) {
    const flags = ['put', 'API_KEY']
    const { code, lines, stderr } = await callVerb('secret', {
      target,
      env: { APP_NAME },
      flags,
      input: `${value}\n`,
    })
    assert.equal(code, 0, stderr)
    assert.deepEqual(lines.slice(-2), [
      'In the container of the task definition:',
      `  "secrets": [{ "name": "API_KEY", "valueFrom": "${arnOf('API_KEY')}" }]`,
    ])
    assert.ok(!(lines.join() + stderr).includes(value))
  }
  assert.equal((await read('API_KEY')).Value, value)
  const { secrets = [] } = await call('list')
  assert.equal(secrets.find(({ name }) => name === 'API_KEY')!.version, 2)
  assert.ok(!JSON.stringify(secrets).includes(value))
  const files = readdirSync(checkout.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'))
  assert.ok(!files.join('\n').includes(value))
})

test('a value cannot be an argument', async () => {
  const message = 'it takes put <NAME>, list or rm <NAME>; put reads the value from standard input'
  for (const words of [['put', 'API_KEY', 'value'], ['put'], []])
    await assert.rejects(call(...words), { message })
  await assert.rejects(call('put', 'API_KEY=value'), {
    message: "'API_KEY=value' cannot name a secret: use letters, digits, _ and -",
  })
})

test('a dry run changes nothing', async () => {
  const dry = openContext(target, APP_NAME, { dryRun: true })
  await putSecret(dry.context, { name: 'PLANNED', value: 'value' })
  assert.deepEqual(dry.lines(), ['would create secret PLANNED'])
  await assert.rejects(read('PLANNED'), { name: 'ParameterNotFound' })
})

test('a secret that a task definition names is not deleted', async () => {
  await put('USED', 'value')
  lines()
  const file = '.aws/api/task-definition.json'
  for (const valueFrom of [
    'arn:aws:ssm:${REGION}:${ACCOUNT_ID}:parameter/${APP_NAME}/USED',
    '/${APP_NAME}/USED',
  ]) {
    const secrets = [{ name: 'ANY', valueFrom }]
    writeFiles(checkout.folder, { [file]: { containerDefinitions: [{ secrets }] } })
    await assert.rejects(call('rm', 'USED'), {
      message: `USED is in "secrets" of ${file}: tasks could not start without it; remove it there, and deploy, first`,
    })
  }
  assert.equal((await read('USED')).Value, 'value')
  writeFiles(checkout.folder, { [file]: {} })
  await call('rm', 'USED')
  assert.deepEqual(lines(), ['deleted      secret USED'])
  await assert.rejects(read('USED'), { name: 'ParameterNotFound' })
})

test('a secret that does not exist is deleted already', async () => {
  lines()
  await call('rm', 'NEVER')
  assert.deepEqual(lines(), ['there is no secret NEVER'])
})

/** Runs `secret put` on a terminal, and types these keys once it asks. */
async function type(name: string, keys: string): Promise<{ code: number; shown: string }> {
  const script = join(import.meta.dirname, '../../scripts/secret.ts')
  const command = `'${process.execPath}' '${script}' put ${name}`
  const terminal = spawn('script', ['-qec', command, '/dev/null'], {
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      APP_NAME,
      AWS_ENDPOINT_URL: target.url,
      AWS_REGION: target.config.region,
      AWS_ACCESS_KEY_ID: target.config.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: target.config.credentials.secretAccessKey,
    },
  })
  let shown = ''
  terminal.stdout.on('data', (text: Buffer) => {
    const isAsked = shown.includes('not shown')
    shown += text.toString()
    if (!isAsked && shown.includes('not shown')) terminal.stdin.write(keys)
  })
  const [code] = await once(terminal, 'close')
  return { code: code as number, shown }
}

test('on a terminal the value is a line that is not shown', async () => {
  const { code, shown } = await type('TYPED', 's3same\r')
  assert.equal(code, 0, shown)
  assert.match(shown, /The value of TYPED, not shown as you type/)
  assert.doesNotMatch(shown, /s3same/)
  assert.equal((await read('TYPED')).Value, 's3same')
})

test('several lines that are pasted on a terminal are not cut to the first', async () => {
  const { code, shown } = await type('PASTED', 'first\rsecond\r')
  assert.notEqual(code, 0)
  assert.match(shown, /several lines were pasted/)
  assert.doesNotMatch(shown, /second/)
  await assert.rejects(read('PASTED'), { name: 'ParameterNotFound' })
})

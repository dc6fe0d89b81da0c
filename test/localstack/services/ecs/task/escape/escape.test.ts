import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { type Ecs, openEcs } from '../../../../../support/ecs.ts'
import { openEnforcedEcs } from '../../../../../support/enforced-ecs.ts'
import { openEmulator, type Target, unique } from '../../../../../support/target.ts'
import { until } from '../../../../../support/until.ts'
import { readHostFile } from './program.ts'

/** Calls the emulator as the account's root user, whose signature is not looked at. */
const callAsRoot = `
  const callAsRoot = async (target, service, input) => {
    const { status } = await fetch(process.env.AWS_ENDPOINT_URL, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': target,
        authorization: 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/' + service +
          '/aws4_request, SignedHeaders=host, Signature=0',
      },
      body: JSON.stringify(input),
    })
    return status
  }
`

/** Reads a file of the host, if its container may, and leaves it where the test finds it. */
const thief = (path: string, parameter: string) => `${callAsRoot}
  const fs = require('node:fs')
  fs.writeFileSync('/tmp/read', Buffer.from('${readHostFile}', 'base64'), { mode: 0o755 })
  const Value = require('node:child_process').execFileSync('/tmp/read', ['${path}']).toString()
  callAsRoot('AmazonSSM.PutParameter', 'ssm', { Name: '${parameter}', Value, Type: 'String' })
`

/** Starts the thief with every capability, where Fargate's rules do not look; prints what was answered. */
const attacker = (program: string, app: Ecs) => `${callAsRoot}
  const ecs = (operation, input) =>
    callAsRoot('AmazonEC2ContainerServiceV20141113.' + operation, 'ecs', input)
  const attack = async () => {
    const registered = await ecs('RegisterTaskDefinition', {
      family: '${app.family}-thief',
      networkMode: 'awsvpc',
      cpu: '256',
      memory: '512',
      containerDefinitions: [{
        name: 'thief',
        image: 'node:26-slim',
        command: ['node', '-e', ${JSON.stringify(program)}],
        linuxParameters: { capabilities: { add: ['ALL'] } },
      }],
    })
    const started = []
    for (const launchType of ['EXTERNAL', 'MANAGED_INSTANCES', 'EC2', 'FARGATE'])
      started.push(await ecs('RunTask', {
        cluster: '${app.cluster}',
        taskDefinition: '${app.family}-thief',
        launchType,
        networkConfiguration: ${JSON.stringify(app.networkConfiguration)},
      }))
    console.log(JSON.stringify({ registered, started }))
  }
  attack()
`

interface Answers {
  registered: number
  started: number[]
}

/** What a plain task gets when it tries to read a file of the host, and what it has read. */
async function attack(
  target: Target,
  app: Ecs,
): Promise<Answers & { stolen?: string | undefined }> {
  const folder = await mkdtemp(join(tmpdir(), 'docker-cloud-secret-'))
  try {
    const file = join(folder, 'secret')
    await writeFile(file, 'the host’s secret')
    const parameter = unique('stolen')
    const program = attacker(thief(file.slice(1), parameter), app)
    await app.register({ command: ['node', '-e', program] })
    const { taskArn } = await app.runTask()
    await app.taskIn(taskArn!, 'STOPPED')
    const answers = JSON.parse((await app.messages()).at(-1)!) as Answers
    if (answers.started.every((status) => status !== 200)) return answers
    const ssm = new SSMClient(target.config)
    const stolen = await until('the file', () =>
      ssm.send(new GetParameterCommand({ Name: parameter })).then(
        ({ Parameter }) => Parameter!.Value!,
        () => false as const,
      ),
    )
    return { ...answers, stolen }
  } finally {
    await rm(folder, { recursive: true })
  }
}

test('a task cannot read a file of the host: where IAM is enforced, it cannot call as root', async () => {
  await using enforced = await openEnforcedEcs()
  assert.deepEqual(await attack(enforced.target, enforced.app), {
    registered: 400,
    started: [400, 400, 400, 400],
  })
})

test('a task cannot read a file of the host: nothing runs outside of Fargate’s rules', async () => {
  await using target = await openEmulator()
  await using app = await openEcs(target)
  assert.deepEqual(await attack(target, app), {
    registered: 200,
    started: [400, 400, 400, 400],
  })
})

import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { format, rebuild } from '../../../../localstack/wire/models/generate.ts'

const directory = new URL('../../../../localstack/wire/models/', import.meta.url)

test('every model is written in the format of the generator', async () => {
  for (const file of (await readdir(directory)).filter((name) => name.endsWith('.json'))) {
    const text = await readFile(new URL(file, directory), 'utf8')
    const withoutFractions = text.replaceAll(/(?<=:\d+)\.0(?=[,}])/g, '')
    assert.equal(format(JSON.parse(text)), withoutFractions, file)
  }
})

const botocore = {
  metadata: {
    apiVersion: '2020-01-01',
    protocol: 'json',
    targetPrefix: 'Toys',
    endpointPrefix: 'api.toys',
    signingName: 'toys',
  },
  operations: {
    Play: {
      name: 'Play',
      http: { method: 'POST' },
      input: { shape: 'PlayRequest' },
      errors: [{ shape: 'Broken' }],
      documentation: '<p>Plays.</p>',
    },
    Stop: { name: 'Stop', input: { shape: 'StopRequest' } },
  },
  shapes: {
    PlayRequest: {
      type: 'structure',
      members: {
        toys: { shape: 'Toys', documentation: '<p>Which.</p>' },
        times: { shape: 'Times', locationName: 'n', deprecated: true },
      },
      required: ['toys'],
      documentation: '<p>How to play.</p>',
    },
    Toys: { type: 'list', member: { shape: 'Toy' }, max: 3, min: 1 },
    Toy: { type: 'string', max: 9, pattern: '[a-z]+', documentation: '<p>A toy.</p>' },
    Times: { type: 'integer', box: true },
    Broken: { type: 'structure', members: {}, exception: true, fault: true },
    StopRequest: { type: 'structure', members: {} },
  },
}

test('a rebuilt model has the same operations, the shapes they lead to and no documentation', async (t) => {
  const root = await mkdtemp(join(tmpdir(), 'docker-cloud-test-'))
  t.after(() => rm(root, { recursive: true, force: true }))
  const versions = join(root, 'data/toys')
  for (const version of ['2019-01-01', '2020-01-01'])
    await mkdir(join(versions, version), { recursive: true })
  await writeFile(join(root, '__init__.py'), "__version__ = '1.2.3'\n")
  await writeFile(
    join(versions, '2020-01-01/service-2.json.gz'),
    gzipSync(JSON.stringify(botocore)),
  )
  const model = { service: 'toys', operations: { Play: {} }, shapes: {} }
  assert.equal(
    format(rebuild(model, join(root, 'data'))),
    `{
 "service": "toys",
 "apiVersion": "2020-01-01",
 "protocol": "json",
 "targetPrefix": "Toys",
 "signingName": "toys",
 "xmlNamespace": null,
 "source": "AWS API model as published with botocore 1.2.3 (Apache-2.0), documentation removed",
 "allOperations": ["Play","Stop"],
 "operations": {
  "Play": {"input":"PlayRequest","errors":["Broken"]}
 },
 "shapes": {
  "Broken": {"type":"structure","exception":true,"fault":true,"members":{}},
  "PlayRequest": {"type":"structure","required":["toys"],"members":{"toys":"Toys","times":{"shape":"Times","locationName":"n"}}},
  "Times": {"type":"integer","box":true},
  "Toy": {"type":"string","pattern":"[a-z]+","max":9},
  "Toys": {"type":"list","min":1,"max":3,"member":"Toy"}
 }
}
`,
  )
  assert.throws(() => rebuild({ ...model, operations: { Plya: {} } }, join(root, 'data')), {
    message: "The API has no operation 'Plya'.",
  })
})

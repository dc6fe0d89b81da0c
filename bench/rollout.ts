import { execFileSync } from 'node:child_process'
import {
  CreateClusterCommand,
  CreateServiceCommand,
  DeleteServiceCommand,
  DescribeServicesCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  type RegisterTaskDefinitionCommandInput,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs'
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
  ModifyTargetGroupAttributesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2'
import { setTimeout as delay } from 'node:timers/promises'
import { testImage } from '../test/support/test-image.ts'
import { bundleEmulator, type EmulatorProcess, startEmulatorProcess } from './lib/emulator.ts'
import { median, report } from './lib/tools.ts'
import { startChecker } from './peers/checker.ts'

const cluster = 'bench'
const runs = 5

/** Of a rehearsal: localstack/compose.yaml. */
const rehearsalClockRate = '20'

/** Between two health checks of the rehearsal's target group. */
const checkSeconds = 5

/** A rollout of one task behind a load balancer next to a bare container of the same image, and what ten idle services cost. */
export async function benchRollout(): Promise<void> {
  using bundle = bundleEmulator()
  await using emulator = await startEmulatorProcess(bundle.directory, {
    CLOCK_RATE: rehearsalClockRate,
  })
  const image = await testImage()
  const app = await prepare(emulator, image)
  await app.rolledOut('web')
  const bare: number[] = []
  const rollouts: number[] = []
  for (let run = 0; run < runs; run++) {
    bare.push(await runBare(image))
    rollouts.push(await app.update())
  }
  const [ours, theirs] = [median(rollouts), median(bare)]
  const more = ours - theirs
  report(
    'rollout, UpdateService to COMPLETED',
    `${ours.toFixed(1)} s, docker run ${theirs.toFixed(1)} s: ${more.toFixed(1)} s more`,
    'at most 3 s more',
    more <= 3,
  )
  for (let index = 0; index < 9; index++) await app.addService(`idle-${index}`)
  for (let index = 0; index < 9; index++) await app.rolledOut(`idle-${index}`)
  await compareIdle(emulator, image)
  await app.close()
}

/** What ten idle services cost, next to a process that makes the same health checks and does nothing else. */
async function compareIdle(emulator: EmulatorProcess, image: string): Promise<void> {
  await using bare = await startBare(image)
  const interval = (checkSeconds * 1000) / Number(rehearsalClockRate)
  await using checker = startChecker(bare.url, interval)
  await delay(5000)
  const seconds = 20
  const both = [emulator, checker]
  const before = both.map((each) => each.cpuSeconds())
  await delay(seconds * 1000)
  const [ours, theirs] = both.map(
    (each, index) => ((each.cpuSeconds() - before[index]!) / seconds) * 100,
  ) as [number, number]
  const ratio = ours / theirs
  report(
    'ten idle services',
    `${ours.toFixed(2)} % of a core, checks alone ${theirs.toFixed(2)} %: ${ratio.toFixed(1)}`,
    'at most 2.5 times',
    ratio <= 2.5,
  )
}

/** Seconds from `docker run` to the first answered request. */
async function runBare(image: string): Promise<number> {
  const started = performance.now()
  const bare = await startBare(image)
  const seconds = (performance.now() - started) / 1000
  await bare[Symbol.asyncDispose]()
  return seconds
}

/** A container of the image that answers. */
async function startBare(image: string): Promise<AsyncDisposable & { url: string }> {
  const id = docker('run', '--detach', image)
  const address = docker('inspect', '--format', '{{.NetworkSettings.IPAddress}}', id)
  const url = `http://${address}:8080/`
  const remove = () => void docker('rm', '--force', id)
  await answered(url)
  return { url, [Symbol.asyncDispose]: async () => remove() }
}

const docker = (...args: string[]) => execFileSync('docker', args, { encoding: 'utf8' }).trim()

async function answered(url: string): Promise<void> {
  for (;;) {
    const ok = await fetch(url).then(
      (response) => response.ok,
      () => false,
    )
    if (ok) return
    await delay(10)
  }
}

async function prepare({ url: endpoint }: EmulatorProcess, image: string) {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  const config = { endpoint, region: 'us-east-1', credentials }
  const ecs = new ECSClient(config)
  const { Subnets = [] } = await new EC2Client(config).send(new DescribeSubnetsCommand({}))
  const subnets = Subnets.map(({ SubnetId }) => SubnetId!)
  const targetGroupArn = await openBalancer(new ElasticLoadBalancingV2Client(config), {
    subnets,
    vpc: Subnets[0]!.VpcId!,
  })
  const definition: RegisterTaskDefinitionCommandInput = {
    family: 'web',
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: 'web', image, portMappings: [{ containerPort: 8080 }] }],
  }
  const register = () => ecs.send(new RegisterTaskDefinitionCommand(definition))
  const describe = async (service: string) =>
    (await ecs.send(new DescribeServicesCommand({ cluster, services: [service] }))).services![0]!
  const rolledOut = async (service: string): Promise<void> => {
    for (;;) {
      const { deployments = [] } = await describe(service)
      if (deployments.length === 1 && deployments[0]!.rolloutState === 'COMPLETED') return
      await delay(20)
    }
  }
  const create = (serviceName: string, desiredCount: number, loadBalancers = {}) =>
    ecs.send(
      new CreateServiceCommand({
        cluster,
        serviceName,
        taskDefinition: 'web',
        desiredCount,
        launchType: 'FARGATE',
        networkConfiguration: { awsvpcConfiguration: { subnets, assignPublicIp: 'ENABLED' } },
        ...loadBalancers,
      }),
    )
  await ecs.send(new CreateClusterCommand({ clusterName: cluster }))
  await register()
  await create('web', 1, {
    loadBalancers: [{ targetGroupArn, containerName: 'web', containerPort: 8080 }],
  })
  return {
    rolledOut,
    addService: (name: string) => create(name, 1),
    async update(): Promise<number> {
      await register()
      const started = performance.now()
      await ecs.send(new UpdateServiceCommand({ cluster, service: 'web', taskDefinition: 'web' }))
      await rolledOut('web')
      return (performance.now() - started) / 1000
    },
    async close(): Promise<void> {
      const names = ['web', ...Array.from({ length: 9 }, (_, index) => `idle-${index}`)]
      for (const service of names)
        await ecs.send(new DeleteServiceCommand({ cluster, service, force: true }))
    },
  }
}

/** A load balancer with the settings that `bootstrap` gives to the rehearsal's. */
async function openBalancer(
  elb: ElasticLoadBalancingV2Client,
  { subnets, vpc }: { subnets: string[]; vpc: string },
): Promise<string> {
  const { LoadBalancers } = await elb.send(
    new CreateLoadBalancerCommand({ Name: 'bench', Subnets: subnets }),
  )
  const { TargetGroups } = await elb.send(
    new CreateTargetGroupCommand({
      Name: 'bench',
      TargetType: 'ip',
      Protocol: 'HTTP',
      Port: 8080,
      VpcId: vpc,
      HealthCheckIntervalSeconds: checkSeconds,
      HealthCheckTimeoutSeconds: 2,
    }),
  )
  const TargetGroupArn = TargetGroups![0]!.TargetGroupArn!
  await elb.send(
    new ModifyTargetGroupAttributesCommand({
      TargetGroupArn,
      Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '30' }],
    }),
  )
  await elb.send(
    new CreateListenerCommand({
      LoadBalancerArn: LoadBalancers![0]!.LoadBalancerArn!,
      Protocol: 'HTTP',
      Port: 80,
      DefaultActions: [{ Type: 'forward', TargetGroupArn }],
    }),
  )
  return TargetGroupArn
}

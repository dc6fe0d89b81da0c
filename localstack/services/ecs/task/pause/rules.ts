import { formatAddress, parseCidr } from '../../../ec2/public.ts'
import {
  destination,
  destinationPort,
  inboundInterface,
  equals,
  differs,
  masked,
  netfilterBatch,
  transport,
  translate,
} from './netfilter.ts'

/** The addresses of a task, as its namespace sees them. */
export interface TaskAddresses {
  /** The private address of its network interface. */
  own: string
  /** The address range of its VPC. */
  vpc: string
  /** The emulator's URL. Undefined when tasks cannot reach it. */
  emulator: URL | undefined
  /** The port of the emulator's name server. Undefined where tasks cannot reach it. */
  namesPort: number | undefined
}

/** The addresses of Service Connect's aliases: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html */
const connectRange = '127.255.0.0/16'

/** The port of 169.254.170.2 at which the pause program listens. It is that of the ECS agent. */
const door = 51679

/** The arguments of the pause program, as `pause.c` describes them. */
export function pauseArguments(
  addresses: TaskAddresses,
  hostname: string,
  aliases: string[] = [],
): string[] {
  const { own, emulator, namesPort, vpc } = addresses
  const target = emulator
    ? Buffer.concat([address(emulator.hostname), port(Number(emulator.port))])
    : Buffer.alloc(6)
  return [
    Buffer.concat([address(own), target]).toString('hex'),
    taskRules(addresses).toString('hex'),
    ['127.0.0.1 localhost', `${own} ${hostname}`, ...aliases].map((line) => `${line}\n`).join(''),
    ...(namesPort === undefined ? [] : [resolvConf(nameServerOf(vpc), hostname)]),
  ]
}

const resolvConf = (server: string, hostname: string) =>
  `search ${hostname.slice(hostname.indexOf('.') + 1)}\nnameserver ${server}\n`

/** A VPC's name server has the third address of its range: https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html */
const nameServerOf = (vpc: string) => formatAddress(parseCidr(vpc)!.first + 2)

/**
 * The rules of a task's namespace: what comes in reaches the private address, what goes to the VPC's name server reaches the
 * emulator's, and what goes to AWS's address 169.254.170.2, to Service Connect's or to another address of the VPC reaches
 * the pause program.
 */
function taskRules({ own, vpc, emulator, namesPort }: TaskAddresses): Buffer {
  const agent = address('169.254.170.2')
  const toPause = translate(agent, port(door))
  return netfilterBatch([
    {
      hook: 'incoming',
      expressions: [inboundInterface, differs(loopback()), ...translate(address(own))],
    },
    {
      hook: 'outgoing',
      expressions: [
        transport,
        equals(tcp),
        destination,
        equals(agent),
        destinationPort,
        equals(port(80)),
        ...toPause,
      ],
    },
    ...(emulator && namesPort !== undefined
      ? [tcp, udp].map((protocol) => ({
          hook: 'outgoing' as const,
          expressions: [
            transport,
            equals(protocol),
            destination,
            equals(address(nameServerOf(vpc))),
            destinationPort,
            equals(port(53)),
            ...translate(address(emulator.hostname), port(namesPort)),
          ],
        }))
      : []),
    {
      hook: 'outgoing',
      expressions: [transport, equals(tcp), destination, ...inside(connectRange), ...toPause],
    },
    {
      hook: 'outgoing',
      expressions: [
        transport,
        equals(tcp),
        destination,
        differs(address(own)),
        ...(emulator ? [differs(address(emulator.hostname))] : []),
        ...inside(vpc),
        ...toPause,
      ],
    },
  ])
}

const tcp = Buffer.from([6])
const udp = Buffer.from([17])

function inside(cidr: string) {
  const { first, size } = parseCidr(cidr)!
  return [masked(number(2 ** 32 - size)), equals(number(first))]
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

function port(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(value)
  return bytes
}

/** The index of the loopback interface, which the kernel compares in its own byte order. */
function loopback(): Buffer {
  const index = Buffer.alloc(4)
  index.writeUInt32LE(1)
  return index
}

const address = (text: string): Buffer => Buffer.from(text.split('.').map(Number))

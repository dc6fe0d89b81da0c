import { type Mistake, replaceIn, type Texts } from './mistake.ts'

/** The command in place of the program. */
const runShell = (command: string) =>
  replaceIn('definition', /"command": \["node", .*\],/, `"command": ["sh", "-c", "${command}"],`)

/** A volume of the task at `/data`, which a program uses. */
const useVolume =
  (statement: string) =>
  (texts: Texts): Partial<Texts> => ({
    ...replaceIn('program', /^/, `${statement}\n`)(texts),
    definition: texts.definition
      .replace('"containerDefinitions"', '"volumes": [{ "name": "data" }],\n"containerDefinitions"')
      .replace(
        '"readonlyRootFilesystem"',
        '"mountPoints": [{ "sourceVolume": "data", "containerPath": "/data" }],\n"readonlyRootFilesystem"',
      ),
  })

/** Mistakes for which the containers of a task end or stay unhealthy. */
export const programMistakes: Mistake[] = [
  {
    name: 'the program listens on 127.0.0.1 only',
    change: replaceIn('program', 'listen(8080)', "listen(8080, '127.0.0.1')"),
    verb: 'deploy',
    isUnhealthy: true,
  },
  {
    name: 'the program listens on another port',
    change: replaceIn('program', 'listen(8080)', 'listen(3000)'),
    verb: 'deploy',
    isUnhealthy: true,
  },
  {
    name: 'the health path does not exist',
    change: replaceIn(
      'program',
      'response.end(',
      "response.writeHead(request.url === '/ping' ? 404 : 200).end(",
    ),
    verb: 'deploy',
    isUnhealthy: true,
  },
  {
    name: 'the program needs a variable that the task does not have',
    change: replaceIn(
      'program',
      /^/,
      "if (!process.env.DATABASE_URL) throw new Error('DATABASE_URL is not set')\n",
    ),
    verb: 'deploy',
  },
  {
    name: 'the program ends',
    change: replaceIn('program', /^/, 'process.exit(0)\n'),
    verb: 'deploy',
  },
  {
    name: 'the program uses more memory than it has',
    change: replaceIn('program', /^/, 'for (const all = []; ; ) all.push(Buffer.alloc(5e7, 1))\n'),
    verb: 'deploy',
  },
  {
    name: 'a file is not copied into the image',
    change: () => ({
      dockerfile:
        'FROM node:26-slim\nWORKDIR /app\nCOPY server/healthcheck.ts server/\nCMD ["node", "server/index.cjs"]\n',
    }),
    verb: 'deploy',
  },
  {
    name: 'the program listens on a port below 1024 without being root',
    change: replaceIn('program', 'listen(8080)', 'listen(81)'),
    verb: 'deploy',
  },
  {
    name: 'the program writes to the read-only file system',
    change: replaceIn('program', /^/, "require('node:fs').writeFileSync('/app/cache', '')\n"),
    verb: 'deploy',
  },
  {
    name: 'the container health check fails',
    change: replaceIn(
      'definition',
      /"command": \["CMD", "node", "server\/healthcheck.ts"\][^}]*/,
      '"command": ["CMD-SHELL", "exit 1"], "interval": 5, "retries": 1',
    ),
    verb: 'deploy',
    isUnhealthy: true,
  },
  {
    name: 'a program of the image is for another processor',
    change: (texts) => ({
      ...replaceIn('definition', /"command": \["node", .*\],/, '')(texts),
      // The header of an ELF file for a processor that nobody has.
      dockerfile: String.raw`FROM node:26-slim
RUN printf '\177ELF\2\1\1\0\0\0\0\0\0\0\0\0\2\0\377\0' > /program && chmod +x /program
CMD ["/program"]
`,
    }),
    verb: 'deploy',
  },
  {
    name: 'a command runs a program that the image lacks',
    change: runShell('curl -f http://localhost:8080'),
    verb: 'deploy',
  },
  {
    name: 'the program connects to a host of compose.yaml',
    change: replaceIn('program', /^/, "require('node:net').connect(5432, 'database')\n"),
    verb: 'deploy',
  },
  {
    name: 'two servers listen on one port',
    change: replaceIn('program', /$/, "require('node:net').createServer().listen(8080)\n"),
    verb: 'deploy',
  },
  {
    name: 'the program crashes without a word',
    change: replaceIn('program', /^/, 'process.exit(3)\n'),
    verb: 'deploy',
  },
  {
    name: 'the program does not answer',
    change: replaceIn('program', 'response.end(answers[request.url])', ''),
    verb: 'deploy',
    isUnhealthy: true,
  },
  {
    name: 'the program writes to a volume of root',
    change: useVolume("require('node:fs').writeFileSync('/data/cache', '')"),
    verb: 'deploy',
  },
  {
    name: 'a volume hides a file of the image',
    change: useVolume("require('node:fs').readFileSync('/data/settings.json')"),
    verb: 'deploy',
  },
]

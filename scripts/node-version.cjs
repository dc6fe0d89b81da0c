// Every npm script loads this file first. It is plain JavaScript, because an older Node cannot read
// TypeScript and would fail with ERR_UNKNOWN_FILE_EXTENSION.
const required = 26
const { node } = process.versions

if (Number.parseInt(node) < required) {
  console.error(
    `docker-cloud needs Node ${required}, and this is Node ${node}: run \`npm ci\` first, which installs Node ${required} for the npm scripts.`,
  )
  process.exit(1)
}

// A release starts many verbs, each with the AWS SDK: Node keeps what it has compiled, also for the
// processes that this one starts.
process.env.NODE_COMPILE_CACHE ??= require('node:path').join(
  __dirname,
  '../node_modules/.cache/node',
)
require('node:module').enableCompileCache(process.env.NODE_COMPILE_CACHE)

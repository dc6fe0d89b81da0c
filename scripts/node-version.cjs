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

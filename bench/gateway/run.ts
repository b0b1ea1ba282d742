import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { build } from 'esbuild';
import { mintToken } from '../../src/gateway/index.ts';
import { gatewayNodeFlags } from '../../src/main/parts/gateway-runtime.ts';
import { createTestAuthority } from '../../src/testing/certificates.ts';
import { testApp, testConfig } from '../../src/testing/gateway.ts';
import { writeNginx } from './nginx.ts';
import { cores, cpuOfTree, onCore, residentOf, startProgram } from './processes.ts';

// The whole gateway (session, grant, access records, metrics) beside nginx as a plain proxy and nginx with
// auth_request: CPU time per request of the whole process tree, in interleaved rounds. Fails below the targets.
const targets = { ofNginx: 0.6, ofAuthRequest: 1.7, bytesPerIdleConnection: 45_000 };
const rounds = Number(process.env['ROUNDS'] ?? 5);
const seconds = Number(process.env['ROUND_SECONDS'] ?? 3);
const warmUpSeconds = Number(process.env['WARM_UP'] ?? 10);
// With VARY=1 no two requests have the same field lines, so that what the gateway remembers of them is of no use.
const varied = process.env['VARY'] === '1';
const idleConnections = Number(process.env['IDLE'] ?? 1500);
const ports = { upstream: 18080, plain: 18441, withAuth: 18442, auth: 18081, gateway: 18443 };
// wrk names the host of its URL in the handshake, so the app lives under one that resolves everywhere.
const host = 'localhost';

const variedRequests = `local n = 0
request = function()
  n = n + 1
  wrk.headers['Referer'] = 'https://${host}/page' .. n
  return wrk.format()
end
`;

interface Candidate {
  readonly name: string;
  readonly port: number;
  readonly roots: readonly number[];
}

const folder = mkdtempSync(join(tmpdir(), 'sallyport-bench-'));
const children: ChildProcess[] = [];
let failed = false;
try {
  failed = await main();
} finally {
  for (const child of children) child.kill('SIGTERM');
  await new Promise((resolve) => setTimeout(resolve, 300));
  rmSync(folder, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);

async function main(): Promise<boolean> {
  prepareFiles();
  const cookie = writeGatewayInput();
  await bundle('gateway-worker');
  await bundle('auth-worker');
  const nginx = async (role: Parameters<typeof writeNginx>[0]): Promise<ChildProcess> =>
    start('nginx', ['-c', writeNginx(role), '-p', folder], role.port, coreOf(role));
  await nginx({ folder, name: 'upstream', port: ports.upstream });
  const plain = await nginx({ folder, name: 'plain', port: ports.plain, upstream: ports.upstream });
  const auth = await start('node', [join(folder, 'auth-worker.mjs'), String(ports.auth)], ports.auth);
  const roles = { folder, name: 'auth', port: ports.withAuth, upstream: ports.upstream, auth: ports.auth };
  const withAuth = await nginx(roles);
  const args = [
    ...gatewayNodeFlags,
    '--expose-gc',
    join(folder, 'gateway-worker.mjs'),
    join(folder, 'gateway.json'),
  ];
  const gateway = await start('node', args, ports.gateway);
  // So that what the worker grows to under load, whoever is connected, is not counted to connections.
  await wrk(ports.gateway, cookie, warmUpSeconds);
  const memory = await measureIdle(gateway.pid ?? 0, cookie);
  const candidates: Candidate[] = [
    { name: 'nginx', port: ports.plain, roots: [plain.pid ?? 0] },
    { name: 'nginx + auth_request', port: ports.withAuth, roots: [withAuth.pid ?? 0, auth.pid ?? 0] },
    { name: 'sallyport', port: ports.gateway, roots: [gateway.pid ?? 0] },
  ];
  const costs = await measureRounds(candidates, cookie);
  return report(costs, memory);
}

function coreOf({ upstream }: Parameters<typeof writeNginx>[0]): number {
  return upstream === undefined ? cores.around : cores.measured;
}

async function measureRounds(candidates: readonly Candidate[], cookie: string): Promise<number[][]> {
  const costs: number[][] = [];
  // Long enough that what runs is what the compiler has made of it; this takes tens of thousands of requests.
  for (const candidate of candidates) await wrk(candidate.port, cookie, warmUpSeconds);
  for (let round = 0; round <= rounds; round++) {
    const row: number[] = [];
    for (const candidate of candidates) row.push(await costPerRequest(candidate, cookie));
    console.log(
      `${round === 0 ? 'warm-up' : `round ${round}`}: ` +
        candidates.map(({ name }, i) => `${name} ${row[i]?.toFixed(1)} µs`).join(', '),
    );
    if (round > 0) costs.push(row);
  }
  return costs;
}

function report(costs: readonly number[][], memory: number): boolean {
  const ofNginx = median(costs.map(([nginx = 0, , ours = 1]) => nginx / ours));
  const ofAuth = median(costs.map(([, auth = 0, ours = 1]) => auth / ours));
  const lines: readonly (readonly [string, string, boolean])[] = [
    ['of nginx', `${ofNginx.toFixed(2)} (target ${targets.ofNginx})`, ofNginx >= targets.ofNginx],
    [
      'of auth_request',
      `${ofAuth.toFixed(2)} (target ${targets.ofAuthRequest})`,
      ofAuth >= targets.ofAuthRequest,
    ],
    [
      'per idle TLS connection',
      `${(memory / 1000).toFixed(1)} kB (target ${targets.bytesPerIdleConnection / 1000})`,
      memory <= targets.bytesPerIdleConnection,
    ],
  ];
  for (const [what, value, good] of lines) console.log(`${good ? 'ok' : 'MISSED'}: ${what} ${value}`);
  return lines.some(([, , good]) => !good);
}

async function costPerRequest(candidate: Candidate, cookie: string): Promise<number> {
  const before = candidate.roots.reduce((sum, pid) => sum + cpuOfTree(pid), 0);
  const requests = await wrk(candidate.port, cookie);
  const after = candidate.roots.reduce((sum, pid) => sum + cpuOfTree(pid), 0);
  if (requests === 0) throw new Error(`${candidate.name} answered nothing`);
  return (after - before) / requests;
}

function wrk(port: number, cookie: string, duration = seconds): Promise<number> {
  const headers = [
    `Host: ${host}`,
    'User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36',
    'Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8',
    'Accept-Encoding: gzip, deflate, br, zstd',
    'Accept-Language: en-GB,en;q=0.9,de;q=0.8',
    'Sec-Fetch-Dest: empty',
    'Sec-Fetch-Mode: cors',
    'Sec-Fetch-Site: same-origin',
    `Referer: https://${host}/index.html`,
    `Cookie: theme=dark; session=bench; ${cookie}`,
  ];
  const script = varied ? ['-s', join(folder, 'varied.lua')] : [];
  const args = ['-t', '1', '-c', '64', '-d', `${duration}s`, ...script];
  args.push(...headers.flatMap((line) => ['-H', line]));
  const child = spawn(...onCore(cores.around, 'wrk', [...args, `https://${host}:${port}/1k.html`]));
  let out = '';
  child.stdout.on('data', (bytes: Buffer) => (out += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => (out += bytes.toString()));
  return new Promise((resolve, reject) => {
    child.once('exit', () => {
      const wrong = /Non-2xx|Socket errors: connect [1-9]/.exec(out);
      if (wrong !== null) reject(new Error(`wrk saw errors:\n${out}`));
      else resolve(Number(/([0-9]+) requests in/.exec(out)?.[1] ?? 0));
    });
  });
}

/**
 * Opens connections, one request on each, and says how much resident memory each one more keeps while idle:
 * from the second third to the last, so that what the worker needs once is in neither figure.
 */
async function measureIdle(pid: number, cookie: string): Promise<number> {
  const first = await openMany(Math.floor(idleConnections / 3), cookie);
  await settle();
  const before = residentOf(pid);
  const more = await openMany(idleConnections - first.length, cookie);
  await settle();
  const after = residentOf(pid);
  for (const socket of [...first, ...more]) socket.destroy();
  await settle();
  return (after - before) / more.length;
}

function settle(): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, 3000));
}

async function openMany(count: number, cookie: string): Promise<TLSSocket[]> {
  const sockets: TLSSocket[] = [];
  while (sockets.length < count) {
    const batch = Array.from({ length: Math.min(32, count - sockets.length) }, () => openOne(cookie));
    sockets.push(...(await Promise.all(batch)));
  }
  return sockets;
}

function openOne(cookie: string): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connectTls({
      port: ports.gateway,
      host: '127.0.0.1',
      servername: host,
      rejectUnauthorized: false,
    });
    socket.once('error', reject);
    socket.once('secureConnect', () => {
      socket.write(`GET /1k.html HTTP/1.1\r\nHost: ${host}\r\nCookie: ${cookie}\r\n\r\n`);
      socket.once('data', () => resolve(socket));
    });
  });
}

function prepareFiles(): void {
  mkdirSync(join(folder, 'www'));
  mkdirSync(join(folder, 'records'));
  writeFileSync(join(folder, 'www', '1k.html'), 'x'.repeat(1024));
  writeFileSync(join(folder, 'varied.lua'), variedRequests);
}

/** Writes certificate and configuration; gives the cookie of somebody who is let in. */
function writeGatewayInput(): string {
  const pair = createTestAuthority().issueHosts(host);
  writeFileSync(join(folder, 'cert.pem'), pair.certificate);
  writeFileSync(join(folder, 'key.pem'), pair.privateKey);
  const app = testApp(`http://127.0.0.1:${ports.upstream}`, { host, isolated: true });
  const config = testConfig([app], { certificates: [{ names: [host], ...pair }] });
  const input = { config, port: ports.gateway, records: join(folder, 'records') };
  writeFileSync(join(folder, 'gateway.json'), JSON.stringify(input));
  return `__Host-sallyport=${mintToken(config.rollingKeys)?.token ?? ''}`;
}

async function bundle(name: string): Promise<void> {
  await build({
    entryPoints: [new URL(`./${name}.ts`, import.meta.url).pathname],
    outfile: join(folder, `${name}.mjs`),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  });
}

async function start(
  command: string,
  args: readonly string[],
  port: number,
  core: number = cores.measured,
): Promise<ChildProcess> {
  const child = await startProgram({ command, args, port, core });
  children.push(child);
  return child;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Fault } from '#contracts/errors.ts';
import { type HealthCheck, reportHealth } from './health.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';

export interface OperationsListenerOptions {
  /** A loopback address; absent: 127.0.0.1. */
  readonly address?: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly metrics: Metrics;
  readonly checks: readonly HealthCheck[];
  readonly log: Log;
}

export interface OperationsListener {
  readonly address: string;
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves `/metrics` (Prometheus), `/health` (every check; 503 when one is failing) and `/live` (the loop turns)
 * on a listener of their own. It binds loopback addresses only and answers only requests that name one: figures
 * about the inside once stood on a public port elsewhere (CVE-2022-24797), and a page in a browser on this
 * machine must not read them by pointing its own name here (DNS rebinding).
 *
 * @throws Fault `config-invalid` for an address that is not loopback, `port-taken`.
 */
export async function openOperationsListener(
  options: OperationsListenerOptions,
): Promise<OperationsListener> {
  const address = options.address ?? '127.0.0.1';
  if (!isLoopback(address)) {
    throw new Fault('config-invalid', `metrics and health listen on loopback only, not on ${address}`);
  }
  const server = createServer({ maxHeaderSize: 8_192, requestTimeout: 10_000 }, (request, response) => {
    void answer(options, request, response).catch((error: unknown) => {
      options.log.error('could not answer on the operations listener', { error });
      response.destroy();
    });
  });
  server.maxConnections = 64;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE' || error.code === 'EACCES';
      const said = `metrics cannot listen on ${address} port ${options.port}: ${error.message}`;
      reject(taken ? new Fault('port-taken', said, { cause: error }) : error);
    });
    server.listen({ host: address, port: options.port }, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    address,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  options: OperationsListenerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  request.resume();
  if (!namesLoopback(request.headers.host)) return send(response, 421, 'text/plain', 'not here\n');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return send(response, 405, 'text/plain', 'GET only\n');
  }
  const [path] = (request.url ?? '').split('?');
  if (path === '/live') return send(response, 200, 'text/plain', 'ok\n');
  if (path === '/health') {
    const report = reportHealth(options.checks);
    const status = report.state === 'failing' ? 503 : 200;
    return send(response, status, 'application/json', `${JSON.stringify(report)}\n`);
  }
  if (path === '/metrics') {
    return send(response, 200, 'text/plain; version=0.0.4; charset=utf-8', await options.metrics.text());
  }
  return send(response, 404, 'text/plain', 'here are /metrics, /health and /live\n');
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(body);
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^127(\.\d{1,3}){3}$/.test(address);
}

function namesLoopback(host: string | undefined): boolean {
  if (host === undefined) return false;
  const name = host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  return name === 'localhost' || isLoopback(name);
}

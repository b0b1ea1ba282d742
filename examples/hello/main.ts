import { createHello } from './hello.ts';

// Settings come from the environment; `examples/hello/README.md` lists them.
const read = (name: string): string | undefined => {
  const value = process.env[name];
  return value === undefined || value === '' ? undefined : value;
};

const issuer = read('HELLO_ISSUER');
const audience = read('HELLO_AUDIENCE');
if (issuer === undefined || audience === undefined) {
  console.error('HELLO_ISSUER and HELLO_AUDIENCE have to be set.');
  process.exit(2);
}

const server = createHello({
  issuer,
  audience,
  authority: read('HELLO_AUTHORITY'),
  address: read('HELLO_ISSUER_ADDRESS'),
});

// All code is loaded: whoever started this as root has it become somebody who may do nothing.
const uid = Number(read('HELLO_UID') ?? 0);
if (uid > 0 && process.getuid?.() === 0) {
  process.setgroups?.([]);
  process.setgid?.(uid);
  process.setuid?.(uid);
}

const end = (): void => process.exit(0);
process.on('SIGTERM', end);
process.on('SIGINT', end);
// Whoever started this holds the other end: without them there is nobody to end it.
if (read('HELLO_ENDS_WITH_STDIN') !== undefined) process.stdin.on('end', end).on('error', end).resume();

server.on('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
// Loopback alone: whoever reached it past the gateway would be shown to nobody.
server.listen(Number(read('HELLO_PORT') ?? 0), '127.0.0.1', () => {
  const at = server.address();
  if (typeof at === 'object' && at !== null) console.log(`hello listens on http://127.0.0.1:${at.port}`);
});

import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, it } from 'vitest';
import { isFault } from '#contracts/errors.ts';
import { usableAddresses } from './free-ports.ts';

it('names the address on which a port is taken', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await expect(usableAddresses(['127.0.0.1'], port)).rejects.toSatisfy(
    (thrown) => isFault(thrown, 'port-taken') && thrown.message.includes(`${port}`),
  );
  server.close();
  await once(server, 'close');
  expect(await usableAddresses(['127.0.0.1'], port)).toEqual(['127.0.0.1']);
});

it('leaves out an address that the machine lacks, and refuses when none is left', async () => {
  expect(await usableAddresses(['127.0.0.1', '192.0.2.77'], 0)).toEqual(['127.0.0.1']);
  await expect(usableAddresses(['192.0.2.77'], 0)).rejects.toThrow('none of the addresses');
});

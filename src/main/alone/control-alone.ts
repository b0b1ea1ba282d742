import { dirname, join } from 'node:path';
import { systemClock } from '#base/clock.ts';
import { Fault } from '#contracts/errors.ts';
import { listenAddresses } from '../configuration/sections/general.ts';
import { type Endpoint, endpointText } from '../configuration/values.ts';
import { makeDataFolders } from '../data-folders.ts';
import { followHostCertificate } from '../host-certificate/follow-host-certificate.ts';
import { hostCertificatePlace } from '../host-certificate/read-host-certificate.ts';
import { ownListeners } from '../own-listeners.ts';
import type { RunningPart } from '../supervisor/child-side.ts';
import { runControl } from '../parts/control/run-control.ts';
import { softwareVersion } from '../version.ts';
import type { AloneOptions, AlonePart } from './alone.ts';

/** Where control listens for gateways unless it is told. */
const usualPlace: Endpoint = { kind: 'tcp', host: '127.0.0.1', port: 8444 };

/** Runs one of any number of control processes, on a database that they share. */
export async function runControlAlone(options: AloneOptions): Promise<AlonePart> {
  const { configuration, dataDir, entry } = options;
  const { general, control, database, users } = configuration;
  if (database.url === undefined)
    throw new Fault('config-invalid', 'control needs a database: set DATABASE_URL.');
  const separate = process.getuid?.() === 0 ? users : undefined;
  const folders = await makeDataFolders(dataDir, separate);
  const listen = control.listen ?? usualPlace;
  const place = hostCertificatePlace(configuration);
  const running: { part?: RunningPart } = {};
  const hostCertificate =
    place === undefined
      ? undefined
      : await followHostCertificate({
          place,
          clock: systemClock,
          news: (news) => running.part?.hear?.(news),
        });
  const part = await runControl({
    version: softwareVersion,
    configuration,
    database: { kind: 'url', url: database.url },
    listen,
    localSocket: join(folders.control, 'local.sock'),
    checkpoints: folders.checkpoints,
    rootKey: {
      dataDir,
      file: general['root-key-file'],
      credentialsDirectory: process.env['CREDENTIALS_DIRECTORY'],
    },
    hostCertificate: hostCertificate?.current(),
    consoleFolder: join(dirname(entry), 'console'),
    forbiddenUpstreams: ownListeners(
      { ...configuration, control: { ...control, listen } },
      listenAddresses(general.domain, general.listen),
    ),
    uid: separate?.control,
  });
  running.part = part;
  const setupLink = (await part.answer?.('setup-link')) ?? '';
  return {
    part,
    lines: [
      ...(setupLink === '' ? [] : ([['Set it up', setupLink]] as const)),
      ['Gateways', endpointText(listen)],
    ],
    notes: ['`sallyport gateways join-token` makes a token for a gateway.'],
  };
}

import { listenAddresses } from '../configuration/sections/general.ts';
import { endpointText } from '../configuration/values.ts';
import { makeDataFolders } from '../data-folders.ts';
import { usableAddresses } from '../free-ports.ts';
import { runGateway } from '../parts/gateway.ts';
import { softwareVersion } from '../version.ts';
import type { AloneOptions, AlonePart } from './alone.ts';

/** Runs one of any number of gateways, joined to a control plane. */
export async function runGatewayAlone({ configuration, dataDir }: AloneOptions): Promise<AlonePart> {
  const { general, control, gateway, metrics, records, users } = configuration;
  const separate = process.getuid?.() === 0 ? users : undefined;
  const folders = await makeDataFolders(dataDir, separate);
  const listen = await usableAddresses(listenAddresses(general.domain, general.listen), general.port);
  const part = await runGateway({
    version: softwareVersion,
    workers: gateway.workers,
    port: general.port,
    listen,
    logLevel: general['log-level'],
    folder: folders.gateway,
    control: control.addresses,
    joinToken: control['join-token'],
    metrics: metrics.gateway,
    records: { fileBytes: records['file-size'], files: records.files },
    uid: separate?.gateway,
  });
  return {
    part,
    lines: [
      ['Listens', listen.map((host) => endpointText({ kind: 'tcp', host, port: general.port })).join(', ')],
      ['Control', control.addresses.map(endpointText).join(', ')],
    ],
    notes: [],
  };
}

import type { Configuration } from '../configuration/sections.ts';
import type { Endpoint } from '../configuration/values.ts';
import type { HostCertificateFiles } from '../host-certificate/read-host-certificate.ts';

/** What control gets to do, from the supervisor or from its own command line. */
export interface ControlWork {
  /** Of this software. */
  readonly version: string;
  readonly configuration: Configuration;
  readonly database: DatabaseTarget;
  /** Where gateways reach it. */
  readonly listen: Endpoint;
  /** The socket of the machine's own users. */
  readonly localSocket: string;
  /** A folder of control's own, where each signed checkpoint is appended to a file for somebody else to fetch. */
  readonly checkpoints: string;
  readonly rootKey: {
    readonly dataDir: string;
    readonly file: string | undefined;
    /** `CREDENTIALS_DIRECTORY` of systemd.exec(5). */
    readonly credentialsDirectory: string | undefined;
  };
  /** The organisation's own certificate for the public hosts, PEM; undefined: one by our authority. */
  readonly hostCertificate: HostCertificateFiles | undefined;
  /** The folder of the built console. */
  readonly consoleFolder: string;
  /** Where Sallyport itself listens, so that no upstream may be one of these places. */
  readonly forbiddenUpstreams: readonly string[];
  /** The user to become once everything is open; undefined: stay. */
  readonly uid: number | undefined;
}

/** A database, by URL or by the embedded server's address. */
export type DatabaseTarget =
  | { readonly kind: 'url'; readonly url: string }
  | {
      readonly kind: 'embedded';
      readonly host: string;
      readonly port: number;
      readonly user: string;
      readonly password: string;
      readonly database: string;
    };

/**
 * What a gateway gets to do. It holds nothing of the configuration that it has no use for: it faces the
 * network, and whoever takes it over reads all it was told.
 */
export interface GatewayWork {
  /** Of this software. */
  readonly version: string;
  /** How many processes share the port. */
  readonly workers: number;
  readonly port: number;
  readonly listen: readonly string[];
  readonly logLevel: Configuration['general']['log-level'];
  /** The folder of the gateways of this machine; each worker has one of its own in it. */
  readonly folder: string;
  readonly control: readonly Endpoint[];
  /**
   * Used by a worker that has no certificate, or none that control knows; good for all of them. Where there is none,
   * a worker asks whoever started it when it needs one.
   */
  readonly joinToken: string | undefined;
  readonly metrics: Endpoint | undefined;
  readonly records: { readonly fileBytes: number; readonly files: number };
  readonly uid: number | undefined;
}

/** What one gateway process gets to do. */
export interface GatewayWorkerWork extends Omit<GatewayWork, 'workers'> {
  /** From 1. */
  readonly number: number;
  /** How often it had to be started again; absent where it is the only one and `serve` counts. */
  readonly restarts?: number;
}

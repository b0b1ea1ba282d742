/**
 * How Node runs a gateway. Nearly all that a request allocates is dead when its answer has left; a young
 * generation of a few megabytes is collected so often that part of it is taken for old (measured: an eighth of
 * the gateway's time). Memory in numbers: up to 64 MB of young objects for each worker under load.
 */
export const gatewayNodeFlags: readonly string[] = ['--max-semi-space-size=64', '--min-semi-space-size=16'];

/**
 * Node's TLS reserves 64 KiB to read into for each connection and uses little of it; from a mapping of its own
 * only what is used becomes resident (glibc's malloc).
 */
export const gatewayEnvironment: Readonly<Record<string, string>> = { MALLOC_MMAP_THRESHOLD_: '65536' };

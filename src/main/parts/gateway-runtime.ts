/**
 * How Node runs a gateway. Nearly all that a request allocates is dead when its answer has left; a young
 * generation that is collected too often takes part of what is still under way for old. It begins at 16 MB and
 * grows to 64 MB for each worker where many requests are under way at once.
 */
export const gatewayNodeFlags: readonly string[] = ['--max-semi-space-size=64', '--min-semi-space-size=16'];

/**
 * Where buffers of a connection live (glibc's malloc). Node reads into 64 KiB and OpenSSL keeps room for a whole TLS
 * record of 16 KiB and more, both for a moment and for each connection; from mappings of their own they leave no
 * holes in the heap when they are freed. Buffers of the bytes
 * themselves, 16 KiB at most, stay in the heap.
 */
export const gatewayEnvironment: Readonly<Record<string, string>> = { MALLOC_MMAP_THRESHOLD_: '16500' };

/** How long a last word may take before the reset, milliseconds. */
export const lastWordMs = 50;
/** From how many bytes on that the client has not taken the upstream is no longer read. */
export const highWater = 300 * 1024;
/** How much may be left in the queue of a client when an exchange counts as over. */
export const drainedBelow = 64 * 1024;

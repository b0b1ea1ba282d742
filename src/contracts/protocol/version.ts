/**
 * The version of the control stream. Both ends name theirs in the first message and the older decides; an end
 * that cannot speak it closes with a `link-version` fault.
 *
 * | version | since | what changed |
 * |---|---|---|
 * | 1 | 2026-11 | the first |
 * | 2 | 2026-11 | gateways tell of access records that they lost (`lost-records`) |
 */
export const protocolVersion = 2;

/** The oldest version that this software still speaks. */
export const oldestVersion = 1;

/** Every key of a service account starts so, which lets scanners find one that was left lying about. */
export const serviceKeyPrefix = 'slk_';

/** For how many days a key works unless something else is said, and at most. */
export const keyLifetimeDays = { usual: 90, most: 366 } as const;

/** How many keys of one account may work at the same time. */
export const mostLiveKeys = 10;

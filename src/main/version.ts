/** Put in by the build, from package.json. */
declare const builtVersion: string | undefined;

/** The version of this software; run from source it has none. */
export const softwareVersion: string = typeof builtVersion === 'string' ? builtVersion : '0.0.0-source';

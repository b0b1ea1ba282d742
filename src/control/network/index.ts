export { type LocateOptions, type Locator, openLocator } from './locate.ts';

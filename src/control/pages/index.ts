export { createPortalPages, type PortalApp, type PortalPagesDeps } from './portal/create-portal-pages.ts';
export type { Ground } from './setup/ground.ts';
export { createSetupPages, type SetupPagesDeps } from './setup/create-setup-pages.ts';
export type { RegisteredApp } from './sign-in/attempts.ts';
export { createSignInPages } from './sign-in/create-sign-in-pages.ts';
export type { SignInPagesDeps } from './sign-in/sign-in-flow.ts';

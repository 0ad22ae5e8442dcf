// Names that the build puts into the code. Declared once, here, for the floors compiled with the browser's types.

/** The version of package.json, written in by vite.config.ts when the code is built, served or tested. */
declare const __APP_VERSION__: string;

/**
 * Loaded ahead of a program (`node --import`): traces of errors name lines of our TypeScript. Those of installed packages stay as they are: their maps would take
 * more memory than everything that the service remembers (`--enable-source-maps` reads the map of every module that is loaded).
 */
import { setSourceMapsSupport } from 'node:module';

setSourceMapsSupport(true, { nodeModules: false, generatedCode: false });

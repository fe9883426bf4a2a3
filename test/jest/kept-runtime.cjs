/**
 * The program and its libraries are loaded once for each of jest's processes, which takes seconds; specs and their helpers
 * anew for every file. Modules of `src` keep nothing but answers that would be the same again (tables, caches of pure functions).
 */
const { sep } = require('node:path');
const { pathToFileURL } = require('node:url');
const { default: Runtime } = require('jest-runtime');

const kept = { commonJs: new Map(), esModules: new Map(), sourceMaps: new Map() };

class KeptRuntime extends Runtime {
  constructor(config, environment, resolver, transformer, cacheFS, coverage, testPath, globalConfig) {
    super(config, environment, resolver, transformer, cacheFS, coverage, testPath, globalConfig);
    this.keeps = !globalConfig.collectCoverage;
    if (!this.keeps) return;
    this.registries.moduleRegistry = kept.commonJs;
    this.registries.esModuleRegistry = kept.esModules;
    this.transformCache.sourceMaps = kept.sourceMaps;
  }

  teardown() {
    if (!this.keeps) return super.teardown();
    this.restoreAllMocks();
    forget(kept.commonJs, `${this._config.rootDir}${sep}test${sep}`);
    forget(kept.esModules, pathToFileURL(`${this._config.rootDir}${sep}test${sep}`).href);
    this.fileCache.clear();
    this.transformCache.clear();
    // Modules that came with this file may have others still to load.
    this.enterTestCode();
  }
}

function forget(modules, folder) {
  for (const name of modules.keys()) {
    if (name.startsWith(folder) || name.startsWith('@jest/globals') || name.endsWith('.spec.ts')) modules.delete(name);
  }
}

module.exports = KeptRuntime;

/** The walls of src/README.md: which file may know of which. Each has a bad example below test/walls that must fail. */
const NOT_SHIPPED = '\\.(spec|samples)\\.ts$';
/** The sample is no word of the product: it fills its tables in bulk, as their folders would. */
const SAMPLE = '^src/sample/';
const PURE_LIBRARIES =
  'node_modules/(temporal-polyfill|rrule-temporal|lru-cache|h3-js|@photostructure/tz-lookup|libphonenumber-js)/';
/** What names the word of its folder to GraphQL or Nest is not part of the pure calendar, place and screening. */
const OUTER = '\\.(type|module|resolver|store|row)\\.ts$';

/** Where a process begins. */
const ENTRANCES = '^src/(main|cli|platform/own-source-maps|dispatch/solver/solve-plan)\\.ts$';

module.exports = {
  forbidden: [
    {
      name: '1-kernel-imports-nothing',
      severity: 'error',
      comment: 'The kernel is pure: it imports only itself.',
      from: { path: '^src/kernel/', pathNot: NOT_SHIPPED },
      to: { pathNot: '^src/kernel/' },
    },
    {
      name: '1-domain-is-pure',
      severity: 'error',
      comment:
        'A domain imports itself, the kernel, the calendar, places and word lists: no Nest, no database, no node:*.',
      from: { path: '^src/([^/]+)/domain/', pathNot: NOT_SHIPPED },
      to: {
        pathNot: [
          '^src/$1/domain/',
          '^src/kernel/',
          `^src/(calendar|place|screening)/(?!.*${OUTER})`,
          'node_modules/@scure/bip39/wordlists/',
        ],
      },
    },
    {
      name: '1-calendar-and-place-are-pure',
      severity: 'error',
      comment:
        'Time and place are reckoned, and texts screened, without Nest and without a database. Only postal-code-file.ts and word-list-files.ts read files.',
      from: {
        path: '^src/(calendar|place|screening)/',
        pathNot: [NOT_SHIPPED, OUTER, '^src/place/postal-code-file\\.ts$', '^src/screening/word-list-files\\.ts$'],
      },
      to: { pathNot: ['^src/(kernel|calendar|place|screening)/', PURE_LIBRARIES] },
    },
    {
      name: '2-database-in-stores-only',
      severity: 'error',
      comment: 'typeorm and pg belong to stores, rows, modules, the platform, sealing and migrations.',
      from: {
        path: '^src/',
        pathNot: ['^src/(platform|sealing)/', '\\.(store|row|module)\\.ts$', NOT_SHIPPED, SAMPLE],
      },
      to: { path: 'node_modules/(typeorm|pg)/' },
    },
    {
      name: '3-resolvers-are-thin',
      severity: 'error',
      comment: 'A resolver hands arguments and viewer to a use case: it knows no store, no row and no database.',
      from: { path: '\\.resolver\\.ts$' },
      to: { path: ['\\.(store|row)\\.ts$', '^src/platform/database/'] },
    },
    {
      name: '4-across-folders-by-use-cases',
      severity: 'error',
      comment: 'Another folder is known by its use cases, types and modules: not by its stores, resolvers or rules.',
      from: { path: '^src/([^/]+)/', pathNot: [NOT_SHIPPED, SAMPLE] },
      to: { path: ['^src/[^/]+/.*\\.(store|resolver)\\.ts$', '^src/[^/]+/domain/'], pathNot: '^src/$1/' },
    },
    {
      name: '4-rows-name-rows-only',
      severity: 'error',
      comment: "Another folder's row is known by rows alone, for relations.",
      from: { path: '^src/([^/]+)/', pathNot: [NOT_SHIPPED, '\\.row\\.ts$'] },
      to: { path: '\\.row\\.ts$', pathNot: '^src/$1/' },
    },
    {
      name: '4-ground-floor-knows-no-feature',
      severity: 'error',
      comment: 'What everything stands on knows none of what stands on it.',
      from: { path: '^src/(kernel|calendar|place|sealing|platform)/', pathNot: NOT_SHIPPED },
      to: { path: '^src/', pathNot: '^src/(kernel|calendar|place|sealing|platform)/' },
    },
    {
      name: '4-backup-knows-no-feature',
      severity: 'error',
      comment: 'A backup knows tables and keys, and no word of the product.',
      from: { path: '^src/backup/', pathNot: NOT_SHIPPED },
      to: { path: '^src/', pathNot: '^src/(kernel|calendar|sealing|platform|backup)/' },
    },
    {
      name: '4-backup-is-the-operators',
      severity: 'error',
      comment: 'Nobody but the command line makes a backup or puts one back.',
      from: { path: '^src/', pathNot: ['^src/(backup|cli)/', '^src/(feature-modules|sweeps)\\.ts$', NOT_SHIPPED] },
      to: { path: '^src/backup/' },
    },
    {
      name: '5-no-circles',
      severity: 'error',
      comment: 'Two files that need each other are one file, or miss a third.',
      from: {},
      to: { circular: true },
    },
    {
      name: '5-no-orphans',
      severity: 'error',
      comment:
        'What neither the service, nor a process that it starts, nor the command line reaches is not used: delete it.',
      from: { path: ENTRANCES },
      to: { path: '^src/', pathNot: [NOT_SHIPPED, ENTRANCES], reachable: false },
    },
    {
      name: '5-nothing-unresolved',
      severity: 'error',
      comment: 'Every import leads somewhere, and to a package that package.json names.',
      from: {},
      // Known to Node under its prefix only, which the list of built-in modules leaves out.
      to: { couldNotResolve: true, pathNot: '^node:sqlite$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Types count: a wall with a door for types is no wall.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};

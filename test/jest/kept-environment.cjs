/** One realm for all files of a process, so that programs kept there fit (`kept-runtime.cjs`); a file finds it as the first one did. */
const vm = require('node:vm');
const { TestEnvironment } = require('jest-environment-node');

/** What jest itself leaves in a realm for the length of a file. */
const LEFT_BY_JEST = [
  'EVENT_HANDLERS',
  'TEST_TIMEOUT_SYMBOL',
  'RETRY_TIMES',
  'RETRY_IMMEDIATELY',
  'WAIT_BEFORE_RETRY',
  'LOG_ERRORS_BEFORE_RETRY',
];

class KeptEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    const { env, exit } = this.global.process;
    this.before = { env: { ...env }, exit };
  }

  refresh() {
    const { process } = this.global;
    for (const name of Object.keys(process.env)) delete process.env[name];
    Object.assign(process.env, this.before.env);
    process.exit = this.before.exit;
    for (const name of LEFT_BY_JEST) Reflect.deleteProperty(this.global, Symbol.for(name));
  }

  async teardown() {
    this.fakeTimers.useRealTimers();
    this.fakeTimersModern.useRealTimers();
  }
}

let realm;

/** An ordinary realm: jest's own asks a proxy for whatever the program names, be it `Promise` or `Object`, to clean it up after each file. */
function ordinaryRealm(config, context) {
  const { createContext } = vm;
  vm.createContext = () => createContext(vm.constants.DONT_CONTEXTIFY);
  try {
    return new KeptEnvironment(config, context);
  } finally {
    vm.createContext = createContext;
  }
}

/** Jest asks for a new one by `new`, and is given the one that is there. Coverage is counted in realms of their own. */
module.exports = function environmentFor(config, context) {
  if (config.globalConfig.collectCoverage) return new TestEnvironment(config, context);
  if (realm) realm.refresh();
  else realm = ordinaryRealm(config, context);
  return realm;
};

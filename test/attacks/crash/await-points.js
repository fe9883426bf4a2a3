/**
 * Loaded before a program whose awaits are points: a call that names a point by its number stops there for good, and says so. A sweep is
 * begun by a call that names it, in place of the mark of the clock that begins it otherwise. In JavaScript, because it is loaded by the program's own Node, which may be one that knows no TypeScript.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { Server } from 'node:http';

/** Of the call that is being answered: what it passed, and where it is to stop. */
const calls = new AsyncLocalStorage();
const never = new Promise(() => undefined);
const say = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);

globalThis.awaitPoint = (id, side, value) => {
  const call = calls.getStore();
  if (!call) return value;
  call.passed.push(`${id} ${side}`);
  if (call.passed.length !== call.stopAt) return value;
  say({ stopped: call.name, passed: call.passed });
  return never;
};

/** The program's own, once it has begun. */
let sweeps;
const { RunSweeps } = await import(process.env['CRASH_SWEEPS']);
RunSweeps.prototype.onModuleInit = function keep() {
  sweeps = this;
};

async function sweep(name, response) {
  const { rows } = await sweeps.one(name, new Date());
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ data: { [name]: rows === null ? { code: 'FAILED' } : {} } }));
}

const emit = Server.prototype.emit;
Server.prototype.emit = function emitInCall(event, ...args) {
  const [request, response] = args;
  const name = event === 'request' ? request.headers['x-crash-call'] : undefined;
  if (name === undefined) return emit.call(this, event, ...args);
  const call = { name, stopAt: Number(request.headers['x-crash-at'] ?? 0), passed: [] };
  response.once('close', () => say({ answered: name, passed: call.passed }));
  const named = request.headers['x-crash-sweep'];
  return calls.run(call, () => (named === undefined ? emit.call(this, event, ...args) : void sweep(named, response)));
};

/** Stands between the service and PostgreSQL, understands as much of the protocol as it takes, and cuts a connection around one exchange. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** BEFORE: the statement never arrives. DURING: it is sent, and the line is cut at once. AFTER: it was done, and nobody hears of it. */
export type Cut = 'BEFORE' | 'DURING' | 'AFTER';
export const cuts: readonly Cut[] = ['BEFORE', 'DURING', 'AFTER'];

/** One statement and its answer: its name, or its text where it has none. */
export interface Exchange {
  readonly statement: string;
  readonly isCommit: boolean;
}

interface Armed {
  at: number;
  readonly cut: Cut;
  readonly everything: boolean;
}

const QUIET_MS = 500;
const NEGOTIATIONS = new Set([80_877_103, 80_877_104]); // "May we speak in TLS, or under GSSAPI?"

export class CuttingProxy {
  private readonly lines = new Set<Line>();
  private armed: Armed | null = null;
  /** Since it was last armed or told to listen. */
  exchanges: Exchange[] = [];
  hasCut = false;
  /** Since it began. */
  readonly cutSoFar = { lines: 0, everything: 0 };

  private constructor(
    private readonly server: Server,
    private target: { readonly host: string; readonly port: number },
  ) {}

  static async before(url: string): Promise<CuttingProxy> {
    const { hostname, port } = new URL(url);
    const server = createServer();
    const proxy = new CuttingProxy(server, { host: hostname, port: Number(port) });
    server.on('connection', (client) => proxy.join(client));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  /** The same database, through here. */
  through(url: string): string {
    const through = new URL(url);
    through.hostname = '127.0.0.1';
    through.port = String((this.server.address() as AddressInfo).port); // It listens on a port.
    return through.href;
  }

  /** The next exchanges are counted, and the one at this place, from 0 on, is cut; -1: none. `everything`: with it all other lines are. */
  arm(at: number, cut: Cut, everything = false): void {
    this.armed = at < 0 ? null : { at, cut, everything };
    this.exchanges = [];
    this.hasCut = false;
  }

  /** Once PostgreSQL has done whatever it was sent over a line that was cut. */
  async settled(): Promise<void> {
    for (const line of this.lines) if (line.isCut) await line.isOver;
  }

  /** Once nothing more is said for a while: what a service does by itself when it has started is over. */
  async quiet(): Promise<void> {
    for (let before = -1; before !== this.exchanges.length; ) {
      before = this.exchanges.length;
      await delay(QUIET_MS);
    }
  }

  /** From now on it leads to the server on another port. */
  leadTo(port: number): void {
    this.target = { ...this.target, port };
  }

  async close(): Promise<void> {
    for (const line of this.lines) line.cut();
    this.server.close();
    await once(this.server, 'close');
  }

  private join(client: Socket): void {
    const line: Line = new Line(client, connect(this.target), (exchange) => this.meet(line, exchange));
    this.lines.add(line);
    void line.isOver.then(() => this.lines.delete(line));
  }

  private meet(line: Line, exchange: Exchange): Cut | null {
    this.exchanges.push(exchange);
    if (!this.armed || this.exchanges.length - 1 !== this.armed.at) return null;
    const { cut, everything } = this.armed;
    this.armed = null;
    this.hasCut = true;
    this.cutSoFar.lines += 1;
    if (everything) {
      this.cutSoFar.everything += 1;
      for (const other of this.lines) if (other !== line) other.part();
    }
    return cut;
  }
}

/** One connection of the service, and ours to PostgreSQL for it. */
class Line {
  private unread = Buffer.alloc(0);
  private isOpen = false;
  private isDeaf = false;
  private isParted = false;
  /** When the server has nothing left to do for it. */
  readonly isOver: Promise<unknown>;
  private cutting: Cut | null = null;

  constructor(
    private readonly client: Socket,
    private readonly server: Socket,
    private readonly meet: (exchange: Exchange) => Cut | null,
  ) {
    this.isOver = new Promise((over) => {
      server.once('close', over);
    });
    for (const socket of [client, server]) {
      socket.setNoDelay(true);
      socket.on('error', () => this.cut());
      socket.on('close', () => this.cut());
    }
    client.on('data', (chunk) => this.read(chunk));
    server.on('data', (chunk) => {
      // It was done: that is all we wanted to know.
      if (this.isDeaf) this.cut();
      else if (!this.isParted) client.write(chunk);
    });
  }

  get isCut(): boolean {
    return this.client.destroyed;
  }

  cut(): void {
    this.client.destroy();
    if (!this.isParted) this.server.destroy();
  }

  /** The client hears no more at once; the server ends the line when it has done what it was sent. */
  part(): void {
    this.isParted = true;
    this.client.destroy();
    this.server.end();
  }

  private read(chunk: Buffer): void {
    this.unread = Buffer.concat([this.unread, chunk]);
    // What came together goes on together.
    this.server.cork();
    for (let message = this.next(); message && !this.client.destroyed; message = this.next()) this.pass(message);
    this.server.uncork();
  }

  /** A whole message, or null until there is one. The first has no type. */
  private next(): Buffer | null {
    const head = this.isOpen ? 1 : 0;
    if (this.unread.length < head + 4) return null;
    const end = head + this.unread.readInt32BE(head);
    if (this.unread.length < end) return null;
    const message = this.unread.subarray(0, end);
    this.unread = this.unread.subarray(end);
    return message;
  }

  private pass(message: Buffer): void {
    if (!this.isOpen) {
      this.isOpen = !NEGOTIATIONS.has(message.readInt32BE(4));
      this.server.write(message);
      return;
    }
    const type = String.fromCharCode(message[0] ?? 0);
    const exchange = exchangeOf(type, message);
    if (exchange) this.cutting = this.meet(exchange);
    if (this.cutting === 'BEFORE') {
      this.cut();
      return;
    }
    this.server.write(message);
    // A simple query is whole by itself; a prepared one with its Sync.
    if (this.cutting && (type === 'Q' || type === 'S')) {
      if (this.cutting === 'DURING') this.part();
      else this.isDeaf = true;
    }
  }
}

function exchangeOf(type: string, message: Buffer): Exchange | null {
  if (type === 'Q') {
    const statement = textAt(message, 5);
    return { statement, isCommit: /^COMMIT\b/i.test(statement) };
  }
  if (type !== 'B') return null;
  // Bind: the portal's name, then the statement's.
  const portal = textAt(message, 5);
  return { statement: textAt(message, 5 + Buffer.byteLength(portal) + 1) || 'unnamed', isCommit: false };
}

function textAt(message: Buffer, start: number): string {
  return message.toString('utf8', start, message.indexOf(0, start));
}

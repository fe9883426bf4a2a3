/** A mail server that speaks enough SMTP to be sent to, keeps what it took, and refuses whom it is told to refuse. */
import { createServer, type Server, type Socket } from 'node:net';

export interface TakenMail {
  readonly to: string;
  readonly text: string;
}

export class SmtpServer {
  readonly taken: TakenMail[] = [];
  /** Replies to `RCPT TO`, by address: '550 no such user', '451 come back later'. */
  readonly refusals = new Map<string, string>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<SmtpServer> {
    const server = createServer();
    const smtp = new SmtpServer(server);
    server.on('connection', (socket) => smtp.serve(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return smtp;
  }

  get url(): string {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('The mail server does not listen.');
    return `smtp://127.0.0.1:${address.port}`;
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
  }

  private serve(socket: Socket): void {
    let to = '';
    let text: string[] | null = null;
    let rest = '';
    const reply = (line: string) => socket.write(`${line}\r\n`);
    const take = (line: string) => {
      if (text) {
        if (line !== '.') return void text.push(line.replace(/^\.\./, '.'));
        this.taken.push({ to, text: text.join('\n') });
        text = null;
        return reply('250 taken');
      }
      if (/^(EHLO|HELO)/i.test(line)) return reply('250 test');
      if (/^MAIL FROM:/i.test(line)) return reply('250 ok');
      if (/^RCPT TO:/i.test(line)) {
        to = /<(.*?)>/.exec(line)?.[1] ?? '';
        return reply(this.refusals.get(to) ?? '250 ok');
      }
      if (/^DATA/i.test(line)) {
        text = [];
        return reply('354 go on');
      }
      if (/^QUIT/i.test(line)) return socket.end('221 bye\r\n');
      return reply('250 ok');
    };
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      const lines = (rest + chunk.toString('utf8')).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) take(line);
    });
    reply('220 test');
  }
}

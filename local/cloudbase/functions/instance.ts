import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

export interface InstanceOptions {
  /** Node's command and arguments. */
  node: readonly [string, ...string[]];
  runnerFile: string;
  /** Absolute path of the function's `index.js`. */
  entry: string;
  folder: string;
  name: string;
  memoryMb: number;
  environment: Record<string, string>;
  onOutput(text: string): void;
  onExit(): void;
}

export interface Invocation {
  requestId: string;
  event: unknown;
  environment: Record<string, string>;
  timeoutMs: number;
}

export type Outcome =
  | { kind: 'result'; data: string }
  | { kind: 'exception'; stack: string }
  | { kind: 'tooLarge'; bytes: number }
  | { kind: 'timeout' }
  | { kind: 'exit'; how: string };

/** The platform gives a function this long to load. */
const loadMs = 60_000;
/** A line longer than this is no answer of the runner, whose results end at 1 MB. */
const maxLine = 8 * 1024 * 1024;

/** One process of one function. It takes one invocation at a time and stands still in between. */
export class Instance {
  alive = true;
  private readonly child: ChildProcess;
  private readonly loaded: Promise<Outcome | undefined>;
  private settle: ((outcome: Outcome) => void) | undefined;
  private finishLoading: (failure?: Outcome) => void = () => undefined;

  constructor(private readonly options: InstanceOptions) {
    const { node, runnerFile, entry, folder, name, memoryMb, environment } = options;
    const [command, ...flags] = [...node, `--max-old-space-size=${memoryMb}`];
    this.child = spawn(command, [...flags, runnerFile, entry, name, String(memoryMb)], {
      cwd: folder,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
    });
    this.loaded = new Promise((resolve) => {
      const slow = setTimeout(() => this.kill({ kind: 'exit', how: 'it did not load within 60 seconds' }), loadMs);
      this.finishLoading = (failure) => {
        clearTimeout(slow);
        resolve(failure);
      };
    });
    this.listen();
  }

  /** Runs the function once. Never rejects: what went wrong is an outcome. */
  async invoke(invocation: Invocation): Promise<Outcome> {
    const failure = await this.loaded;
    if (failure) return failure;
    if (!this.alive) return { kind: 'exit', how: 'the instance was ended' };
    const outcome = await new Promise<Outcome>((resolve) => {
      const timer = setTimeout(() => this.kill({ kind: 'timeout' }), invocation.timeoutMs);
      this.settle = (outcome) => {
        clearTimeout(timer);
        resolve(outcome);
      };
      this.requests.write(`${JSON.stringify(invocation)}\n`);
    });
    return outcome;
  }

  /** Ends the process at once; whoever waits for it gets the outcome. */
  kill(outcome: Outcome = { kind: 'exit', how: 'the instance was ended' }): void {
    this.child.kill('SIGKILL');
    this.end(outcome);
  }

  /** When the process is gone. */
  exited(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return Promise.resolve();
    return new Promise((resolve) => this.child.once('close', () => resolve()));
  }

  private get requests(): Writable {
    return this.child.stdio[3] as Writable;
  }

  private listen(): void {
    const { child } = this;
    for (const stream of [child.stdout, child.stderr]) {
      // What the process prints past the runner: Node's own last words.
      stream?.setEncoding('utf8').on('data', (text: string) => this.options.onOutput(text));
    }
    this.requests.on('error', () => undefined);
    const decoder = new StringDecoder('utf8');
    let unread = '';
    (child.stdio[4] as Readable).on('data', (chunk: Buffer) => {
      const lines = (unread + decoder.write(chunk)).split('\n');
      unread = lines.pop() as string;
      for (const line of lines) this.receive(JSON.parse(line));
      if (unread.length > maxLine) this.kill({ kind: 'exit', how: 'it answered without end' });
    });
    child.on('error', (error) => this.end({ kind: 'exit', how: error.message }));
    // `close` comes when everything that was written has been read, `exit` may come before.
    child.on('close', (code, signal) => {
      this.end({ kind: 'exit', how: signal ? `killed by ${signal}` : `process exited with code ${code}` });
    });
  }

  private receive({ type, ...message }: { type: string; text?: string; stack?: string }): void {
    if (type === 'ready') this.finishLoading();
    else if (type === 'output') this.options.onOutput(String(message.text));
    else if (type === 'crash') this.kill({ kind: 'exception', stack: String(message.stack) });
    else this.finish({ kind: type, ...message } as Outcome);
  }

  private finish(outcome: Outcome): void {
    const settle = this.settle;
    this.settle = undefined;
    if (settle) settle(outcome);
    else this.finishLoading(outcome);
  }

  private end(outcome: Outcome): void {
    if (!this.alive) return;
    this.alive = false;
    this.finish(outcome);
    this.finishLoading(outcome);
    this.options.onExit();
  }
}

import { CloudError } from '../errors';
import type { FunctionFolder } from './function-folder';
import type { Instance, Invocation, Outcome } from './instance';

export interface PoolOptions {
  description: FunctionFolder;
  maxInstances: number;
  start(events: { onOutput(text: string): void; onExit(): void }): Instance;
  /** What the function prints outside of any invocation: while it loads, or when its process dies. */
  onOutput(text: string): void;
}

interface Member {
  instance: Instance;
  busy: boolean;
  output: string;
}

/** Invocations that wait for an instance; the platform too refuses beyond its limit. */
const maxWaiting = 1_000;
const maxOutput = 64 * 1024;

/** The instances of one function: as many as are needed at once, up to a limit, each with one invocation at a time. */
export class Pool {
  readonly description: FunctionFolder;
  private readonly members = new Set<Member>();
  private readonly waiting: { resolve(member: Member): void; reject(error: unknown): void }[] = [];
  private retired = false;

  constructor(private readonly options: PoolOptions) {
    this.description = options.description;
  }

  /** Starts an instance before it is needed. Where that fails, whoever calls the function is told why. */
  prewarm(): void {
    try {
      if (!this.retired && this.members.size === 0) this.add();
    } catch (error) {
      this.options.onOutput((error as Error).message);
    }
  }

  /** Runs the function once, as soon as an instance is free, and gives what it printed meanwhile too. */
  async invoke(invocation: Invocation): Promise<{ outcome: Outcome; output: string }> {
    const member = await this.take();
    member.output = '';
    try {
      const outcome = await member.instance.invoke(invocation);
      return { outcome, output: member.output };
    } finally {
      this.giveBack(member);
    }
  }

  /** New invocations go elsewhere; instances end when they have answered. */
  retire(): void {
    this.retired = true;
    for (const { instance, busy } of [...this.members]) if (!busy) instance.kill();
  }

  isEmpty(): boolean {
    return this.members.size === 0;
  }

  async close(): Promise<void> {
    this.retired = true;
    const instances = [...this.members].map(({ instance }) => instance);
    for (const instance of instances) instance.kill();
    await Promise.all(instances.map((instance) => instance.exited()));
  }

  private async take(): Promise<Member> {
    const free = [...this.members].find(({ busy, instance }) => !busy && instance.alive);
    const member = free ?? (this.members.size < this.options.maxInstances ? this.add() : await this.wait());
    member.busy = true;
    return member;
  }

  private wait(): Promise<Member> {
    if (this.waiting.length >= maxWaiting) {
      throw new CloudError(
        'EXCEED_CONCURRENT_REQUEST_LIMIT',
        `${maxWaiting} invocations wait for ${this.description.name}`,
      );
    }
    return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
  }

  private giveBack(member: Member): void {
    member.busy = false;
    const next = this.waiting.shift();
    if (next) this.passOn(member, next);
    else if (this.retired) member.instance.kill();
  }

  private passOn(member: Member, { resolve, reject }: (typeof this.waiting)[number]): void {
    try {
      const successor = member.instance.alive ? member : this.add();
      successor.busy = true;
      resolve(successor);
    } catch (error) {
      reject(error);
    }
  }

  private add(): Member {
    const instance = this.options.start({
      onOutput: (text) => {
        if (!member.busy) return this.options.onOutput(text);
        member.output = (member.output + text).slice(0, maxOutput);
      },
      onExit: () => this.members.delete(member),
    });
    const member: Member = { instance, busy: false, output: '' };
    this.members.add(member);
    return member;
  }
}

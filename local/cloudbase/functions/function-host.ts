import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { CloudError } from '../errors';
import { type Caller, callerEnvironment } from './caller';
import { type FunctionFolder, listFunctions, readFunctionFolder } from './function-folder';
import { Instance, type Outcome } from './instance';
import { Pool } from './pool';

export interface HostOptions {
  /** Node's command and arguments. */
  node: readonly [string, ...string[]];
  functionsFolder: string;
  runnerFile: string;
  envId: string;
  /** Where the SDK in the functions finds the cloud. */
  adminUrl: string;
  /** What the SDK signs with: whoever does not know it is not one of our functions. */
  secretId: string;
  maxInstances: number;
  /** Seconds, by function name. */
  timeouts: Readonly<Record<string, number>>;
  environment(functionName: string): Record<string, string>;
  /** What a function prints outside of any invocation. */
  onOutput(functionName: string, text: string): void;
}

export interface Invoked {
  requestId: string;
  durationMs: number;
  output: string;
  /** What `main` returned, as JSON; absent where `error` says why there is nothing. */
  data?: string;
  error?: CloudError;
}

/** Environment variables may take this much together. https://docs.cloudbase.net/quota */
const maxEnvironmentBytes = 4 * 1024;

/** All functions, each with its pool of processes. */
export class FunctionHost {
  private readonly pools = new Map<string, Pool>();
  private readonly retired: Pool[] = [];
  private readonly running = new Map<string, { caller: Caller; folder: FunctionFolder | undefined }>();

  constructor(private readonly options: HostOptions) {
    for (const name of listFunctions(options.functionsFolder)) this.pools.set(name, this.createPool(name));
  }

  list(): FunctionFolder[] {
    return [...this.pools.values()].map(({ description }) => description);
  }

  /** Whoever a running invocation serves, by the token that its nested calls carry. */
  callerOf(token: string): Caller | undefined {
    return this.running.get(token)?.caller;
  }

  /** The function that a running invocation is of, by the same token. */
  functionOf(token: string): FunctionFolder | undefined {
    return this.running.get(token)?.folder;
  }

  has(name: string): boolean {
    return this.pools.has(name);
  }

  prewarm(): void {
    for (const pool of this.pools.values()) pool.prewarm();
  }

  /** Runs a function once for a caller. Never rejects. */
  async invoke(name: string, event: unknown, caller: Caller): Promise<Invoked> {
    const requestId = randomUUID();
    const started = Date.now();
    const token = randomBytes(16).toString('hex');
    const pool = this.pools.get(name);
    this.running.set(token, { caller, folder: pool?.description });
    try {
      if (!pool) {
        throw new CloudError(
          'FUNCTIONS_REQUEST_FAIL',
          `FunctionName parameter could not be found. (${name.slice(0, 60)})`,
        );
      }
      const { timeoutMs } = pool.description;
      const environment = callerEnvironment(caller, token, requestId);
      const { outcome, output } = await pool.invoke({ requestId, event, environment, timeoutMs });
      const durationMs = Date.now() - started;
      if (outcome.kind === 'result') return { requestId, durationMs, output, data: outcome.data };
      return { requestId, durationMs, output, error: toError(outcome, timeoutMs) };
    } catch (error) {
      const failure = error instanceof CloudError ? error : new CloudError('FUNCTIONS_EXECUTE_FAIL', String(error));
      return { requestId, durationMs: Date.now() - started, output: '', error: failure };
    } finally {
      this.running.delete(token);
    }
  }

  /** Takes up what changed on the disk: one function's code and configuration, or all, with new and removed ones. */
  reload(name?: string): void {
    const present = listFunctions(this.options.functionsFolder);
    for (const changed of name === undefined ? new Set([...present, ...this.pools.keys()]) : [name]) {
      const next = present.includes(changed) ? this.createPool(changed) : undefined;
      const old = this.pools.get(changed);
      if (old) this.retire(old);
      if (next) this.pools.set(changed, next);
      else this.pools.delete(changed);
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.pools.values(), ...this.retired].map((pool) => pool.close()));
  }

  private retire(pool: Pool): void {
    pool.retire();
    this.retired.push(pool);
    while (this.retired.length > 0 && this.retired[0]?.isEmpty()) this.retired.shift();
  }

  private createPool(name: string): Pool {
    const { node, functionsFolder, runnerFile, maxInstances, timeouts, onOutput } = this.options;
    const description = readFunctionFolder(functionsFolder, name, timeouts[name]);
    return new Pool({
      description,
      maxInstances,
      onOutput: (text) => onOutput(name, text),
      start: (events) =>
        new Instance({
          node,
          runnerFile,
          entry: join(description.folder, 'index.js'),
          folder: description.folder,
          name,
          memoryMb: description.memoryMb,
          environment: this.environmentOf(description),
          ...events,
        }),
    });
  }

  private environmentOf({ name, environment }: FunctionFolder): Record<string, string> {
    const { envId, adminUrl, secretId } = this.options;
    const own = { ...environment, ...this.options.environment(name) };
    const bytes = Object.entries(own).reduce((total, [key, value]) => total + Buffer.byteLength(key + value), 0);
    if (bytes > maxEnvironmentBytes) {
      throw new CloudError(
        'FUNCTIONS_EXECUTE_FAIL',
        `the environment variables of ${name} take ${bytes} bytes, of ${maxEnvironmentBytes}: ship keys as files`,
      );
    }
    return {
      ...inherited(),
      ...own,
      TZ: 'UTC',
      TENCENTCLOUD_RUNENV: 'SCF',
      TENCENTCLOUD_REGION: 'ap-shanghai',
      TENCENTCLOUD_SECRETID: secretId,
      TENCENTCLOUD_SECRETKEY: 'local-secret-key',
      TENCENTCLOUD_SESSIONTOKEN: 'local-session-token',
      SCF_NAMESPACE: envId,
      SCF_FUNCTIONNAME: name,
      TCB_ENV: envId,
      TCB_CONTEXT_CNFG: JSON.stringify({ URL: adminUrl }),
    };
  }
}

/** What a process needs of this machine to run at all. Nothing else of our own environment reaches a function. */
function inherited(): Record<string, string> {
  const names = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'SystemRoot', 'NODE_PATH'];
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}

function toError(outcome: Exclude<Outcome, { kind: 'result' }>, timeoutMs: number): CloudError {
  const failed = (errorMessage: string, stackTrace: string) =>
    new CloudError('FUNCTIONS_EXECUTE_FAIL', JSON.stringify({ errorCode: 1, errorMessage, stackTrace }));
  switch (outcome.kind) {
    case 'exception':
      return failed('user code exception caught', outcome.stack);
    case 'exit':
      return failed('user process exited unexpectedly', outcome.how);
    case 'timeout':
      return new CloudError(
        'FUNCTIONS_TIME_LIMIT_EXCEEDED',
        `Invoking task timed out after ${timeoutMs / 1000} seconds`,
      );
    case 'tooLarge':
      return new CloudError(
        'FUNCTIONS_RESULT_TOO_LARGE',
        `-604001 function result size exceed limit: ${outcome.bytes} bytes, of 1 MB`,
      );
  }
}

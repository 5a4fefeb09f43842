import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCron, type Schedule } from './cron';

export interface FunctionFolder {
  name: string;
  folder: string;
  timeoutMs: number;
  memoryMb: number;
  environment: Record<string, string>;
  /** The APIs of WeChat that it may call through cloud.openapi. */
  openapi: readonly string[];
  timer?: { name: string; schedule: Schedule };
}

/** All functions of a folder: its subfolders that have an `index.js`. */
export function listFunctions(functionsFolder: string): string[] {
  if (!existsSync(functionsFolder)) return [];
  return readdirSync(functionsFolder)
    .filter((name) => existsSync(join(functionsFolder, name, 'index.js')))
    .sort();
}

/**
 * A function's `config.json`, with the platform's limits and defaults: 3 seconds (1 to 900), 256 MB (64 to 3072), at most
 * one timer. https://docs.cloudbase.net/cloud-function/timer-trigger
 *
 * @param declaredTimeout seconds, where config.json has none
 * @throws Error that names the file and what is wrong in it
 */
export function readFunctionFolder(functionsFolder: string, name: string, declaredTimeout = 3): FunctionFolder {
  const folder = join(functionsFolder, name);
  if (!/^[A-Za-z][\w-]{0,59}$/.test(name)) throw new Error(`${name} is not a name for a function`);
  const config = readConfig(folder, name);
  const wrong = (what: string) => new Error(`${name}/config.json: ${what}`);
  const { timeout = declaredTimeout, memorySize = 256, envVariables = {}, triggers = [] } = config;
  if (!isBetween(timeout, 1, 900)) throw wrong('timeout must be 1 to 900 seconds');
  if (!isBetween(memorySize, 64, 3072)) throw wrong('memorySize must be 64 to 3072 MB');
  if (!isTextRecord(envVariables)) throw wrong('envVariables must be texts by name');
  const openapi = readPermissions(config.permissions, wrong);
  if (!Array.isArray(triggers)) throw wrong('triggers must be a list');
  if (triggers.length > 1) throw wrong('a function can have one timer trigger only');
  const timer = triggers.length === 0 ? {} : { timer: readTimer(triggers[0], wrong) };
  return {
    name,
    folder,
    timeoutMs: timeout * 1000,
    memoryMb: memorySize,
    environment: envVariables,
    openapi,
    ...timer,
  };
}

function readConfig(folder: string, name: string): Record<string, unknown> {
  const file = join(folder, 'config.json');
  if (!existsSync(file)) return {};
  try {
    const config = JSON.parse(readFileSync(file, 'utf8'));
    if (config !== null && typeof config === 'object' && !Array.isArray(config)) return config;
  } catch (error) {
    throw new Error(`${name}/config.json is not JSON: ${(error as Error).message}`);
  }
  throw new Error(`${name}/config.json must be an object`);
}

/** https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/openapi/openapi.html */
function readPermissions(permissions: unknown, wrong: (what: string) => Error): string[] {
  const { openapi = [] } = (permissions ?? {}) as Record<string, unknown>;
  if (Array.isArray(openapi) && openapi.every((api) => typeof api === 'string')) return openapi;
  throw wrong('permissions.openapi must be a list of names');
}

function readTimer(trigger: unknown, wrong: (what: string) => Error) {
  const { name, type, config } = (trigger ?? {}) as Record<string, unknown>;
  if (type !== 'timer') throw wrong('a trigger must be of type timer');
  if (typeof name !== 'string' || name === '') throw wrong('a trigger needs a name');
  try {
    return { name, schedule: parseCron(String(config)) };
  } catch (error) {
    throw wrong((error as Error).message);
  }
}

const isBetween = (value: unknown, least: number, most: number): value is number =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= most;

const isTextRecord = (value: unknown): value is Record<string, string> =>
  value !== null && typeof value === 'object' && Object.values(value).every((text) => typeof text === 'string');

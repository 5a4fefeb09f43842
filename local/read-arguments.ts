import { parseArgs } from 'node:util';

export interface StartArguments {
  port: number;
  data: string;
  api: 'v2' | 'v3';
  json: boolean;
  /** The Node that runs the functions, where it is another than this one. */
  node?: string;
}

/** Reads the arguments of `npm start`; the problem, in Chinese, where they make no sense. */
export function readArguments(argv: string[]): StartArguments | { problem: string } {
  let values: { port?: string; data?: string; api?: string; json?: boolean; node?: string };
  try {
    ({ values } = parseArgs({
      args: argv,
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        api: { type: 'string' },
        json: { type: 'boolean' },
        node: { type: 'string' },
      },
    }));
  } catch (error) {
    return { problem: `无法识别的参数：${(error as Error).message}\n${usage}` };
  }
  const port = Number(values.port ?? '8700');
  if (!/^\d{1,5}$/.test(values.port ?? '8700') || port > 65_531) {
    return { problem: `--port 应为 0 到 65531 之间的整数，得到的是 ${values.port}` };
  }
  const api = values.api ?? 'v3';
  if (api !== 'v2' && api !== 'v3') return { problem: `--api 应为 v2 或 v3，得到的是 ${api}` };
  const { data = '.local', json = false, node } = values;
  return { port, data, api, json, ...(node !== undefined && { node }) };
}

const usage = '用法：npm start -- [--port N] [--data 目录] [--api v2|v3] [--node 路径] [--json]';

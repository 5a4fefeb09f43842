import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

const root = resolve(__dirname, '../..');

/** One line in one file. */
interface Planted {
  file: string;
  line: string;
  /** Part of what the developer reads; absent where the line is welcome. */
  told?: string;
}

const importing = (file: string, told: string | undefined, ...modules: string[]): Planted[] =>
  modules.map((module) => ({ file, line: `import '${module}';`, told }));

const lib = 'cloudfunctions/lib';
const platform = '../cloudbase/connect';
const record = '../operations/record';

const refused: Planted[] = [
  ...importing(`${lib}/payment/settle.ts`, 'The rules import nothing but themselves', record, '../errors', platform),
  ...importing(`${lib}/payment/settle.ts`, 'The rules import nothing but themselves', 'node:crypto', 'wx-server-sdk'),
  ...importing(`${lib}/operations/record.ts`, 'An operation knows the rules and its ports', platform, 'node:fs'),
  ...importing(
    `${lib}/operations/record.ts`,
    'An operation knows the rules and its ports',
    '../wechatpay/agent',
    'axios',
  ),
  ...importing(`${lib}/wechatpay/agent.ts`, 'The protocol knows', record, platform, 'wx-server-sdk', 'axios'),
  ...importing(`${lib}/wechatpay/v3/sign.ts`, 'The protocol knows', `../${record}`, `../${platform}`, 'axios'),
  ...importing(`${lib}/wechatpay/v2/xml.ts`, 'The protocol knows', `../${record}`, 'node:fs', 'wx-server-sdk'),
  ...importing(`${lib}/wechatpay/agent.ts`, 'One file reads XML', 'fast-xml-parser'),
  ...importing(`${lib}/wechatpay/v2/sign.ts`, 'One file reads XML', 'fast-xml-parser'),
  ...importing(`${lib}/wiring.ts`, 'One file reads XML', 'fast-xml-parser'),
  ...importing(`${lib}/cloudbase/create-log.ts`, "The platform's adapters know", record, '../wechatpay/agent', 'mingo'),
  ...importing(`${lib}/cloudbase/create-log.ts`, "One file holds the platform's SDK", 'wx-server-sdk'),
  ...importing('cloudfunctions/trade/index.ts', "One file holds the platform's SDK", 'wx-server-sdk'),
  ...importing(`${lib}/errors.ts`, 'so it imports nothing', './payment/fen'),
  ...importing('cloudfunctions/database.ts', 'so it imports nothing', './lib/errors'),
  ...importing('cloudfunctions/prepay/index.ts', 'An entry wires lib/ together', 'axios', '../../local/post-json'),
  ...importing(`${lib}/wiring.ts`, 'An entry wires lib/ together', '../../miniprogram/services/shop'),
  ...importing('miniprogram/app.ts', 'The mini program imports its own', '../cloudfunctions/lib/errors', 'node:path'),
  ...importing('miniprogram/app.ts', 'The mini program imports its own', '../local/exchange', 'wx-server-sdk'),
  ...importing(
    'local/wechatpay/sign.ts',
    'share no line with the product',
    '../../cloudfunctions/lib/wechatpay/v2/sign',
  ),
  ...importing('local/wechatpay/sign.ts', 'share no line with the product', '../../miniprogram/services/shop'),
  ...importing('local/main.ts', 'share no line with the product', '../cloudfunctions/database'),
  ...importing('local/start-services.ts', 'nothing else of the product', '../cloudfunctions/lib/errors'),
  ...importing('typings/api.d.ts', 'depends on neither', '../cloudfunctions/lib/errors'),
  ...['payment/settle.ts', 'operations/record.ts'].flatMap((file) => [
    { file: `${lib}/${file}`, line: 'Date.now();', told: 'take the moment as an argument' },
    { file: `${lib}/${file}`, line: 'new Date();', told: 'take the moment as an argument' },
    { file: `${lib}/${file}`, line: 'globalThis.Date.now();', told: 'Name the global itself' },
    { file: `${lib}/${file}`, line: 'Math.random();', told: 'take the random bytes as an argument' },
    { file: `${lib}/${file}`, line: 'process.exit();', told: 'the wiring reads process.env' },
    { file: `${lib}/${file}`, line: "require('node:fs');", told: 'Use ESM' },
  ]),
  ...['lib/operations/record.ts', 'lib/wechatpay/agent.ts', 'lib/wiring.ts', 'trade/index.ts'].map((file) => ({
    file: `cloudfunctions/${file}`,
    line: "fetch('https://api.mch.weixin.qq.com');",
    told: 'the one keep-alive agent',
  })),
  ...['lib/cloudbase/connect.ts', 'lib/wiring.ts', 'prepay/index.ts'].flatMap((file) =>
    ['orders.where({});', 'const { where } = orders;', 'database.runTransaction(pay);'].map((line) => ({
      file: `cloudfunctions/${file}`,
      line,
      told: 'a condition would run outside it',
    })),
  ),
  ...['process.exit();', "localStorage.getItem('openid');", 'document.write();'].map((line) => ({
    file: 'miniprogram/app.ts',
    line,
    told: 'The phone has no such global',
  })),
];

const welcome: Planted[] = [
  ...importing(`${lib}/payment/settle.ts`, undefined, './trade'),
  ...importing(`${lib}/operations/record.ts`, undefined, './ports', '../payment/settle', '../../../typings/api'),
  ...importing(`${lib}/wechatpay/agent.ts`, undefined, './v2/sign', '../payment/trade', '../errors', 'node:https'),
  ...importing(`${lib}/wechatpay/v3/sign.ts`, undefined, '../agent', '../../payment/trade', 'node:crypto'),
  ...importing(`${lib}/wechatpay/v2/xml.ts`, undefined, 'fast-xml-parser', '../../errors'),
  ...importing(`${lib}/cloudbase/connect.ts`, undefined, 'wx-server-sdk', '../operations/ports', '../payment/fen'),
  ...importing('cloudfunctions/trade/index.ts', undefined, '../lib/wiring', 'node:fs'),
  ...importing('miniprogram/app.ts', undefined, '../typings/api', './services/shop', 'tdesign-miniprogram/toast/index'),
  ...importing('local/start-services.ts', undefined, '../cloudfunctions/database', './cloudbase/start-cloudbase'),
  { file: `${lib}/payment/settle.ts`, line: 'Math.min(1, 2);' },
  { file: `${lib}/cloudbase/create-log.ts`, line: 'Date.now();' },
  { file: `${lib}/cloudbase/create-database.ts`, line: 'platform.where({});' },
];

/** A scratch house inside our walls: planting in the real one would disturb whoever checks that at the same time. */
const house = mkdtempSync(join(tmpdir(), 'walls-'));
const lines = new Map<string, string[]>();
/** Each complaint of Biome as a developer reads it, first line first: `FILE:LINE:COLUMN RULE ━━━`. */
let complaints: string[] = [];

beforeAll(() => {
  copyFileSync(join(root, 'biome.json'), join(house, 'biome.json'));
  for (const { file, line } of [...refused, ...welcome]) lines.set(file, [...(lines.get(file) ?? []), line]);
  for (const [file, content] of lines) {
    mkdirSync(dirname(join(house, file)), { recursive: true });
    writeFileSync(join(house, file), `${content.join('\n')}\n`);
  }
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  const args = [biome, 'lint', '--vcs-enabled=false', '--colors=off', '--max-diagnostics=none'];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: house, encoding: 'utf8' });
  complaints = `${stdout}${stderr}`.split(/^(?=\S+:\d+:\d+ lint\/)/m);
});
afterAll(() => rmSync(house, { recursive: true, force: true }));

function told({ file, line }: Planted): string {
  const number = (lines.get(file) ?? []).indexOf(line) + 1;
  return complaints.filter((complaint) => complaint.startsWith(`${file}:${number}:`)).join('');
}

test.each(refused)('$file may not say $line', (planted) => {
  expect(told(planted)).toContain(planted.told);
});

test.each(welcome)('$file may say $line', (planted) => {
  expect(told(planted)).toBe('');
});

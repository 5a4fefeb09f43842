import { describe, expect, test } from '@jest/globals';
import { nodeVersion } from '../../local/node-version';
import { readArguments } from '../../local/read-arguments';

describe('the arguments of npm start', () => {
  test('may all be left out', () => {
    expect(readArguments([])).toEqual({ port: 8700, data: '.local', api: 'v3', json: false });
  });

  test('say where, with which API and on which Node', () => {
    const all = ['--port', '0', '--data', 'there', '--api', 'v2', '--node', '/opt/node16/bin/node', '--json'];
    const read = { port: 0, data: 'there', api: 'v2', json: true, node: '/opt/node16/bin/node' };
    expect(readArguments(all)).toEqual(read);
  });

  test.each([
    ['a port that is none', ['--port', '70000'], '--port'],
    ['an API that is none', ['--api', 'v4'], '--api'],
    ['what nobody knows', ['--colour'], '用法'],
  ])('are refused: %s', (_what, argv, words) => {
    expect(readArguments(argv)).toEqual({ problem: expect.stringContaining(words) });
  });
});

test('a Node says its version, and what is none says nothing', () => {
  expect(nodeVersion(process.execPath)).toBe(process.version);
  expect(nodeVersion('/bin/sh')).toBeUndefined();
  expect(nodeVersion('/nobody/there')).toBeUndefined();
});

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { buildMiniprogram } from '../../../local/preview/build/build-miniprogram';
import { temporaryFolder } from '../../support/temporary-folder';
import { writeMiniprogram } from './support/write-miniprogram';

const packageRoot = join(__dirname, '../../..');
const outDir = () => temporaryFolder('preview');
const build = (files: Record<string, string>, to = outDir()) =>
  buildMiniprogram({ source: writeMiniprogram(files), packageRoot, outDir: to });

describe('a mini program that does not compile', () => {
  test.each<[string, Record<string, string>, RegExp]>([
    ['a comma too many', { 'app.json': '{\n "pages": ["pages/a/a"],\n}' }, /^app\.json:2:\d+ 最后一项后面多了一个逗号/],
    ['a comment in JSON', { 'pages/a/a.json': '{ // no\n}' }, /^pages\/a\/a\.json:1:\d+ JSON 里不能写注释/],
    ['JSON that ends early', { 'pages/a/a.json': '{ "a": [' }, /^pages\/a\/a\.json:1:\d+ 文件不完整/],
    ['JSON that is no object', { 'app.json': '[]' }, /^app\.json:1 内容应是一个对象/],
    ['no pages', { 'app.json': '{}' }, /^app\.json pages 是空的/],
    [
      'a page that is not there',
      { 'app.json': '{ "pages": ["pages/b/b"] }' },
      /^app\.json pages 里有 "pages\/b\/b"，但找不到 pages\/b\/b\.wxml/,
    ],
    [
      'a tab that is no page',
      { 'app.json': '{ "pages": ["pages/a/a"], "tabBar": { "list": [{ "pagePath": "pages/c/c", "text": "c" }] } }' },
      /^app\.json tabBar\.list 里的 "pages\/c\/c" 不在 pages 里/,
    ],
    [
      'a component that is not there',
      { 'pages/a/a.json': '{ "usingComponents": { "x-y": "/components/x/x" } }' },
      /^pages\/a\/a\.json usingComponents 里的 "\/components\/x\/x" 找不到：路径写错了/,
    ],
    [
      'a package that is not installed',
      { 'pages/a/a.json': '{ "usingComponents": { "x-y": "no-such-package/x/x" } }' },
      /npm 包 no-such-package 没有安装（npm install no-such-package）/,
    ],
    [
      'a component that its package does not have',
      { 'pages/a/a.json': '{ "usingComponents": { "x-y": "tdesign-miniprogram/no/no" } }' },
      /npm 包 tdesign-miniprogram 里没有这个组件/,
    ],
    ['a plugin', { 'pages/a/a.json': '{ "usingComponents": { "x-y": "plugin://x/y" } }' }, /预览不支持插件和扩展库/],
    [
      'a component without a script',
      {
        'pages/a/a.json': '{ "usingComponents": { "x-y": "./x" } }',
        'pages/a/x.json': '{ "component": true }',
        'pages/a/x.wxml': '',
      },
      /^pages\/a\/x 找不到 pages\/a\/x\.ts 或 pages\/a\/x\.js/,
    ],
    [
      'an expression that is not closed',
      { 'pages/a/a.wxml': '<view>\n  {{ a\n</view>' },
      /^pages\/a\/a\.wxml:\d+:\d+ \{\{ 没有对应的 \}\}/,
    ],
    [
      'a tag that is not closed',
      { 'pages/a/a.wxml': '<view>\n<text>a\n</view>' },
      /^pages\/a\/a\.wxml:\d+:\d+ .*(闭合|结束标签)/,
    ],
    [
      'a template that is not there',
      { 'pages/a/a.wxml': '<import src="./no.wxml" />' },
      /^pages\/a\/a\.wxml 找不到 pages\/a\/no\.wxml/,
    ],
    [
      'a wxs file that is not there',
      { 'pages/a/a.wxml': '<wxs src="./no.wxs" module="m" />' },
      /^pages\/a\/a\.wxml 找不到 wxs 文件 pages\/a\/no\.wxs/,
    ],
    [
      'wxs with a mistake',
      { 'pages/a/a.wxml': '<view />\n<wxs module="m">\nvar a = ;\n</wxs>' },
      /^pages\/a\/a\.wxml:3:8 WXS 语法错误/,
    ],
    ['a script with a mistake', { 'pages/a/a.ts': 'Page({\n  a: ,\n});' }, /^pages\/a\/a\.ts:2:6 脚本编译不了/],
    [
      'an import that is not there',
      { 'pages/a/a.ts': "import './no';\nPage({});" },
      /^pages\/a\/a\.ts:1:8 import 或 require 的 "\.\/no" 找不到/,
    ],
  ])('says where and why: %s', async (_, files, message) => {
    await expect(build(files)).rejects.toThrow(message);
  });

  test('names every problem of its kind at once', async () => {
    const error = await build({
      'pages/a/a.json': '{ "usingComponents": { "x-y": "./x", "y-z": "./y" } }',
    }).catch((error: Error) => error);
    expect((error as Error).message.split('\n')).toHaveLength(2);
  });

  test('leaves the last good build where it is', async () => {
    const folder = outDir();
    await build({}, folder);
    const before = readdirSync(folder);
    await expect(build({ 'pages/a/a.wxml': '<view>{{' }, folder)).rejects.toThrow();
    await expect(build({ 'pages/a/a.ts': '<' }, folder)).rejects.toThrow();
    expect(readdirSync(folder)).toEqual(before);
  });

  test('without app.json it is no mini program', async () => {
    await expect(buildMiniprogram({ source: __dirname, packageRoot, outDir: outDir() })).rejects.toThrow(
      /^app\.json 找不到：这个目录不是小程序的根目录吗？/,
    );
  });
});

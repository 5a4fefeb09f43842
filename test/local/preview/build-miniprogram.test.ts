import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Build, buildMiniprogram } from '../../../local/preview/build/build-miniprogram';
import { buildUnlessBuilt } from '../../../local/preview/build/build-unless-built';
import { temporaryFolder } from '../../support/temporary-folder';
import { writeMiniprogram } from './support/write-miniprogram';

const packageRoot = join(__dirname, '../../..');
const outDir = () => temporaryFolder('preview');

describe('a mini program of pages, components, a subpackage and TDesign', () => {
  const folder = outDir();
  let build: Build;
  let script: string;
  let style: string;

  beforeAll(async () => {
    build = await buildMiniprogram({
      source: join(__dirname, '../../fixtures/preview/teahouse'),
      packageRoot,
      outDir: folder,
    });
    script = readFileSync(join(folder, build.script), 'utf8');
    style = readFileSync(join(folder, build.style), 'utf8');
  }, 30_000);

  test('has all its pages, with those of the subpackage', () => {
    expect(build.pages).toEqual([
      'pages/home/home',
      'pages/forms/forms',
      'pages/detail/detail',
      'pages/pay/pay',
      'pages/gallery/gallery',
      'extra/pages/about/about',
    ]);
  });

  test('has the components that they use, and those that these use', () => {
    expect(build.components).toEqual(
      expect.arrayContaining([
        'components/tea-card/tea-card',
        'components/panel-box/panel-box',
        'miniprogram_npm/tdesign-miniprogram/button/button',
        'miniprogram_npm/tdesign-miniprogram/loading/loading',
      ]),
    );
  });

  test('defines a component before whoever uses it', () => {
    const at = (id: string) => build.components.indexOf(id);
    expect(at('components/tea-card/tea-card')).toBeLessThan(at('pages/home/home'));
    expect(at('miniprogram_npm/tdesign-miniprogram/icon/icon')).toBeLessThan(
      at('miniprogram_npm/tdesign-miniprogram/button/button'),
    );
  });

  test('compiles without a warning', () => {
    expect(build.warnings).toEqual([]);
  });

  test('asks no other machine for anything', () => {
    expect(style).not.toMatch(/url\(["']?(https?:)?\/\//);
  });

  test('is two files named after their content, and a source map', () => {
    expect(readdirSync(folder).sort()).toEqual([build.style, build.script, `${build.script}.map`].sort());
    expect(build.script).toMatch(/^app-[A-Z0-9]{8}\.js$/);
    expect(build.style).toMatch(/^app-[0-9a-f]{8}\.css$/);
  });

  test('carries the texts of its pages', () => {
    expect(script).toContain('今日茶单');
  });
});

describe('a build', () => {
  test('keeps the name of what did not change, and only the files of the last one', async () => {
    const folder = outDir();
    const source = writeMiniprogram({ 'app.wxss': '.a{}' });
    const first = await buildMiniprogram({ source, packageRoot, outDir: folder });
    const same = await buildMiniprogram({ source, packageRoot, outDir: folder });
    expect(same).toEqual(first);
    const other = writeMiniprogram({ 'app.wxss': '.b{color:red}' });
    const second = await buildMiniprogram({ source: other, packageRoot, outDir: folder });
    expect(second.style).not.toBe(first.style);
    expect(readdirSync(folder)).not.toContain(first.style);
  });

  test('warns of a component that was used but not declared', async () => {
    const source = writeMiniprogram({
      'pages/a/a.wxml':
        '<view>\n  <!-- <no-tag /> -->\n  <t-buton title="<not-a-tag>">a</t-buton>\n  <t-buton />\n</view>',
    });
    const { warnings } = await buildMiniprogram({ source, packageRoot, outDir: outDir() });
    expect(warnings).toEqual(['pages/a/a.wxml:3 <t-buton> 没有在 usingComponents 里声明，不会显示内容']);
  });
});

describe('a build that is there', () => {
  const built = async () => {
    const source = writeMiniprogram({ 'app.wxss': '.a{}' });
    const outDir = temporaryFolder('preview');
    const build = () => buildUnlessBuilt({ source, packageRoot, outDir });
    const first = await build();
    // Whoever builds again writes over this.
    writeFileSync(join(outDir, first.script), 'as it was');
    return { source, outDir, build, first, script: () => readFileSync(join(outDir, first.script), 'utf8') };
  };

  test('stays while its sources do', async () => {
    const { build, first, script } = await built();
    expect(await build()).toEqual(first);
    expect(script()).toBe('as it was');
  });

  test('gives way to the build of what was edited', async () => {
    const { source, build, first } = await built();
    writeFileSync(join(source, 'app.wxss'), '.changed{color:red}');
    expect((await build()).style).not.toBe(first.style);
  });

  test.each([
    ['its note is half written', ({ outDir }) => writeFileSync(join(outDir, 'built-from.json'), '{"sources":"')],
    ['a file of it is gone', ({ outDir, first }) => rmSync(join(outDir, first.style))],
  ] satisfies [string, (folder: { outDir: string; first: Build }) => void][])(
    'is made again where %s',
    async (_what, spoil) => {
      const { outDir, build, first, script } = await built();
      spoil({ outDir, first });
      expect(await build()).toEqual(first);
      expect(script()).not.toBe('as it was');
      expect(readdirSync(outDir)).toContain(first.style);
    },
  );
});

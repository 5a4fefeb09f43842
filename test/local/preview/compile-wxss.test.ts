import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Audience, compileWxss } from '../../../local/preview/build/compile-wxss';
import { writeMiniprogram } from './support/write-miniprogram';

const packageRoot = join(__dirname, '../../..');
const component: Audience = { kind: 'component', scope: 'card' };
const page: Audience = { kind: 'page', route: 'pages/a/a' };
const shared: Audience = { kind: 'shared' };

function compile(audience: Audience, wxss: string, others: Record<string, string> = {}) {
  const source = writeMiniprogram({ 'pages/a/a.wxss': wxss, ...others });
  return compileWxss({ source, packageRoot }, join(source, 'pages/a/a.wxss'), audience).replace(/\s+/g, ' ').trim();
}

describe('WXSS for a browser', () => {
  test.each<[string, Audience, string, string]>([
    ['tags of built-in components', shared, 'view, text::after{}', 'wx-view, wx-text::after{}'],
    ['tags of custom components as they are', shared, 't-button{}', 't-button{}'],
    ['the page, in app.wxss', shared, 'page{}', 'wx-page{}'],
    ['units', shared, '.a{width:2rpx}', '.a{width:calc(2 * var(--rpx))}'],
    ["a component's class names", component, '.a .b.c > view{}', '.card--a .card--b.card--c > wx-view{}'],
    ["a component's host", component, ':host(.a){} :host{}', '[wx-host="card"](.card--a){} [wx-host="card"]{}'],
    ['states and attributes', component, '.a:active [x=".b"]{}', '.card--a:active [x=".b"]{}'],
    [
      'steps of an animation',
      component,
      '@keyframes k{from{top:1rpx}}',
      '@keyframes k{from{top:calc(1 * var(--rpx))}}',
    ],
    ['media queries', component, '@media (x){.a{}}', '@media (x){.card--a{}}'],
    ['a page', page, '.a{} page{}', '@scope (wx-page[data-route="pages/a/a"]) { .a{} :scope{} }'],
    [
      "a page's animations, which are global",
      page,
      '@keyframes k{} .a{}',
      '@keyframes k{} @scope (wx-page[data-route="pages/a/a"]) { .a{} }',
    ],
    ['an empty page', page, '', ''],
    ['fonts from elsewhere', shared, '@font-face{src:url(https://a.b/c.woff)} .a{}', '.a{}'],
    ['fonts that are there', shared, '@font-face{src:url(data:x)}', '@font-face{src:url(data:x)}'],
  ])('compiles %s', (_, audience, wxss, css) => {
    expect(compile(audience, wxss)).toBe(css);
  });

  test('puts imported styles in their place, each file once', () => {
    const css = compile(component, '@import "./b.wxss"; @import "/c.wxss"; .a{}', {
      'pages/a/b.wxss': '@import "../../c"; .b{}',
      'c.wxss': '.c{}',
    });
    expect(css).toBe('.card--c{} .card--b{} .card--a{}');
  });

  test('draws an icon of TDesign as a mask', () => {
    const icon = join(packageRoot, 'node_modules/tdesign-miniprogram/miniprogram_dist/icon/icon.wxss');
    const css = compileWxss({ source: writeMiniprogram(), packageRoot }, icon, { kind: 'component', scope: 'icon' });
    expect(css).toContain('.icon--t-icon-cart:before{--icon:url(/_preview/icons/cart.svg)');
    expect(css).not.toMatch(/https?:\/\//);
  });

  test.each([
    ['a block that is not closed', '.a{', /^pages\/a\/a\.wxss:1:1 WXSS 语法错误：缺少结尾的 }/],
    ['a closing brace too many', '.a{}\n}', /^pages\/a\/a\.wxss:2:1 WXSS 语法错误：多余的 }/],
    [
      'a comment of another language',
      '.a{}\n// no\n.b{}',
      /^pages\/a\/a\.wxss:2 WXSS 选择器写错了，或者用了 \/\/ 注释/,
    ],
    ['a missing import', '.a{}\n@import "./no.wxss";', /^pages\/a\/a\.wxss:2 @import 的 "\.\/no\.wxss" 找不到/],
  ])('explains %s', (_, wxss, message) => {
    expect(() => compile(shared, wxss)).toThrow(message);
  });
});

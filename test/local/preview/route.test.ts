import { describe, expect, test } from '@jest/globals';
import {
  formatRoute,
  formatStack,
  parseRoute,
  parseStack,
  type Route,
} from '../../../local/preview/runtime/pages/route';

describe('addresses of pages', () => {
  test.each([
    ['/pages/a/a', '', 'pages/a/a', {}],
    ['/pages/a/a?id=1&empty=&bare', '', 'pages/a/a', { id: '1', empty: '', bare: '' }],
    ['../b/b?x=%E8%8C%B6', 'pages/a/a', 'pages/b/b', { x: '茶' }],
    ['b?x=a=b?c', 'pages/a/a', 'pages/a/b', { x: 'a=b?c' }],
    ['/pages/a/a.html', '', 'pages/a/a', {}],
    ['/pages/a/a?x=100%', '', 'pages/a/a', { x: '100%' }],
  ])('%s from "%s" is %s', (url, from, path, query) => {
    expect(parseRoute(url, from)).toEqual({ path, query });
  });

  test('a route survives being written and read', () => {
    const route = { path: 'pages/a/a', query: { name: '龙井 & 普洱>?=', empty: '' } };
    expect(parseRoute(formatRoute(route))).toEqual(route);
  });
});

describe('the stack in the address', () => {
  const known = (path: string) => path.startsWith('pages/');

  test('survives being written and read', () => {
    const routes: Route[] = [
      { path: 'pages/a/a', query: {} },
      { path: 'pages/b/b', query: { id: '1;2' } },
    ];
    expect(formatStack(routes)).toBe('#/pages/a/a;/pages/b/b?id=1%3B2');
    expect(parseStack(formatStack(routes), known)).toEqual(routes);
  });

  test.each([
    ['', []],
    ['#', []],
    ['#/gone/gone;/pages/a/a', ['pages/a/a']],
    [`#${Array.from({ length: 12 }, () => '/pages/a/a').join(';')}`, Array.from({ length: 10 }, () => 'pages/a/a')],
  ])('of %s is what a phone can show', (hash, paths) => {
    expect(parseStack(hash, known).map(({ path }) => path)).toEqual(paths);
  });
});

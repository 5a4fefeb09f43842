import { describe, expect, test } from '@jest/globals';
import { compileWxs } from '../../../local/preview/build/compile-wxs';

describe('WXS for a browser', () => {
  test.each([
    ['a constructor read', 'var k = x.constructor;', 'var k = __wxsConstructor(x);'],
    ['one of a call', 'f(a, b).constructor === "Array"', '__wxsConstructor(f(a, b)) === "Array"'],
    ['one of another', 'x.constructor.constructor', '__wxsConstructor(__wxsConstructor(x))'],
    ['a constructor in a string', 'var s = "x.constructor";', 'var s = "x.constructor";'],
    ['a computed one', 'x["constructor"]', 'x["constructor"]'],
    ['a required path', "var a = require('./a.wxs');", 'var a = require("./a");'],
    ['a path that was computed', 'require(path)', 'require(path)'],
  ])('handles %s', (_, source, code) => {
    expect(compileWxs(source, 'a.wxs').code).toBe(code);
  });

  test('names what it requires', () => {
    expect(compileWxs("require('./a.wxs'); require('/b.wxs')", 'c.wxs').requires).toEqual(['./a.wxs', '/b.wxs']);
  });

  test('says where a mistake is, counted from the top of the template', () => {
    expect(() => compileWxs('var a = 1;\nvar = 2;', 'a.wxml', 7)).toThrow(/^a\.wxml:8:4 WXS 语法错误/);
  });
});

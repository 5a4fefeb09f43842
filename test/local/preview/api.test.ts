import { describe, expect, jest, test } from '@jest/globals';
import { ApiFailure, api } from '../../../local/preview/runtime/wx/api';
import { refuseMissing } from '../../../local/preview/runtime/wx/refuse-missing';

const half = api('half', ({ of }: { of: number }) => {
  if (of % 2) throw new ApiFailure('odd', -3);
  return { half: of / 2 };
});

describe('an asynchronous API', () => {
  test('answers with a promise where there is no callback', async () => {
    await expect(half({ of: 4 })).resolves.toEqual({ errMsg: 'half:ok', half: 2 });
  });

  test('rejects the promise with what WeChat would say', async () => {
    await expect(half({ of: 3 })).rejects.toEqual({ errMsg: 'half:fail odd', errCode: -3 });
  });

  test.each([
    [4, ['success', 'complete'], { errMsg: 'half:ok', half: 2 }],
    [3, ['fail', 'complete'], { errMsg: 'half:fail odd', errCode: -3 }],
  ])('answers %i through its callbacks and returns nothing', async (of, order, outcome) => {
    const called: [string, unknown][] = [];
    await new Promise<void>((resolve) => {
      const returned = half({
        of,
        success: (result) => called.push(['success', result]),
        fail: (failure) => called.push(['fail', failure]),
        complete: (either) => {
          called.push(['complete', either]);
          resolve();
        },
      });
      expect(returned).toBeUndefined();
    });
    expect(called).toEqual(order.map((name) => [name, outcome]));
  });
});

describe('an API that is not there', () => {
  const wx = refuseMissing('wx', { login: () => 'in' }) as unknown as Record<string, () => unknown>;

  test('says so by name when it is called', () => {
    const told = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    expect(() => wx.scanCode?.()).toThrow('wx.scanCode is not part of the preview');
    expect(told).toHaveBeenCalledWith('wx.scanCode is not part of the preview');
    told.mockRestore();
  });

  test.each(['onMemoryWarning', 'offThemeChange'])('does nothing as a listener: %s', (name) => {
    expect(wx[name]?.()).toBeUndefined();
  });

  test('leaves what is there alone, and is no promise', async () => {
    expect(wx.login?.()).toBe('in');
    expect(await wx).toBe(wx);
  });
});

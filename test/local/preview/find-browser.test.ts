import { describe, expect, test } from '@jest/globals';
import { findBrowser, type Machine } from '../../support/find-browser.cjs';

const machine = (over: Partial<Machine>, ...files: string[]): Machine => ({
  platform: 'linux',
  env: { PATH: '/usr/local/bin:/usr/bin' },
  home: '/home/ann',
  exists: (path) => files.includes(path),
  install: () => false,
  ...over,
});

const windows = {
  platform: 'win32' as const,
  env: { PROGRAMFILES: 'C:\\Program Files', 'PROGRAMFILES(X86)': 'C:\\Program Files (x86)', Path: 'D:\\tools' },
};

describe('finding a browser', () => {
  test.each([
    ['Chrome of a Linux', machine({}, '/usr/bin/google-chrome')],
    ['Chromium of a Linux', machine({}, '/usr/bin/chromium')],
    ['a browser found by PATH only', machine({ env: { PATH: '/opt/b' } }, '/opt/b/microsoft-edge')],
    [
      'Chrome of a Mac',
      machine({ platform: 'darwin' }, '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'),
    ],
    [
      'Edge of one user of a Mac',
      machine({ platform: 'darwin' }, '/home/ann/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'),
    ],
    ['Chrome of a Windows', machine(windows, 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe')],
    ['Edge of a Windows', machine(windows, 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe')],
    ['a browser in the Path of a Windows', machine(windows, 'D:\\tools\\msedge.exe')],
    ['the one CHROME_PATH names', machine({ env: { CHROME_PATH: '/srv/chrome' } }, '/srv/chrome', '/usr/bin/chromium')],
  ])('finds %s', (_, given) => {
    expect(given.exists(findBrowser(given))).toBe(true);
  });

  test('prefers what CHROME_PATH names', () => {
    const given = machine({ env: { CHROME_PATH: '/srv/chrome' } }, '/srv/chrome', '/usr/bin/chromium');
    expect(findBrowser(given)).toBe('/srv/chrome');
  });

  test('installs one where it can', () => {
    const files: string[] = [];
    const given = machine({
      exists: (path) => files.includes(path),
      install: () => files.push('/usr/bin/chromium') > 0,
    });
    expect(findBrowser(given)).toBe('/usr/bin/chromium');
  });

  test.each([
    ['there is none', machine({}), /Install Google Chrome, Microsoft Edge or Chromium/],
    ['CHROME_PATH is wrong', machine({ env: { CHROME_PATH: '/nowhere' } }), /CHROME_PATH names "\/nowhere"/],
  ])('says what to do when %s', (_, given, message) => {
    expect(() => findBrowser(given)).toThrow(message);
  });
});

import { type Browser, chromium } from 'playwright-core';
import { findBrowser } from './find-browser.cjs';

/**
 * What is switched off. Every window brings a suggestion list for its address bar, which is two web pages of the
 * browser's own and costs as much as the page under test. The others are of those that Playwright switches off too:
 * of two such lists a browser takes the last.
 */
const features = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
];

/** A headless browser that talks to nobody but the page under test. The caller closes it. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findBrowser(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--disable-features=${features.join(',')}`,
    ],
  });
}

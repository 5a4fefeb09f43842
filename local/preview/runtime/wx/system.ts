import { api } from './api';
import type { ApiGroup } from './context';

const device = { brand: 'preview', model: 'preview', system: 'iOS 17.0', platform: 'ios', benchmarkLevel: 50 };
const base = { SDKVersion: '3.8.12', version: '8.0.60', language: 'zh_CN', theme: 'light', fontSizeSetting: 16 };

/** The phone and the versions it claims to have. Sizes are in pixels of the page, as in WeChat. */
export const system: ApiGroup = ({ phone, stack, appid }) => {
  const getWindowInfo = () => {
    const [width, height, top] = [phone.width(), phone.height(), phone.statusBarHeight()];
    const view = stack.top()?.box.view;
    const bottom = height - phone.safeAreaBottom();
    return {
      pixelRatio: devicePixelRatio,
      screenWidth: width,
      screenHeight: height,
      windowWidth: width,
      windowHeight: view?.clientHeight ?? height,
      statusBarHeight: top,
      screenTop: view?.offsetTop ?? 0,
      safeArea: { left: 0, right: width, top, bottom, width, height: bottom - top },
    };
  };
  const appBase = { ...base, host: { env: 'preview' }, enableDebug: false };
  const launch = () => {
    const { path = '', query = {} } = stack.frames[0]?.route ?? {};
    return { path, query, scene: 1001, referrerInfo: {} };
  };
  const everything = () => ({ ...device, ...appBase, ...getWindowInfo() });
  const handlers = { onCheckForUpdate() {}, onUpdateReady() {}, onUpdateFailed() {}, applyUpdate() {} };
  return {
    env: { USER_DATA_PATH: 'wxfile://usr' },
    getSystemInfo: api('getSystemInfo', everything),
    getSystemInfoAsync: api('getSystemInfoAsync', everything),
    getSystemInfoSync: everything,
    getWindowInfo,
    getDeviceInfo: () => device,
    getAppBaseInfo: () => appBase,
    getSystemSetting: () => ({
      bluetoothEnabled: false,
      locationEnabled: false,
      wifiEnabled: true,
      deviceOrientation: 'portrait',
    }),
    getAppAuthorizeSetting: () => ({}),
    getMenuButtonBoundingClientRect: phone.capsule,
    getAccountInfoSync: () => ({ miniProgram: { appId: appid, envVersion: 'develop', version: '' } }),
    getLaunchOptionsSync: launch,
    getEnterOptionsSync: launch,
    getUpdateManager: () => handlers,
    login: api('login', () => ({ code: 'preview' })),
    checkSession: api('checkSession', () => undefined),
  };
};

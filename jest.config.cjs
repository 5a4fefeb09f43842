const tdesign = '<rootDir>/node_modules/tdesign-miniprogram/miniprogram_dist';

/** What is built before the tests of a project; two projects that name the same file share one run of it. */
const builds = {
  operations: 'test/support/build-functions.ts',
  house: 'test/support/build-functions.ts',
  flows: 'test/support/build-functions.ts',
  e2e: 'test/e2e/build-shop.ts',
};

const node = (name) => ({
  displayName: name,
  ...(builds[name] ? { globalSetup: `<rootDir>/${builds[name]}` } : {}),
  testEnvironment: '<rootDir>/test/support/environment-node.cjs',
  // Jest looks at every file below its roots before it begins.
  roots: [`<rootDir>/test/${name}`],
  testMatch: ['**/*.test.ts'],
  transform: { '\\.ts$': '<rootDir>/test/support/esbuild-transform.cjs' },
});

module.exports = {
  // A slow machine is no failure; what hangs is found all the same.
  testTimeout: 30_000,
  // A worker that has run a hundred files is several times slower than a new one: what they leave behind fills its memory.
  workerIdleMemoryLimit: '200MB',
  testSequencer: '<rootDir>/test/support/side-by-side.cjs',
  projects: [
    ...['payment', 'wechatpay', 'operations', 'house', 'local', 'flows', 'simulation', 'e2e'].map(node),
    {
      displayName: 'miniprogram',
      testEnvironment: '<rootDir>/test/support/environment-jsdom.cjs',
      roots: ['<rootDir>/test/miniprogram'],
      testMatch: ['**/*.test.ts'],
      // TDesign brings its own copies of what it uses; without these names its components render empty.
      moduleNameMapper: {
        '^tslib$': `${tdesign}/miniprogram_npm/tslib/index.js`,
        '^(dayjs|tinycolor2|marked)(/.*)?$': `${tdesign}/miniprogram_npm/$1$2`,
        '^tdesign-miniprogram/(.*)$': `${tdesign}/$1`,
      },
      transform: { '\\.(ts|js)$': '<rootDir>/test/support/esbuild-transform.cjs' },
      transformIgnorePatterns: ['/node_modules/(?!tdesign-miniprogram)'],
      snapshotSerializers: ['miniprogram-simulate/jest-snapshot-plugin'],
    },
  ],
};

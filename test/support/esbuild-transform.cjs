const { createHash } = require('node:crypto');
const esbuild = require('esbuild');

/** Strips types for Jest. ts-jest needs a compiler API that TypeScript 7 does not have, and `tsc` checks types anyway. */
module.exports = {
  process(source, filename) {
    const { code } = esbuild.transformSync(source, {
      loader: filename.endsWith('.ts') ? 'ts' : 'js',
      format: 'cjs',
      target: 'es2022',
      sourcemap: 'inline',
      sourcefile: filename,
    });
    return { code };
  },
  getCacheKey(source, filename) {
    return createHash('sha256').update(esbuild.version).update(filename).update(source).digest('hex');
  },
};

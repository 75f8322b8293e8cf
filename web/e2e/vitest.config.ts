// Browser tests: node runs them, real browsers do the work. Two files at a time, for two cores.
import { defineConfig } from 'vitest/config';
import type { Reporter, TestModule } from 'vitest/node';

// The last line of a run: 'N passed, N failed'. What failed outside of a test counts as one, too.
class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    let passed = 0;
    let failed = errors.length;
    for (const module of modules) {
      const results = [...module.children.allTests()].map((test) => test.result().state);
      passed += results.filter((state) => state === 'passed').length;
      const bad = results.filter((state) => state === 'failed').length;
      failed += bad === 0 && module.state() === 'failed' ? 1 : bad;
    }
    // After the summary of the other reporter, which is written in the same turn.
    process.once('exit', () => process.stdout.write(`${passed} passed, ${failed} failed\n`));
  }
}

export default defineConfig({
  cacheDir: '../../build/e2e-cache',
  test: {
    root: import.meta.dirname,
    include: ['*.e2e.ts'],
    environment: 'node',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 900_000,
    hookTimeout: 120_000,
    teardownTimeout: 20_000,
    reporters: ['verbose', new ClosingLine()],
  },
});

import { writeFileSync } from 'node:fs';

/** Hands the run's counts to the script that started it, which prints them as the last line. */
export default class CountReporter {
  onRunComplete(_contexts, results) {
    if (!process.env.TEST_COUNTS) return;
    const counts = {
      passed: results.numPassedTests,
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites, // a file that couldn't run has no failed test of its own
      skipped: results.numPendingTests + results.numTodoTests,
    };
    writeFileSync(process.env.TEST_COUNTS, JSON.stringify(counts));
  }
}

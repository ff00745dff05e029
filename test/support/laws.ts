// The laws are tried with the same examples everywhere, so that a change is judged by what it changed. TEST_SEED gives other examples.
import fc from 'fast-check';

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env.TEST_SEED ?? 20_260_301) });

import type { CodegenConfig } from '@graphql-codegen/cli';

/** Types and documents of what a client asks, checked against the emitted SDL. */
const operationsIn = (documents: string) => ({
  documents,
  plugins: ['typescript-operations', 'typed-document-node'],
  config: {
    strictScalars: true,
    useTypeImports: true,
    immutableTypes: true,
    scalars: {
      ID: 'string',
      DateTime: 'string',
      Duration: 'string',
      PhoneNumber: 'string',
      Decimal: 'string',
      Cursor: 'string',
      JSON: 'unknown',
    },
  },
});

const config: CodegenConfig = {
  schema: 'schema/schema.graphql',
  emitLegacyCommonJSImports: false,
  generates: {
    'clients/sdk/generated/repeatable-inputs.ts': { plugins: ['./scripts/repeatable-inputs.mjs'] },
    'clients/sdk/generated/operations.ts': operationsIn('clients/sdk/documents/*.graphql'),
    'clients/dashboard/generated/operations.ts': operationsIn('clients/dashboard/documents/*.graphql'),
  },
};

export default config;

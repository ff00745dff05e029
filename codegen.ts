import type { CodegenConfig } from '@graphql-codegen/cli';

/** The SDK: types and documents of what the clients ask, checked against the emitted SDL. */
const config: CodegenConfig = {
  schema: 'schema/schema.graphql',
  documents: 'clients/sdk/documents/*.graphql',
  emitLegacyCommonJSImports: false,
  generates: {
    'clients/sdk/generated/operations.ts': {
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
    },
  },
};

export default config;

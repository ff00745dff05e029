import { GraphiQL } from 'graphiql';
import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import { sdk } from '../connection/connection.js';
import { fetcherOver } from './fetcher.js';

const fetcher = fetcherOver(sdk);

const FIRST_QUERY = `# Genjin 跟进: the documentation of the schema stands on the left.

query Me {
  viewer {
    name
    role
  }
  head
}
`;

export default function Editor() {
  return (
    <div className="explorer">
      <GraphiQL
        fetcher={fetcher}
        defaultQuery={FIRST_QUERY}
        isHeadersEditorEnabled={false}
        shouldPersistHeaders={false}
      />
    </div>
  );
}

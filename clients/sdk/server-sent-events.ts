export interface ServerSentEvent {
  readonly name: string;
  readonly data: string;
}

/** Reads what https://html.spec.whatwg.org/#event-stream-interpretation says; `heard` is told of each chunk, comments among them. */
export async function* eventsIn(body: ReadableStream<Uint8Array>, heard: () => void): AsyncGenerator<ServerSentEvent> {
  let name = '';
  let data: string[] = [];
  for await (const line of linesIn(body, heard)) {
    const [, field, value] = /^([^:]*):? ?(.*)$/s.exec(line)!;
    if (field === 'event') name = value!;
    if (field === 'data') data.push(value!);
    if (line !== '') continue;
    if (name || data.length > 0) yield { name, data: data.join('\n') };
    [name, data] = ['', []];
  }
}

async function* linesIn(body: ReadableStream<Uint8Array>, heard: () => void): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      heard();
      const lines = (rest + decoder.decode(value, { stream: true })).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop()!;
      yield* lines;
    }
  } finally {
    reader.cancel().catch(() => undefined); // it may have failed already
  }
}

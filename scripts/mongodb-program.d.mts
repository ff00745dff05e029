export interface MongodbProgram {
  readonly name: string;
  readonly path: string;
  readonly args: (port: number, folder: string) => string[];
}

export function mongodbProgram(): MongodbProgram | undefined;

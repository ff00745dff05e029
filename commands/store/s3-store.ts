import { Disk } from 'flydrive';
import { S3Driver } from 'flydrive/drivers/s3';

/** A bucket of an S3-compatible store. */
export interface S3Place {
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Buckets are named in the path and checksums sent only where they must be: what every compatible store understands. */
export async function openS3Disk({ accessKeyId, secretAccessKey, ...place }: S3Place): Promise<Disk> {
  const driver = new S3Driver({
    ...place,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    logger: SILENT, // what fails is thrown, and told where it is caught
    supportsACL: false,
    visibility: 'private',
  });
  return new Disk(driver);
}

const ignore = () => undefined;
const SILENT = { trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore };

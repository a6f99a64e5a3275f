const STATUS = {
  400: 'INVALID_ARGUMENT',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
} as const;

export type GoogleErrorCode = keyof typeof STATUS;

/** A refusal in the words and the JSON shape of Google's APIs (google.rpc.Status). */
export class GoogleError extends Error {
  readonly code: GoogleErrorCode;

  constructor(code: GoogleErrorCode, message: string) {
    super(message);
    this.name = 'GoogleError';
    this.code = code;
  }

  toJSON(): { error: { code: number; message: string; status: string } } {
    return { error: { code: this.code, message: this.message, status: STATUS[this.code] } };
  }
}

/** The 404 that Google gives for a spreadsheet that does not exist or that one may not see. */
export const notFound = (): GoogleError => new GoogleError(404, 'Requested entity was not found.');

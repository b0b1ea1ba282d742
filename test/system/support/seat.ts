/** What one member of the crowd connects to. */
export interface Seat {
  readonly id: number;
  /** The gateway's port. */
  readonly port: number;
  /** The app's public host. */
  readonly host: string;
  readonly publicPort: number;
  readonly token: string;
  /** The loopback address that it comes from. */
  readonly address: string;
}

/** What became of one member, times on the machine's monotonic clock in milliseconds. */
export interface Fate {
  readonly id: number;
  readonly state: 'connecting' | 'open' | 'closed';
  /** Ticks read in order; a lost or repeated one sets `broken`. */
  readonly ticks: number;
  readonly broken: boolean;
  /** The longest silence between two ticks since the last `mark`. */
  readonly gapMs: number;
  /** When its socket last brought a byte, and when it ended. */
  readonly lastByteAt: number;
  readonly endedAt: number | undefined;
  /** The WebSocket close code, if one came. */
  readonly closeCode: number | undefined;
  /** The head of what answered instead of the WebSocket. */
  readonly refused: string | undefined;
}

/** A tick's text: as many digits as fit a frame of ten bytes. */
export const tickDigits = 8;

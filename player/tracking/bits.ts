/** Runs of bits, most significant first, and the base64url characters that carry 6 of them each. */

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Bits being written. */
export interface Writer {
  /** The `width` lowest bits of an integer of at most 24 bits. */
  put(value: number, width: number): void;
  bit(flag: boolean): void;
  /** All bits of another writer. */
  append(other: Writer): void;
  length(): number;
  each(visit: (bit: number) => void): void;
  /** As base64url characters, the last one filled up with zeros. */
  text(): string;
}

export function writer(): Writer {
  const bits: number[] = [];
  const self: Writer = {
    put(value, width) {
      for (let shift = width - 1; shift >= 0; shift--) bits.push((value >> shift) & 1);
    },
    bit: (flag) => self.put(flag ? 1 : 0, 1),
    append: (other) => other.each((bit) => bits.push(bit)),
    length: () => bits.length,
    each: (visit) => bits.forEach(visit),
    text() {
      let text = "";
      for (let start = 0; start < bits.length; start += 6) {
        let value = 0;
        for (let i = start; i < start + 6; i++) value = value * 2 + (bits[i] ?? 0);
        text += ALPHABET.charAt(value);
      }
      return text;
    },
  };
  return self;
}

/** Bits being read. Behind the end all are 0, and `short` says so. */
export interface Bits {
  take(width: number): number;
  bit(): boolean;
  /** The next `width` bits, as a run of their own. */
  part(width: number): Bits;
  left(): number;
  /** Whether more was asked for than there was. */
  short(): boolean;
}

export function reader(bits: readonly number[]): Bits {
  let at = 0;
  let short = false;
  const claim = (width: number): readonly number[] => {
    if (width > bits.length - at) {
      short = true;
      return [];
    }
    at += width;
    return bits.slice(at - width, at);
  };
  const take = (width: number) => claim(width).reduce((value, bit) => value * 2 + bit, 0);
  return {
    take,
    bit: () => take(1) === 1,
    part: (width) => reader(claim(width)),
    left: () => bits.length - at,
    short: () => short,
  };
}

/** The bits that base64url characters carry; a character that is none carries nothing. */
export function fromText(text: string): Bits {
  const bits: number[] = [];
  for (const character of text) {
    const value = ALPHABET.indexOf(character);
    for (let shift = 5; value >= 0 && shift >= 0; shift--) bits.push((value >> shift) & 1);
  }
  return reader(bits);
}

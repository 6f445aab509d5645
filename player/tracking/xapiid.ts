/**
 * Ids of statements that follow from what they say, so that saying it twice is saying it once.
 *
 * UUIDs of version 5 (RFC 9562): a SHA-1 of a name within a namespace, here that of URLs. The sum is
 * worked out here because `crypto.subtle` is missing where a page comes over http.
 */

/** RFC 9562, 6.6: the namespace for names that are URLs. */
const NAMESPACE = "6ba7b8119dad11d180b400c04fd430c8";

/** The UUID (version 5) of a name. */
export function idOf(name: string): string {
  const space = NAMESPACE.match(/../g)!.map((pair) => parseInt(pair, 16));
  const sum = sha1([...space, ...new TextEncoder().encode(name)]).slice(0, 16);
  sum[6] = (sum[6]! & 0x0f) | 0x50;
  sum[8] = (sum[8]! & 0x3f) | 0x80;
  const hex = sum.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** FIPS 180-4, for messages below 512 MB. */
export function sha1(message: readonly number[]): number[] {
  const bits = message.length * 8;
  const bytes = [...message, 0x80];
  while (bytes.length % 64 !== 56) bytes.push(0);
  bytes.push(0, 0, 0, 0, bits >>> 24, bits >>> 16, bits >>> 8, bits);
  const view = new DataView(Uint8Array.from(bytes).buffer);
  let sum = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  for (let block = 0; block < bytes.length; block += 64) {
    const mixed = mix(view, block, sum);
    sum = sum.map((word, index) => (word + mixed[index]!) >>> 0);
  }
  return sum.flatMap((word) => [word >>> 24, (word >>> 16) & 255, (word >>> 8) & 255, word & 255]);
}

function mix(view: DataView, block: number, sum: readonly number[]): number[] {
  const words: number[] = [];
  let [a, b, c, d, e] = sum as [number, number, number, number, number];
  for (let turn = 0; turn < 80; turn++) {
    const old = (back: number): number => words[turn - back]!;
    const word =
      turn < 16 ? view.getInt32(block + turn * 4) : turned(old(3) ^ old(8) ^ old(14) ^ old(16), 1);
    words.push(word);
    const [chosen, constant] =
      turn < 20
        ? [(b & c) | (~b & d), 0x5a827999]
        : turn < 40
          ? [b ^ c ^ d, 0x6ed9eba1]
          : turn < 60
            ? [(b & c) | (b & d) | (c & d), 0x8f1bbcdc]
            : [b ^ c ^ d, 0xca62c1d6];
    const next = (turned(a, 5) + chosen + e + constant + word) | 0;
    [a, b, c, d, e] = [next, a, turned(b, 30), c, d];
  }
  return [a, b, c, d, e];
}

function turned(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

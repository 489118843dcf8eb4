package org.bidseal.smcrypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// SM3 (GB/T 32905-2016 §5) over data that arrives in pieces, perhaps to different processes: what
/// it has seen so far can be stored and taken up again, which no digest of Bouncy Castle's can. Not
/// for secrets, since the state stays in memory; not for sharing between threads.
public final class Sm3State {
  private static final int BLOCK = 64;
  private static final int WORDS = 8;
  private static final int ENCODED_FIXED = Long.BYTES + WORDS * Integer.BYTES;
  private static final int[] IV = {
    0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e
  };
  private static final int[] T = constants();
  private static final VarHandle BIG_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final int[] v;
  private final byte[] rest = new byte[BLOCK];
  private final int[] w = new int[68];
  private long seen;

  /// Starts an empty digest.
  public Sm3State() {
    this(IV.clone());
  }

  private Sm3State(int[] v) {
    this.v = v;
  }

  private static int[] constants() {
    int[] constants = new int[BLOCK];
    for (int j = 0; j < BLOCK; j++) {
      constants[j] = Integer.rotateLeft(j < 16 ? 0x79cc4519 : 0x7a879d8a, j);
    }
    return constants;
  }

  /// Reads what [#encoded()] wrote.
  ///
  /// @throws IllegalArgumentException on anything else
  public static Sm3State decode(byte[] encoded) {
    ByteBuffer in = ByteBuffer.wrap(encoded);
    if (in.remaining() < ENCODED_FIXED) {
      throw notAState();
    }
    long seen = in.getLong();
    int[] v = new int[WORDS];
    for (int i = 0; i < WORDS; i++) {
      v[i] = in.getInt();
    }
    if (seen < 0 || in.remaining() != seen % BLOCK) {
      throw notAState();
    }
    Sm3State state = new Sm3State(v);
    state.seen = seen;
    in.get(state.rest, 0, in.remaining());
    return state;
  }

  private static IllegalArgumentException notAState() {
    return new IllegalArgumentException("not the state of an SM3");
  }

  /// All that must be known to go on: `uint64 bytes seen ‖ 8 words ‖ the bytes of the block begun`.
  public byte[] encoded() {
    int begun = (int) (seen % BLOCK);
    ByteBuffer out = ByteBuffer.allocate(ENCODED_FIXED + begun).putLong(seen);
    for (int word : v) {
      out.putInt(word);
    }
    return out.put(rest, 0, begun).array();
  }

  /// How many bytes have come.
  public long seen() {
    return seen;
  }

  /// Appends a range.
  public Sm3State update(byte[] bytes, int offset, int length) {
    int at = offset;
    int end = offset + length;
    int begun = (int) (seen % BLOCK);
    seen += length;
    if (begun > 0) {
      int fill = Math.min(BLOCK - begun, length);
      System.arraycopy(bytes, at, rest, begun, fill);
      at += fill;
      if (begun + fill < BLOCK) {
        return this;
      }
      compress(rest, 0);
    }
    for (; end - at >= BLOCK; at += BLOCK) {
      compress(bytes, at);
    }
    System.arraycopy(bytes, at, rest, 0, end - at);
    return this;
  }

  /// The digest; the state stays, and more may follow.
  public Sm3Hash hash() {
    Sm3State last = new Sm3State(v.clone());
    int begun = (int) (seen % BLOCK);
    byte[] padded = Arrays.copyOf(rest, begun < BLOCK - Long.BYTES ? BLOCK : 2 * BLOCK);
    Arrays.fill(padded, begun, padded.length, (byte) 0);
    padded[begun] = (byte) 0x80;
    ByteBuffer.wrap(padded).putLong(padded.length - Long.BYTES, seen * Byte.SIZE);
    for (int at = 0; at < padded.length; at += BLOCK) {
      last.compress(padded, at);
    }
    ByteBuffer out = ByteBuffer.allocate(Sm3Hash.BYTES);
    for (int word : last.v) {
      out.putInt(word);
    }
    return Sm3Hash.ofBytes(out.array());
  }

  /// The compression function (§5.3.3), its variables named as there.
  private void compress(byte[] block, int offset) {
    for (int j = 0; j < 16; j++) {
      w[j] = (int) BIG_ENDIAN.get(block, offset + j * Integer.BYTES);
    }
    for (int j = 16; j < w.length; j++) {
      int x = w[j - 16] ^ w[j - 9] ^ Integer.rotateLeft(w[j - 3], 15);
      x ^= Integer.rotateLeft(x, 15) ^ Integer.rotateLeft(x, 23);
      w[j] = x ^ Integer.rotateLeft(w[j - 13], 7) ^ w[j - 6];
    }
    int a = v[0];
    int b = v[1];
    int c = v[2];
    int d = v[3];
    int e = v[4];
    int f = v[5];
    int g = v[6];
    int h = v[7];
    for (int j = 0; j < BLOCK; j++) {
      int turned = Integer.rotateLeft(a, 12);
      int ss1 = Integer.rotateLeft(turned + e + T[j], 7);
      int ff = j < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
      int gg = j < 16 ? e ^ f ^ g : (e & f) | (~e & g);
      int tt1 = ff + d + (ss1 ^ turned) + (w[j] ^ w[j + 4]);
      int tt2 = gg + h + ss1 + w[j];
      d = c;
      c = Integer.rotateLeft(b, 9);
      b = a;
      a = tt1;
      h = g;
      g = Integer.rotateLeft(f, 19);
      f = e;
      e = tt2 ^ Integer.rotateLeft(tt2, 9) ^ Integer.rotateLeft(tt2, 17);
    }
    v[0] ^= a;
    v[1] ^= b;
    v[2] ^= c;
    v[3] ^= d;
    v[4] ^= e;
    v[5] ^= f;
    v[6] ^= g;
    v[7] ^= h;
  }
}

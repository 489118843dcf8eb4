package org.bidseal.smvector.sm4;

import java.nio.ByteBuffer;
import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// SM4 in counter mode as GCM wants it: the last 32 bits count, modulo 2³² (NIST SP 800-38D §6.2).
///
/// A group is 16 blocks: word k of its blocks fills vector k. A pass takes 16 groups, 4 KiB,
/// through one round; their 4 KiB of state stay in the first-level cache. Groups are independent,
/// so the processor overlaps them. The loops must stay small: with more than two rounds in one body
/// C2 stops inlining the Vector API and every vector becomes an object (a fifth of the speed).
final class CtrKernel implements AutoCloseable {
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_512;
  private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_512;

  private static final int LANES = 16;
  private static final int GROUPS = 16;
  private static final int GROUP_INTS = 4 * LANES;
  private static final int BLOCK_BYTES = 16;
  private static final int GROUP_BYTES = LANES * BLOCK_BYTES;

  private static final IntVector LANE_NUMBERS = IntVector.zero(INTS).addIndex(1);
  private static final IntVector INTERLEAVE_LOW = interleave(0);
  private static final IntVector INTERLEAVE_HIGH = interleave(LANES / 2);
  private static final ByteVector JOIN_LOW = join(0);
  private static final ByteVector JOIN_HIGH = join(4);

  private final int[] roundKeys;
  private final int[] state = new int[GROUPS * GROUP_INTS];
  private final byte[] tail = new byte[GROUP_BYTES];

  CtrKernel(KeySchedule schedule) {
    this.roundKeys = schedule.roundKeys();
  }

  /// Lanes a₀ b₀ a₁ b₁ … of two vectors, from lane `first` of each.
  private static IntVector interleave(int first) {
    int[] lanes = new int[LANES];
    for (int i = 0; i < LANES / 2; i++) {
      lanes[2 * i] = first + i;
      lanes[2 * i + 1] = LANES + first + i;
    }
    return IntVector.fromArray(INTS, lanes, 0);
  }

  /// From words 0 and 1 of eight blocks, interleaved, and words 2 and 3 likewise: four blocks from
  /// block `first` on, each word big-endian.
  private static ByteVector join(int first) {
    byte[] lanes = new byte[4 * BLOCK_BYTES];
    for (int i = 0; i < lanes.length; i++) {
      int block = first + i / BLOCK_BYTES;
      int word = i / 4 % 4;
      int source = word / 2 * 64 + (2 * block + word % 2) * 4;
      lanes[i] = (byte) (source + 3 - i % 4);
    }
    return ByteVector.fromArray(BYTES, lanes, 0);
  }

  /// Encrypts one block.
  byte[] encryptBlock(byte[] block) {
    ByteBuffer words = ByteBuffer.wrap(block);
    for (int word = 0; word < 4; word++) {
      IntVector.broadcast(INTS, words.getInt()).intoArray(state, word * LANES);
    }
    rounds(GROUP_INTS, 0);
    return ByteBuffer.allocate(BLOCK_BYTES)
        .putInt(state[3 * LANES])
        .putInt(state[2 * LANES])
        .putInt(state[LANES])
        .putInt(state[0])
        .array();
  }

  /// Adds the keystream that begins with the counter block `nonce ‖ counter` to `length` bytes. In
  /// place if the arrays and offsets are the same.
  ///
  /// @param nonce 12 bytes
  void add(
      byte[] nonce, int counter, byte[] in, int inOffset, int length, byte[] out, int outOffset) {
    ByteBuffer words = ByteBuffer.wrap(nonce);
    int n0 = words.getInt();
    int n1 = words.getInt();
    int n2 = words.getInt();
    int done = 0;
    while (length - done >= GROUP_BYTES) {
      int groups = Math.min(GROUPS, (length - done) / GROUP_BYTES);
      keystream(n0, n1, n2, counter, groups);
      addLow(state, groups, in, inOffset + done, out, outOffset + done);
      addHigh(state, groups, in, inOffset + done, out, outOffset + done);
      done += groups * GROUP_BYTES;
      counter += groups * LANES;
    }
    if (done < length) {
      keystream(n0, n1, n2, counter, 1);
      System.arraycopy(in, inOffset + done, tail, 0, length - done);
      addLow(state, 1, tail, 0, tail, 0);
      addHigh(state, 1, tail, 0, tail, 0);
      System.arraycopy(tail, 0, out, outOffset + done, length - done);
    }
  }

  /// Round 0 of counter blocks: three words are the nonce's, the same in all blocks.
  private static void round0(int[] state, int ints, int n0, int mixedNonce, int counter) {
    IntVector first = IntVector.broadcast(INTS, n0);
    IntVector nonce = IntVector.broadcast(INTS, mixedNonce);
    for (int at = 0; at < ints; at += GROUP_INTS) {
      IntVector counters = LANE_NUMBERS.add(counter + at / 4);
      counters.intoArray(state, at + 3 * LANES);
      ByteVector mixed = counters.lanewise(VectorOperators.XOR, nonce).reinterpretAsBytes();
      IntVector t =
          mixed
              .selectFrom(SBox.FROM_00, SBox.FROM_40)
              .blend(
                  mixed.selectFrom(SBox.FROM_80, SBox.FROM_C0),
                  mixed.compare(VectorOperators.LT, (byte) 0))
              .reinterpretAsInts();
      first
          .lanewise(VectorOperators.XOR, t)
          .lanewise(VectorOperators.XOR, t.lanewise(VectorOperators.ROL, 2))
          .lanewise(VectorOperators.XOR, t.lanewise(VectorOperators.ROL, 10))
          .lanewise(VectorOperators.XOR, t.lanewise(VectorOperators.ROL, 18))
          .lanewise(VectorOperators.XOR, t.lanewise(VectorOperators.ROL, 24))
          .intoArray(state, at);
    }
  }

  /// Round 1, while two words are still the nonce's.
  private static void round1(int[] state, int ints, int n1, int mixedNonce) {
    IntVector second = IntVector.broadcast(INTS, n1);
    IntVector nonce = IntVector.broadcast(INTS, mixedNonce);
    for (int at = 0; at < ints; at += GROUP_INTS) {
      ByteVector mixed =
          IntVector.fromArray(INTS, state, at)
              .lanewise(VectorOperators.XOR, IntVector.fromArray(INTS, state, at + 3 * LANES))
              .lanewise(VectorOperators.XOR, nonce)
              .reinterpretAsBytes();
      IntVector t =
          mixed
              .selectFrom(SBox.FROM_00, SBox.FROM_40)
              .blend(
                  mixed.selectFrom(SBox.FROM_80, SBox.FROM_C0),
                  mixed.compare(VectorOperators.LT, (byte) 0))
              .reinterpretAsInts();
      second
          .lanewise(VectorOperators.XOR, t)
          .lanewise(VectorOperators.XOR, t.lanewise(VectorOperators.ROL, 2))
          .lanewise(VectorOperators.XOR, t.lanewise(VectorOperators.ROL, 10))
          .lanewise(VectorOperators.XOR, t.lanewise(VectorOperators.ROL, 18))
          .lanewise(VectorOperators.XOR, t.lanewise(VectorOperators.ROL, 24))
          .intoArray(state, at + LANES);
    }
  }

  /// Round 2, while the last one is.
  private static void round2(int[] state, int ints, int n2, int roundKey) {
    IntVector third = IntVector.broadcast(INTS, n2);
    IntVector key = IntVector.broadcast(INTS, roundKey);
    for (int at = 0; at < ints; at += GROUP_INTS) {
      ByteVector mixed =
          IntVector.fromArray(INTS, state, at)
              .lanewise(VectorOperators.XOR, IntVector.fromArray(INTS, state, at + LANES))
              .lanewise(VectorOperators.XOR, IntVector.fromArray(INTS, state, at + 3 * LANES))
              .lanewise(VectorOperators.XOR, key)
              .reinterpretAsBytes();
      IntVector t =
          mixed
              .selectFrom(SBox.FROM_00, SBox.FROM_40)
              .blend(
                  mixed.selectFrom(SBox.FROM_80, SBox.FROM_C0),
                  mixed.compare(VectorOperators.LT, (byte) 0))
              .reinterpretAsInts();
      third
          .lanewise(VectorOperators.XOR, t)
          .lanewise(VectorOperators.XOR, t.lanewise(VectorOperators.ROL, 2))
          .lanewise(VectorOperators.XOR, t.lanewise(VectorOperators.ROL, 10))
          .lanewise(VectorOperators.XOR, t.lanewise(VectorOperators.ROL, 18))
          .lanewise(VectorOperators.XOR, t.lanewise(VectorOperators.ROL, 24))
          .intoArray(state, at + 2 * LANES);
    }
  }

  /// The blocks of `groups` groups from `counter` on, encrypted, as vectors of words.
  private void keystream(int n0, int n1, int n2, int counter, int groups) {
    int ints = groups * GROUP_INTS;
    round0(state, ints, n0, n1 ^ n2 ^ roundKeys[0], counter);
    round1(state, ints, n1, n2 ^ roundKeys[1]);
    round2(state, ints, n2, roundKeys[2]);
    round(state, ints, 3 * LANES, 0, LANES, 2 * LANES, roundKeys[3]);
    rounds(ints, 4);
  }

  /// §7.1, F, from round `first`, a multiple of 4: round i replaces word i mod 4, so that no word
  /// moves. After the last one the words stand in reverse.
  private void rounds(int ints, int first) {
    for (int i = first; i < roundKeys.length; i += 4) {
      round(state, ints, 0, LANES, 2 * LANES, 3 * LANES, roundKeys[i]);
      round(state, ints, LANES, 2 * LANES, 3 * LANES, 0, roundKeys[i + 1]);
      round(state, ints, 2 * LANES, 3 * LANES, 0, LANES, roundKeys[i + 2]);
      round(state, ints, 3 * LANES, 0, LANES, 2 * LANES, roundKeys[i + 3]);
    }
  }

  private static void round(int[] state, int ints, int w0, int w1, int w2, int w3, int roundKey) {
    IntVector key = IntVector.broadcast(INTS, roundKey);
    for (int at = 0; at < ints; at += GROUP_INTS) {
      ByteVector mixed =
          IntVector.fromArray(INTS, state, at + w1)
              .lanewise(VectorOperators.XOR, IntVector.fromArray(INTS, state, at + w2))
              .lanewise(VectorOperators.XOR, IntVector.fromArray(INTS, state, at + w3))
              .lanewise(VectorOperators.XOR, key)
              .reinterpretAsBytes();
      IntVector t =
          mixed
              .selectFrom(SBox.FROM_00, SBox.FROM_40)
              .blend(
                  mixed.selectFrom(SBox.FROM_80, SBox.FROM_C0),
                  mixed.compare(VectorOperators.LT, (byte) 0))
              .reinterpretAsInts();
      IntVector.fromArray(INTS, state, at + w0)
          .lanewise(VectorOperators.XOR, t)
          .lanewise(VectorOperators.XOR, t.lanewise(VectorOperators.ROL, 2))
          .lanewise(VectorOperators.XOR, t.lanewise(VectorOperators.ROL, 10))
          .lanewise(VectorOperators.XOR, t.lanewise(VectorOperators.ROL, 18))
          .lanewise(VectorOperators.XOR, t.lanewise(VectorOperators.ROL, 24))
          .intoArray(state, at + w0);
    }
  }

  /// Turns each group's four vectors of words back into blocks, and adds the first eight of them to
  /// the first 128 of its 256 bytes.
  private static void addLow(
      int[] state, int groups, byte[] in, int inOffset, byte[] out, int outOffset) {
    for (int group = 0; group < groups; group++) {
      int at = group * GROUP_INTS;
      int bytes = group * GROUP_BYTES;
      ByteVector left =
          INTERLEAVE_LOW
              .selectFrom(
                  IntVector.fromArray(INTS, state, at + 3 * LANES),
                  IntVector.fromArray(INTS, state, at + 2 * LANES))
              .reinterpretAsBytes();
      ByteVector right =
          INTERLEAVE_LOW
              .selectFrom(
                  IntVector.fromArray(INTS, state, at + LANES),
                  IntVector.fromArray(INTS, state, at))
              .reinterpretAsBytes();
      ByteVector.fromArray(BYTES, in, inOffset + bytes)
          .lanewise(VectorOperators.XOR, JOIN_LOW.selectFrom(left, right))
          .intoArray(out, outOffset + bytes);
      ByteVector.fromArray(BYTES, in, inOffset + bytes + 64)
          .lanewise(VectorOperators.XOR, JOIN_HIGH.selectFrom(left, right))
          .intoArray(out, outOffset + bytes + 64);
    }
  }

  /// The same with the other eight.
  private static void addHigh(
      int[] state, int groups, byte[] in, int inOffset, byte[] out, int outOffset) {
    for (int group = 0; group < groups; group++) {
      int at = group * GROUP_INTS;
      int bytes = group * GROUP_BYTES + 128;
      ByteVector left =
          INTERLEAVE_HIGH
              .selectFrom(
                  IntVector.fromArray(INTS, state, at + 3 * LANES),
                  IntVector.fromArray(INTS, state, at + 2 * LANES))
              .reinterpretAsBytes();
      ByteVector right =
          INTERLEAVE_HIGH
              .selectFrom(
                  IntVector.fromArray(INTS, state, at + LANES),
                  IntVector.fromArray(INTS, state, at))
              .reinterpretAsBytes();
      ByteVector.fromArray(BYTES, in, inOffset + bytes)
          .lanewise(VectorOperators.XOR, JOIN_LOW.selectFrom(left, right))
          .intoArray(out, outOffset + bytes);
      ByteVector.fromArray(BYTES, in, inOffset + bytes + 64)
          .lanewise(VectorOperators.XOR, JOIN_HIGH.selectFrom(left, right))
          .intoArray(out, outOffset + bytes + 64);
    }
  }

  /// Zeroes the keystream.
  @Override
  public void close() {
    Arrays.fill(state, 0);
    Arrays.fill(tail, (byte) 0);
  }
}

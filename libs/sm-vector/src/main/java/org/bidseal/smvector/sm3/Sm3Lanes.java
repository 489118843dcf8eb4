package org.bidseal.smvector.sm3;

import java.nio.ByteBuffer;
import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The compression function of SM3 (GB/T 32905-2016 §5.3) on sixteen messages, one in each lane of
/// a 512-bit vector. All of them take the same number of blocks.
///
/// Every loop is a method of its own with few operations in it and calls nothing but the Vector
/// API: a vector that crosses a call becomes an object. What passes between loops lies in arrays of
/// a few KiB.
final class Sm3Lanes implements AutoCloseable {
  /// Messages at once.
  static final int LANES = 16;

  /// Bytes of a block of one message.
  static final int BLOCK_BYTES = 64;

  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_512;
  private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_512;
  private static final int WORDS = 16;
  private static final int EXPANDED = 68;

  /// What rounds 0 to 15 need; the others expand as they go, which fills the time in which a round
  /// waits for the one before.
  private static final int EXPANDED_BEFORE = 20;

  private static final int ROUNDS = 64;
  private static final int FIRST_ROUNDS = 16;

  private static final int[] IV = {
    0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e
  };

  /// T_j, rotated by j as the rounds use it.
  private static final int[] T = constants();

  private static final IntVector INTERLEAVE_LOW = interleave(0);
  private static final IntVector INTERLEAVE_HIGH = interleave(LANES / 2);

  private final int[] state = new int[IV.length * LANES];
  private final int[] words = new int[EXPANDED * LANES];
  private final int[] work = new int[IV.length * LANES];
  private final int[] rows = new int[WORDS * LANES];

  Sm3Lanes() {
    for (int i = 0; i < IV.length; i++) {
      Arrays.fill(state, i * LANES, (i + 1) * LANES, IV[i]);
    }
  }

  private static int[] constants() {
    int[] constants = new int[ROUNDS];
    for (int j = 0; j < ROUNDS; j++) {
      constants[j] = Integer.rotateLeft(j < FIRST_ROUNDS ? 0x79cc4519 : 0x7a879d8a, j);
    }
    return constants;
  }

  private static IntVector interleave(int first) {
    int[] lanes = new int[LANES];
    for (int i = 0; i < LANES / 2; i++) {
      lanes[2 * i] = first + i;
      lanes[2 * i + 1] = LANES + first + i;
    }
    return IntVector.fromArray(INTS, lanes, 0);
  }

  /// Takes in `count` blocks of each message.
  ///
  /// @param offsets where in `data` the next block of each of the 16 messages begins
  void update(byte[] data, int[] offsets, int count) {
    for (int block = 0; block < count; block++) {
      load(data, offsets, block * BLOCK_BYTES, rows);
      transpose(rows, words);
      expand(words);
      firstRounds(state, words, work);
      lastRounds(words, work);
      feedForward(state, work);
    }
  }

  /// The chaining value of one message, big-endian: its digest once its padding was taken in.
  byte[] digest(int lane) {
    ByteBuffer digest = ByteBuffer.allocate(IV.length * Integer.BYTES);
    for (int i = 0; i < IV.length; i++) {
      digest.putInt(state[i * LANES + lane]);
    }
    return digest.array();
  }

  /// Reads a block of each message and takes the first two of the four steps that turn rows into
  /// columns. A step interleaves rows i and i + 8 into rows 2i and 2i + 1: in the index of a word,
  /// row and column together, it rotates the bits by one.
  private static void load(byte[] data, int[] offsets, int from, int[] rows) {
    for (int i = 0; i < LANES / 4; i++) {
      IntVector a = ByteVector.fromArray(BYTES, data, offsets[i] + from).reinterpretAsInts();
      IntVector b = ByteVector.fromArray(BYTES, data, offsets[i + 4] + from).reinterpretAsInts();
      IntVector c = ByteVector.fromArray(BYTES, data, offsets[i + 8] + from).reinterpretAsInts();
      IntVector d = ByteVector.fromArray(BYTES, data, offsets[i + 12] + from).reinterpretAsInts();
      IntVector lowLeft = INTERLEAVE_LOW.selectFrom(a, c);
      IntVector highLeft = INTERLEAVE_HIGH.selectFrom(a, c);
      IntVector lowRight = INTERLEAVE_LOW.selectFrom(b, d);
      IntVector highRight = INTERLEAVE_HIGH.selectFrom(b, d);
      int at = 4 * i * LANES;
      INTERLEAVE_LOW.selectFrom(lowLeft, lowRight).intoArray(rows, at);
      INTERLEAVE_HIGH.selectFrom(lowLeft, lowRight).intoArray(rows, at + LANES);
      INTERLEAVE_LOW.selectFrom(highLeft, highRight).intoArray(rows, at + 2 * LANES);
      INTERLEAVE_HIGH.selectFrom(highLeft, highRight).intoArray(rows, at + 3 * LANES);
    }
  }

  /// The other two steps; then each word's bytes, which are big-endian in a message.
  private static void transpose(int[] rows, int[] words) {
    for (int i = 0; i < LANES / 4; i++) {
      IntVector a =
          IntVector.fromArray(INTS, rows, i * LANES).lanewise(VectorOperators.REVERSE_BYTES);
      IntVector b =
          IntVector.fromArray(INTS, rows, (i + 4) * LANES).lanewise(VectorOperators.REVERSE_BYTES);
      IntVector c =
          IntVector.fromArray(INTS, rows, (i + 8) * LANES).lanewise(VectorOperators.REVERSE_BYTES);
      IntVector d =
          IntVector.fromArray(INTS, rows, (i + 12) * LANES).lanewise(VectorOperators.REVERSE_BYTES);
      IntVector lowLeft = INTERLEAVE_LOW.selectFrom(a, c);
      IntVector highLeft = INTERLEAVE_HIGH.selectFrom(a, c);
      IntVector lowRight = INTERLEAVE_LOW.selectFrom(b, d);
      IntVector highRight = INTERLEAVE_HIGH.selectFrom(b, d);
      int at = 4 * i * LANES;
      INTERLEAVE_LOW.selectFrom(lowLeft, lowRight).intoArray(words, at);
      INTERLEAVE_HIGH.selectFrom(lowLeft, lowRight).intoArray(words, at + LANES);
      INTERLEAVE_LOW.selectFrom(highLeft, highRight).intoArray(words, at + 2 * LANES);
      INTERLEAVE_HIGH.selectFrom(highLeft, highRight).intoArray(words, at + 3 * LANES);
    }
  }

  /// §5.3.2, W_16 to W_19.
  private static void expand(int[] words) {
    for (int at = WORDS * LANES; at < EXPANDED_BEFORE * LANES; at += LANES) {
      IntVector x =
          IntVector.fromArray(INTS, words, at - 16 * LANES)
              .lanewise(VectorOperators.XOR, IntVector.fromArray(INTS, words, at - 9 * LANES))
              .lanewise(
                  VectorOperators.XOR,
                  IntVector.fromArray(INTS, words, at - 3 * LANES)
                      .lanewise(VectorOperators.ROL, 15));
      x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.ROL, 15))
          .lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.ROL, 23))
          .lanewise(
              VectorOperators.XOR,
              IntVector.fromArray(INTS, words, at - 13 * LANES).lanewise(VectorOperators.ROL, 7))
          .lanewise(VectorOperators.XOR, IntVector.fromArray(INTS, words, at - 6 * LANES))
          .intoArray(words, at);
    }
  }

  /// §5.3.3, j from 0 to 15: from the chaining value to A…H in `work`.
  private static void firstRounds(int[] state, int[] words, int[] work) {
    IntVector a = IntVector.fromArray(INTS, state, 0 * LANES);
    IntVector b = IntVector.fromArray(INTS, state, 1 * LANES);
    IntVector c = IntVector.fromArray(INTS, state, 2 * LANES);
    IntVector d = IntVector.fromArray(INTS, state, 3 * LANES);
    IntVector e = IntVector.fromArray(INTS, state, 4 * LANES);
    IntVector f = IntVector.fromArray(INTS, state, 5 * LANES);
    IntVector g = IntVector.fromArray(INTS, state, 6 * LANES);
    IntVector h = IntVector.fromArray(INTS, state, 7 * LANES);
    for (int j = 0; j < FIRST_ROUNDS; j++) {
      IntVector rotated = a.lanewise(VectorOperators.ROL, 12);
      IntVector ss1 = rotated.add(e.add(T[j])).lanewise(VectorOperators.ROL, 7);
      IntVector word = IntVector.fromArray(INTS, words, j * LANES);
      IntVector later = IntVector.fromArray(INTS, words, (j + 4) * LANES);
      IntVector ff = a.lanewise(VectorOperators.XOR, b).lanewise(VectorOperators.XOR, c);
      IntVector gg = e.lanewise(VectorOperators.XOR, f).lanewise(VectorOperators.XOR, g);
      IntVector tt1 =
          ff.add(d)
              .add(word.lanewise(VectorOperators.XOR, later))
              .add(ss1.lanewise(VectorOperators.XOR, rotated));
      IntVector tt2 = gg.add(h).add(word).add(ss1);
      d = c;
      c = b.lanewise(VectorOperators.ROL, 9);
      b = a;
      a = tt1;
      h = g;
      g = f.lanewise(VectorOperators.ROL, 19);
      f = e;
      e =
          tt2.lanewise(VectorOperators.XOR, tt2.lanewise(VectorOperators.ROL, 9))
              .lanewise(VectorOperators.XOR, tt2.lanewise(VectorOperators.ROL, 17));
    }
    a.intoArray(work, 0 * LANES);
    b.intoArray(work, 1 * LANES);
    c.intoArray(work, 2 * LANES);
    d.intoArray(work, 3 * LANES);
    e.intoArray(work, 4 * LANES);
    f.intoArray(work, 5 * LANES);
    g.intoArray(work, 6 * LANES);
    h.intoArray(work, 7 * LANES);
  }

  /// The same, j from 16 to 63: FF is the majority of three, GG chooses by E. Expands W_(j+4)
  /// before it is used.
  private static void lastRounds(int[] words, int[] work) {
    IntVector a = IntVector.fromArray(INTS, work, 0 * LANES);
    IntVector b = IntVector.fromArray(INTS, work, 1 * LANES);
    IntVector c = IntVector.fromArray(INTS, work, 2 * LANES);
    IntVector d = IntVector.fromArray(INTS, work, 3 * LANES);
    IntVector e = IntVector.fromArray(INTS, work, 4 * LANES);
    IntVector f = IntVector.fromArray(INTS, work, 5 * LANES);
    IntVector g = IntVector.fromArray(INTS, work, 6 * LANES);
    IntVector h = IntVector.fromArray(INTS, work, 7 * LANES);
    for (int j = FIRST_ROUNDS; j < ROUNDS; j++) {
      IntVector rotated = a.lanewise(VectorOperators.ROL, 12);
      IntVector ss1 = rotated.add(e.add(T[j])).lanewise(VectorOperators.ROL, 7);
      IntVector word = IntVector.fromArray(INTS, words, j * LANES);
      int at = (j + 4) * LANES;
      IntVector x =
          IntVector.fromArray(INTS, words, at - 16 * LANES)
              .lanewise(VectorOperators.XOR, IntVector.fromArray(INTS, words, at - 9 * LANES))
              .lanewise(
                  VectorOperators.XOR,
                  IntVector.fromArray(INTS, words, at - 3 * LANES)
                      .lanewise(VectorOperators.ROL, 15));
      IntVector later =
          x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.ROL, 15))
              .lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.ROL, 23))
              .lanewise(
                  VectorOperators.XOR,
                  IntVector.fromArray(INTS, words, at - 13 * LANES)
                      .lanewise(VectorOperators.ROL, 7))
              .lanewise(VectorOperators.XOR, IntVector.fromArray(INTS, words, at - 6 * LANES));
      later.intoArray(words, at);
      IntVector ff =
          b.lanewise(
              VectorOperators.XOR,
              a.lanewise(VectorOperators.XOR, b)
                  .lanewise(VectorOperators.AND, c.lanewise(VectorOperators.XOR, b)));
      IntVector gg =
          g.lanewise(
              VectorOperators.XOR,
              f.lanewise(VectorOperators.XOR, g).lanewise(VectorOperators.AND, e));
      IntVector tt1 =
          ff.add(d)
              .add(word.lanewise(VectorOperators.XOR, later))
              .add(ss1.lanewise(VectorOperators.XOR, rotated));
      IntVector tt2 = gg.add(h).add(word).add(ss1);
      d = c;
      c = b.lanewise(VectorOperators.ROL, 9);
      b = a;
      a = tt1;
      h = g;
      g = f.lanewise(VectorOperators.ROL, 19);
      f = e;
      e =
          tt2.lanewise(VectorOperators.XOR, tt2.lanewise(VectorOperators.ROL, 9))
              .lanewise(VectorOperators.XOR, tt2.lanewise(VectorOperators.ROL, 17));
    }
    a.intoArray(work, 0 * LANES);
    b.intoArray(work, 1 * LANES);
    c.intoArray(work, 2 * LANES);
    d.intoArray(work, 3 * LANES);
    e.intoArray(work, 4 * LANES);
    f.intoArray(work, 5 * LANES);
    g.intoArray(work, 6 * LANES);
    h.intoArray(work, 7 * LANES);
  }

  /// V ⊕ A…H.
  private static void feedForward(int[] state, int[] work) {
    for (int at = 0; at < state.length; at += LANES) {
      IntVector.fromArray(INTS, state, at)
          .lanewise(VectorOperators.XOR, IntVector.fromArray(INTS, work, at))
          .intoArray(state, at);
    }
  }

  /// Zeroes what was read.
  @Override
  public void close() {
    Arrays.fill(state, 0);
    Arrays.fill(words, 0);
    Arrays.fill(work, 0);
    Arrays.fill(rows, 0);
  }
}

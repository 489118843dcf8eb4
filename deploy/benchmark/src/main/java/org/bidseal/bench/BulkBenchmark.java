package org.bidseal.bench;

import java.util.function.Supplier;
import org.bidseal.bench.figure.CpuTime;
import org.bidseal.bench.figure.Figure;
import org.bidseal.smcrypto.Sm3Stream;
import org.bidseal.smcrypto.evidence.LeafHasher;
import org.bidseal.smcrypto.evidence.PlainLeafHasher;
import org.bidseal.smcrypto.evidence.Segments;
import org.bidseal.smcrypto.evidence.TreeKey;
import org.bidseal.smcrypto.sm4.BouncyCastleSm4Gcm;
import org.bidseal.smcrypto.sm4.Sm4Gcm;
import org.bidseal.smcrypto.sm4.Sm4Key;
import org.bidseal.smvector.VectorMachine;
import org.bidseal.smvector.gcrypt.GcryptSm4Gcm;
import org.bidseal.smvector.sm3.VectorLeafHasher;
import org.bidseal.smvector.sm4.VectorSm4Gcm;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.modes.SICBlockCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/// SM4 and SM3 on buffers of 1 MiB, in place.
final class BulkBenchmark {
  static final int MIB = 1024 * 1024;
  private static final int SMALL = 8192;
  private static final int LANES = 16;

  private final Report report;
  private final Sm4Key key = Sm4Key.of(new byte[Sm4Key.BYTES]);
  private final byte[] nonce = new byte[Sm4Gcm.NONCE_BYTES];
  private final byte[] buffer = new byte[MIB + Sm4Gcm.TAG_BYTES];

  BulkBenchmark(Report report) {
    this.report = report;
  }

  void run() {
    counterMode();
    gcm("bouncy-castle", BouncyCastleSm4Gcm::new);
    gcm("libgcrypt", GcryptSm4Gcm::new);
    gcm("vector", BulkBenchmark::vector);
    hashing();
  }

  private static VectorSm4Gcm vector() {
    VectorMachine.refusal()
        .ifPresent(reason -> {
          throw new IllegalStateException(reason);
        });
    return new VectorSm4Gcm();
  }

  private void counterMode() {
    SICBlockCipher cipher = (SICBlockCipher) SICBlockCipher.newInstance(new SM4Engine());
    cipher.init(true, new ParametersWithIV(new KeyParameter(new byte[16]), new byte[16]));
    measure(
        "sm4-ctr.bouncy-castle",
        "SM4-CTR, Bouncy Castle",
        length -> cipher.processBytes(buffer, 0, length, buffer, 0));
    try {
      VectorSm4Gcm kernel = vector();
      measure(
          "sm4-ctr.vector",
          "SM4-CTR, vector kernel",
          length -> kernel.addKeystreamUnauthenticated(key, nonce, 2, buffer, 0, length));
    } catch (IllegalStateException e) {
      report.note("SM4-CTR, vector kernel: " + e.getMessage());
    }
  }

  private void gcm(String name, Supplier<Sm4Gcm> maker) {
    Sm4Gcm gcm;
    try {
      gcm = maker.get();
    } catch (IllegalStateException e) {
      report.note("SM4-GCM, " + name + ": " + e.getMessage());
      return;
    }
    measure(
        "sm4-gcm." + name,
        "SM4-GCM, " + describe(gcm) + ", sealing",
        length -> gcm.seal(key, nonce, nonce, buffer, 0, length, buffer, 0));
    // What was opened is sealed again, so half of this is sealing.
    measure(
        "sm4-gcm-both." + name,
        "SM4-GCM, " + describe(gcm) + ", sealing and opening, bytes of both",
        2,
        length -> {
          gcm.seal(key, nonce, nonce, buffer, 0, length, buffer, 0);
          gcm.open(key, nonce, nonce, buffer, 0, length + Sm4Gcm.TAG_BYTES, buffer, 0);
        });
  }

  private static String describe(Sm4Gcm gcm) {
    return gcm instanceof GcryptSm4Gcm gcrypt ? gcm.name() + " " + gcrypt.version() : gcm.name();
  }

  private void hashing() {
    measure(
        "sm3.bouncy-castle",
        "SM3 of one stream, Bouncy Castle",
        length -> new Sm3Stream().update(buffer, 0, length).finish());
    leaves(new PlainLeafHasher());
    if (VectorMachine.refusal().isEmpty()) {
      leaves(new VectorLeafHasher());
    }
  }

  private void leaves(LeafHasher hasher) {
    // Segments as they lie in an envelope's window.
    byte[] window = new byte[LANES * (MIB + Sm4Gcm.TAG_BYTES)];
    try (TreeKey treeKey = TreeKey.of(new byte[TreeKey.BYTES])) {
      double speed =
          CpuTime.median(
              () -> leaves(hasher, treeKey, window, SMALL),
              () -> leaves(hasher, treeKey, window, MIB));
      report.add(
          new Figure("leaves." + hasher.name(), "leaves of 16 segments, " + hasher.name(), speed));
    }
  }

  private static long leaves(LeafHasher hasher, TreeKey key, byte[] window, int length) {
    hasher.leaves(key, Segments.of(window, length + Sm4Gcm.TAG_BYTES, LANES, length, length));
    return (long) LANES * length;
  }

  private interface Work {
    void on(int length);
  }

  private void measure(String id, String what, Work work) {
    measure(id, what, 1, work);
  }

  private void measure(String id, String what, int times, Work work) {
    double speed = CpuTime.median(() -> run(work, SMALL, times), () -> run(work, MIB, times));
    report.add(new Figure(id, what, speed));
  }

  private static long run(Work work, int length, int times) {
    work.on(length);
    return (long) length * times;
  }
}

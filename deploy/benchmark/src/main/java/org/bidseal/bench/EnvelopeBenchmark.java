package org.bidseal.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.bidseal.bench.figure.CpuTime;
import org.bidseal.bench.figure.Figure;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.envelope.EnvelopeHeader;
import org.bidseal.smcrypto.envelope.EnvelopeOpener;
import org.bidseal.smcrypto.envelope.EnvelopeSealer;
import org.bidseal.smcrypto.envelope.FileKey;
import org.bidseal.smcrypto.envelope.SealedEnvelope;
import org.bidseal.smcrypto.envelope.UnlockedEnvelope;
import org.bidseal.smcrypto.evidence.LeafHasher;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.sm4.Sm4Gcm;

/// Seals a file into an envelope file and opens that into a third one; the median of three times.
final class EnvelopeBenchmark {
  private static final UUID ENVELOPE = UUID.fromString("7c9e6679-7425-40de-944b-e07fc1f90ae7");
  private static final UUID OPENING = UUID.fromString("3f2504e0-4f89-41d3-9a0c-0305e82c3301");
  private static final int RUNS = 3;
  private static final int MIB = BulkBenchmark.MIB;

  private final Report report;
  private final Path folder;
  private final SecureRandom random;
  private final Sm2KeyPair recipient;

  EnvelopeBenchmark(Report report, Path folder, SecureRandom random) {
    this.report = report;
    this.folder = folder;
    this.random = random;
    this.recipient = Sm2KeyPair.generate(random);
  }

  /// @param id of the figures: `envelope-seal.<id>`, `envelope-open.<id>`
  void run(String id, Sm4Gcm gcm, LeafHasher hasher, int mebibytes) throws IOException {
    Path file = Files.createTempFile(folder, "bidseal-bench-", ".file");
    Path envelope = Files.createTempFile(folder, "bidseal-bench-", ".envelope");
    Path opened = Files.createTempFile(folder, "bidseal-bench-", ".opened");
    try {
      write(file, mebibytes);
      resetPeaks();
      long bytes = (long) mebibytes * MIB;
      String what = "%s, %d MiB file to file".formatted(id, mebibytes);

      double[] sealing = new double[RUNS];
      double[] opening = new double[RUNS];
      for (int i = 0; i < RUNS; i++) {
        long begin = CpuTime.nanos();
        SealedEnvelope receipt = seal(gcm, hasher, file, envelope);
        long sealed = CpuTime.nanos();
        open(gcm, hasher, envelope, opened, receipt.treeRoot());
        long end = CpuTime.nanos();
        sealing[i] = bytes * 1e9 / (sealed - begin);
        opening[i] = bytes * 1e9 / (end - sealed);
        if (Files.mismatch(file, opened) >= 0) {
          throw new IllegalStateException("what was opened is not what was sealed");
        }
      }
      report.add(new Figure("envelope-seal." + id, "sealing: " + what, median(sealing)));
      report.add(new Figure("envelope-open." + id, "opening: " + what, median(opening)));
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(envelope);
      Files.deleteIfExists(opened);
    }
  }

  private static double median(double[] runs) {
    Arrays.sort(runs);
    return runs[RUNS / 2];
  }

  private static void write(Path file, int mebibytes) throws IOException {
    SplittableRandom content = new SplittableRandom(1);
    ByteBuffer segment = ByteBuffer.allocate(MIB);
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int i = 0; i < mebibytes; i++) {
        segment.clear();
        while (segment.hasRemaining()) {
          segment.putLong(content.nextLong());
        }
        out.write(segment.array());
      }
    }
  }

  private SealedEnvelope seal(Sm4Gcm gcm, LeafHasher hasher, Path file, Path envelope)
      throws IOException {
    try (InputStream in = Files.newInputStream(file);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(envelope))) {
      return new EnvelopeSealer(gcm, hasher, random)
          .start(ENVELOPE, OPENING, List.of(recipient.publicKey()))
          .seal(in, out);
    }
  }

  private void open(Sm4Gcm gcm, LeafHasher hasher, Path envelope, Path opened, Sm3Hash root)
      throws IOException {
    try (InputStream in = Files.newInputStream(envelope);
        OutputStream out = Files.newOutputStream(opened)) {
      EnvelopeHeader header = EnvelopeHeader.read(in);
      byte[] decrypted = recipient.decrypt(header.recipients().getFirst().encryptedKey());
      try (FileKey key = FileKey.of(decrypted);
          UnlockedEnvelope unlocked = new EnvelopeOpener(gcm, hasher).unlock(header, key)) {
        unlocked.openAll(in, out, root);
      }
    }
  }

  private static void resetPeaks() {
    ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
  }

  /// The most heap that was in use since the last file was written, garbage included: an upper
  /// bound, as each pool's own peak is counted.
  static double peakHeapMebibytes() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .mapToLong(pool -> pool.getPeakUsage().getUsed())
            .sum()
        / (double) MIB;
  }
}

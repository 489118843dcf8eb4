package org.bidseal.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.bidseal.bench.figure.CpuTime;
import org.bidseal.smcrypto.sm4.BouncyCastleSm4Gcm;
import org.bidseal.smcrypto.sm4.Sm4Gcm;
import org.bidseal.smcrypto.sm4.Sm4Key;

/// What the figures of a storm stand beside: the same bytes through SM4-GCM alone, on one thread of
/// this machine, and the disk.
///
/// @param kernel name of the SM4 that a service chooses here
/// @param kernelSpeed its bytes a second of CPU time
/// @param bouncyCastleSpeed Bouncy Castle's
/// @param diskSpeed bytes a second of wall time, written and forced to the disk
public record Peers(String kernel, double kernelSpeed, double bouncyCastleSpeed, double diskSpeed) {
  private static final int MIB = 1024 * 1024;
  private static final int SMALL = 8192;
  private static final int DISK_MEBIBYTES = 256;

  /// Measures; takes some ten seconds.
  ///
  /// @param kernel as a service chose it
  /// @param folder on the disk that the blobs lie on
  public static Peers measure(Sm4Gcm kernel, Path folder) throws IOException {
    return new Peers(
        kernel.name(), speed(kernel), speed(new BouncyCastleSm4Gcm()), diskSpeed(folder));
  }

  /// What is known of the machine, for the head of a report.
  public static Map<String, Object> machine() throws IOException {
    return MachineFacts.collect();
  }

  private static double speed(Sm4Gcm gcm) {
    byte[] buffer = new byte[MIB + Sm4Gcm.TAG_BYTES];
    byte[] nonce = new byte[Sm4Gcm.NONCE_BYTES];
    try (Sm4Key key = Sm4Key.of(new byte[Sm4Key.BYTES])) {
      return CpuTime.median(
          () -> seal(gcm, key, nonce, buffer, SMALL), () -> seal(gcm, key, nonce, buffer, MIB));
    }
  }

  private static long seal(Sm4Gcm gcm, Sm4Key key, byte[] nonce, byte[] buffer, int length) {
    gcm.seal(key, nonce, nonce, buffer, 0, length, buffer, 0);
    return length;
  }

  private static double diskSpeed(Path folder) throws IOException {
    Path file = Files.createTempFile(folder, "bidseal-bench-", ".disk");
    ByteBuffer piece = ByteBuffer.allocateDirect(MIB);
    long begin = System.nanoTime();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int i = 0; i < DISK_MEBIBYTES; i++) {
        piece.clear().putLong(0, i * 0x9E3779B97F4A7C15L);
        while (piece.hasRemaining()) {
          channel.write(piece);
        }
      }
      channel.force(true);
    } finally {
      Files.deleteIfExists(file);
    }
    return DISK_MEBIBYTES * (double) MIB * 1e9 / (System.nanoTime() - begin);
  }
}

package org.bidseal.crypto.sealing;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What persons and platforms send to get a bid sealed.
final class SealingRequests {
  private static final String HEX_32 = "[0-9a-f]{64}";
  private static final String BASE64 = "[A-Za-z0-9+/]+={0,2}";
  private static final long FOUR_GIB = 4L * 1024 * 1024 * 1024;

  private SealingRequests() {}

  /// @param threshold how many of the recipients must open the bid together; absent or 1: any one
  ///   of them opens it
  record Address(
      @NotNull UUID sessionId,
      @NotNull @Size(min = 1, max = 16) List<@NotNull UUID> certificateIds,
      @Nullable @Min(1) @Max(16) Integer threshold) {
    int wanted() {
      return threshold == null ? 1 : threshold;
    }
  }

  /// @param header base64 of bytes 0 … 12+H-1 of the envelope
  /// @param treeRoot hex
  record Describe(
      @NotNull @Pattern(regexp = BASE64) String header,
      @NotNull @Pattern(regexp = HEX_32) String treeRoot,
      @Min(0) @Max(FOUR_GIB) long plaintextSize) {}

  /// @param r hex
  /// @param s hex
  record Sign(
      @NotNull UUID sessionId,
      @NotNull UUID certificateId,
      @NotNull @Pattern(regexp = HEX_32) String r,
      @NotNull @Pattern(regexp = HEX_32) String s) {}
}

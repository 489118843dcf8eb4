package org.bidseal.phone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.bidseal.smcrypto.Fields;
import org.bidseal.smcrypto.Sm3Hash;
import org.jspecify.annotations.Nullable;

/// What a bidder signs to act on a sealed bid (docs/bid-envelope.md): the act's label, envelope,
/// opening, SM3 of the header, of a confirmation also the change and the SM3 of the tender
/// document, and the time; each `uint16 length ‖ bytes`. The phone says what it expects and signs
/// nothing else.
///
/// @param change that is agreed to; null for a retraction
record ActStatement(
    String label, UUID envelopeId, UUID openingId, Sm3Hash header, @Nullable TenderChange change) {
  static final String RETRACTION = "bidseal-retraction-statement-v1";
  static final String CONFIRMATION = "bidseal-confirmation-statement-v1";

  /// Whether this, at some time to the second, is all that the bytes say.
  ///
  /// @throws DeceivedException if not
  void check(byte[] shown) {
    byte[] expected = beforeTime().bytes();
    if (shown.length <= expected.length
        || !Arrays.equals(shown, 0, expected.length, expected, 0, expected.length)) {
      throw new DeceivedException("The statement says something else than you agreed to.");
    }
    if (!isTime(Arrays.copyOfRange(shown, expected.length, shown.length))) {
      throw new DeceivedException("The statement says more than you agreed to.");
    }
  }

  private Fields beforeTime() {
    Fields fields = new Fields().add(label).add(envelopeId).add(openingId).add(header);
    return change == null ? fields : fields.add(change.changeId()).add(change.documentSm3());
  }

  private static boolean isTime(byte[] rest) {
    try {
      List<byte[]> fields = Fields.read(rest);
      String text = new String(fields.getFirst(), UTF_8);
      return fields.size() == 1 && Instant.parse(text).toString().equals(text);
    } catch (IllegalArgumentException | DateTimeParseException e) {
      return false;
    }
  }
}

package org.bidseal.smcrypto.device;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.bidseal.smcrypto.Fields;
import org.bidseal.smcrypto.Sm3Hash;
import org.jspecify.annotations.Nullable;

/// What a phone states of something that happened to a bid, signed with its device key.
///
/// Its canonical bytes are [Fields]: `"bidseal-client-report-v1"`, envelopeId, deviceId, personId,
/// sessionId (an empty field if it was in none), the name of the kind, the phone's time as ISO-8601
/// text in UTC and whole seconds, and the text in UTF-8.
///
/// @param happenedAt by the phone's clock: whole seconds, from 1970 to 9999
/// @param text 1 … 1,000 UTF-16 code units, not blank, without U+0000
public record ReportStatement(
    UUID envelopeId,
    UUID deviceId,
    UUID personId,
    @Nullable UUID sessionId,
    ReportKind kind,
    Instant happenedAt,
    String text) {
  /// The most that a report says.
  public static final int MAX_TEXT = 1_000;

  private static final String LABEL = "bidseal-client-report-v1";
  private static final int FIELDS = 8;
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  /// Checks what has one form only.
  ///
  /// @throws IllegalArgumentException if a part is not as its comment says
  public ReportStatement {
    if (!happenedAt.truncatedTo(ChronoUnit.SECONDS).equals(happenedAt)
        || happenedAt.isBefore(Instant.EPOCH)
        || happenedAt.isAfter(LAST)) {
      throw new IllegalArgumentException("a report's time has whole seconds, from 1970 to 9999");
    }
    if (text.isBlank() || text.length() > MAX_TEXT || text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a report has a text of at most 1,000 characters");
    }
  }

  /// The canonical bytes.
  public byte[] bytes() {
    Fields fields = new Fields().add(LABEL).add(envelopeId).add(deviceId).add(personId);
    fields = sessionId == null ? fields.add("") : fields.add(sessionId);
    return fields.add(kind.name()).add(happenedAt.toString()).add(text).bytes();
  }

  /// SM3 over the canonical bytes.
  public Sm3Hash hash() {
    return Sm3Hash.of(bytes());
  }

  /// Reads canonical bytes.
  ///
  /// @throws IllegalArgumentException if they are anything else
  public static ReportStatement parse(byte[] bytes) {
    List<byte[]> fields = Fields.read(bytes);
    if (fields.size() != FIELDS) {
      throw new IllegalArgumentException("a client report has eight fields");
    }
    ReportStatement statement;
    try {
      String session = text(fields.get(4));
      statement =
          new ReportStatement(
              UUID.fromString(text(fields.get(1))),
              UUID.fromString(text(fields.get(2))),
              UUID.fromString(text(fields.get(3))),
              session.isEmpty() ? null : UUID.fromString(session),
              ReportKind.valueOf(text(fields.get(5))),
              Instant.parse(text(fields.get(6))),
              text(fields.get(7)));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("a client report's time is ISO-8601 text", e);
    }
    if (!Arrays.equals(statement.bytes(), bytes)) {
      throw new IllegalArgumentException("not the canonical bytes of a client report");
    }
    return statement;
  }

  private static String text(byte[] field) {
    return new String(field, StandardCharsets.UTF_8);
  }
}

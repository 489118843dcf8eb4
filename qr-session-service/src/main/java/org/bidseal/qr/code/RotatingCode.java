package org.bidseal.qr.code;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bidseal.smcrypto.kdf.HmacSm3;

/// The text of the code on the screen:
///
///     bidseal:1:<sessionId>:<step>:<mac>
///
/// `step` is the number of two-second steps since 1970-01-01T00:00:00Z, decimal; `mac` the first 16
/// bytes, lower-case hexadecimal, of HMAC-SM3(session key, "bidseal-qr-v1" ‖ sessionId ‖ step), ids and
/// numbers as ASCII text. A photographed or relayed code is worth nothing after [#ACCEPTED_FOR].
public record RotatingCode(UUID sessionId, long step, String mac) {
  /// How long one code is shown.
  public static final Duration SHOWN_FOR = Duration.ofSeconds(2);

  /// How long a code is accepted after its step began.
  public static final Duration ACCEPTED_FOR = Duration.ofSeconds(10);

  private static final int MAC_DIGITS = 32;
  private static final String PREFIX = "bidseal:1:";
  private static final String LABEL = "bidseal-qr-v1";
  private static final Pattern TEXT =
      Pattern.compile(
          "bidseal:1:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):(\\d{1,12}):([0-9a-f]{32})");

  /// The code of a session at a time.
  public static RotatingCode at(UUID sessionId, byte[] key, Instant now) {
    long step = stepOf(now);
    return new RotatingCode(sessionId, step, mac(sessionId, key, step));
  }

  /// Reads a scanned text.
  ///
  /// @throws MalformedCodeException if it is not a code of this kind
  public static RotatingCode parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new MalformedCodeException();
    }
    return new RotatingCode(
        UUID.fromString(parts.group(1)), Long.parseLong(parts.group(2)), parts.group(3));
  }

  /// Whether this is a code that the session showed in the last [#ACCEPTED_FOR]. The code is
  /// checked before its age, in constant time, so that the answer tells a forger nothing.
  public boolean freshAndGenuine(byte[] key, Instant now) {
    boolean genuine =
        MessageDigest.isEqual(
            mac.getBytes(StandardCharsets.US_ASCII),
            mac(sessionId, key, step).getBytes(StandardCharsets.US_ASCII));
    Instant shownSince = Instant.ofEpochSecond(Math.multiplyExact(step, SHOWN_FOR.toSeconds()));
    boolean fresh = !shownSince.isAfter(now) && !now.isAfter(shownSince.plus(ACCEPTED_FOR));
    return genuine && fresh;
  }

  /// When the next code takes this one's place on the screen.
  public Instant shownUntil() {
    return Instant.ofEpochSecond(Math.multiplyExact(step + 1, SHOWN_FOR.toSeconds()));
  }

  /// The text that goes into the picture.
  public String text() {
    return PREFIX + sessionId + ":" + step + ":" + mac;
  }

  private static long stepOf(Instant now) {
    return now.getEpochSecond() / SHOWN_FOR.toSeconds();
  }

  private static String mac(UUID sessionId, byte[] key, long step) {
    byte[] message = (LABEL + sessionId + step).getBytes(StandardCharsets.US_ASCII);
    return HmacSm3.of(key, message).hex().substring(0, MAC_DIGITS);
  }
}

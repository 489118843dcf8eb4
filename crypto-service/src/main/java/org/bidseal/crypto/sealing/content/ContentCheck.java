package org.bidseal.crypto.sealing.content;

import java.nio.ByteBuffer;
import org.bidseal.crypto.envelope.Octets;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.problem.ProblemException;

/// Compares a stream with its description while it passes: it begins with the described header and
/// has exactly the described size, and so the right number of segments. The segments themselves say
/// nothing without the key.
final class ContentCheck {
  private final ByteBuffer header;
  private final long expectedSize;
  private long seen;

  ContentCheck(Octets header, long expectedSize) {
    this.header = header.buffer();
    this.expectedSize = expectedSize;
  }

  /// Looks at the next bytes without moving their position.
  ///
  /// @throws ProblemException {@link CryptoProblem#CONTENT_NOT_VALID}
  void accept(ByteBuffer bytes) {
    int common = Math.min(bytes.remaining(), header.remaining());
    if (common > 0) {
      ByteBuffer expected = header.slice(header.position(), common);
      if (!expected.equals(bytes.slice(bytes.position(), common))) {
        throw notValid("The content does not begin with the described header.");
      }
      header.position(header.position() + common);
    }
    seen += bytes.remaining();
    if (seen > expectedSize) {
      throw wrongSize(expectedSize, "more");
    }
  }

  /// Looks at the end.
  ///
  /// @throws ProblemException {@link CryptoProblem#CONTENT_NOT_VALID}
  void finish() {
    if (seen != expectedSize) {
      throw wrongSize(expectedSize, Long.toString(seen));
    }
  }

  /// The refusal of another size.
  static ProblemException wrongSize(long expected, String actual) {
    return notValid("The envelope has " + expected + " bytes, the content " + actual + ".")
        .with("expectedSize", expected);
  }

  private static ProblemException notValid(String detail) {
    return new ProblemException(CryptoProblem.CONTENT_NOT_VALID, detail);
  }
}

package org.bidseal.crypto.sealing.content;

import java.nio.ByteBuffer;
import org.bidseal.crypto.envelope.Envelope.Described;
import org.bidseal.crypto.envelope.Octets;
import org.bidseal.crypto.problem.UploadProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.evidence.ContentTree;
import org.jspecify.annotations.Nullable;

/// Compares a stream with its description while it passes: it begins with the described header and
/// has exactly the described size, and so the right number of segments. The segments themselves say
/// nothing without the key; their content root is computed on the way.
public final class ContentCheck {
  private final ByteBuffer header;
  private final long expectedSize;
  private final @Nullable ContentTree tree;
  private long seen;

  private ContentCheck(
      ByteBuffer header, long expectedSize, @Nullable ContentTree tree, long seen) {
    this.header = header;
    this.expectedSize = expectedSize;
    this.tree = tree;
    this.seen = seen;
  }

  /// A check of a whole content.
  static ContentCheck of(Described envelope) {
    return of(envelope, 0, new ContentTree());
  }

  /// A check of what follows `seen` bytes that were compared before.
  ///
  /// @param tree over those bytes; null if it is not known, and to be computed another time
  public static ContentCheck of(Described envelope, long seen, @Nullable ContentTree tree) {
    ByteBuffer header = envelope.description().header().buffer();
    header.position(Math.toIntExact(Math.min(seen, header.limit())));
    return new ContentCheck(
        header, envelope.description().envelopeSize(envelope.part().size()), tree, seen);
  }

  /// Size of the whole envelope, in bytes.
  public long expectedSize() {
    return expectedSize;
  }

  /// Looks at the next bytes without moving their position.
  ///
  /// @throws ProblemException {@link UploadProblem#CONTENT_NOT_VALID}
  public void accept(ByteBuffer bytes) {
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
      throw wrongSize("more");
    }
    if (tree != null) {
      tree.update(bytes);
    }
  }

  /// How far the content root has come; null if it is not known.
  public @Nullable Octets tree() {
    return tree == null ? null : Octets.of(tree.encoded());
  }

  /// The root over all that has come, of a check that began at the first byte.
  Sm3Hash root() {
    if (tree == null) {
      throw new IllegalStateException("this check has not seen the whole content");
    }
    return tree.root();
  }

  /// Looks at the end.
  ///
  /// @throws ProblemException {@link UploadProblem#CONTENT_NOT_VALID}
  void finish() {
    requireSize(seen);
  }

  /// Looks at a size.
  ///
  /// @throws ProblemException {@link UploadProblem#CONTENT_NOT_VALID} if it is another
  public void requireSize(long size) {
    if (size != expectedSize) {
      throw wrongSize(Long.toString(size));
    }
  }

  private ProblemException wrongSize(String actual) {
    return notValid("The envelope has " + expectedSize + " bytes, the content " + actual + ".")
        .with("expectedSize", expectedSize);
  }

  private static ProblemException notValid(String detail) {
    return new ProblemException(UploadProblem.CONTENT_NOT_VALID, detail);
  }
}

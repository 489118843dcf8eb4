package org.bidseal.crypto.guard.request;

import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.Sm3Stream;
import org.bidseal.smcrypto.proof.ProofContext;
import org.bidseal.smcrypto.proof.ShareProof;

/// Hashes all that a request says. Every part but the context has a fixed length, and the context
/// comes as its hash, so no two requests give the same bytes.
public final class RequestContent {
  private final Sm3Stream stream = new Sm3Stream();

  private RequestContent() {}

  /// Starts with the proof's context, which names operation, key, device, request and token, and
  /// the proof.
  public static RequestContent of(ProofContext context, ShareProof proof) {
    RequestContent content = new RequestContent();
    content.stream.update(context.hash().bytes());
    return content.and(proof);
  }

  /// Another proof.
  public RequestContent and(ShareProof proof) {
    stream.update(Scalar.of(proof.c()).exposeBytes()).update(Scalar.of(proof.z()).exposeBytes());
    return this;
  }

  /// A point.
  public RequestContent and(Point point) {
    stream.update(point.encoded());
    return this;
  }

  /// A scalar; its hash among the others gives nothing of it away.
  public RequestContent and(Scalar scalar) {
    stream.update(scalar.exposeBytes());
    return this;
  }

  /// The digest.
  public Sm3Hash hash() {
    return stream.finish();
  }
}

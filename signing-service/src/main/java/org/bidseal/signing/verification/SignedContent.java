package org.bidseal.signing.verification;

import java.io.IOException;
import org.bidseal.signing.pdf.ByteRange;

/// Bytes that a signature claims to cover, fed as often as asked.
@FunctionalInterface
interface SignedContent {
  void feed(ByteRange.Sink sink) throws IOException;
}

package org.bidseal.crypto.sealing;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bidseal.crypto.envelope.Addressing;
import org.bidseal.crypto.envelope.BidPart;
import org.bidseal.crypto.envelope.Recipient;
import org.bidseal.crypto.problem.UploadProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.smcrypto.envelope.EnvelopeException;
import org.bidseal.smcrypto.envelope.EnvelopeHeader;

/// All that can be checked of a header without the key (docs/bid-envelope.md, "Who seals"), but for
/// the event lock, which is the opening's matter: {@link org.bidseal.crypto.lock.LockGate}.
final class HeaderPolicy {
  private HeaderPolicy() {}

  /// Why the header is refused; empty if it is good.
  ///
  /// @param encoded bytes 0 … 12+H-1 of the envelope, from outside
  static Optional<ProblemException> objection(byte[] encoded, BidPart part, Addressing addressing) {
    EnvelopeHeader header;
    try {
      header = EnvelopeHeader.parse(encoded);
    } catch (EnvelopeException e) {
      return refused(
          UploadProblem.HEADER_NOT_VALID, "The header cannot be read: " + e.reason() + ".");
    }
    if (!header.envelopeId().equals(part.envelopeId())) {
      return refused(UploadProblem.HEADER_OF_ANOTHER_BID, "The header is of another envelope.");
    }
    if (!header.openingId().equals(part.openingId())) {
      return refused(UploadProblem.HEADER_OF_ANOTHER_BID, "The header is for another opening.");
    }
    if (!header.hasStandardSegments()) {
      return refused(
          UploadProblem.HEADER_NOT_VALID,
          "Segments have " + EnvelopeHeader.SEGMENT_BYTES + " bytes.");
    }
    if (!named(header).equals(chosen(addressing))) {
      return refused(
          UploadProblem.HEADER_RECIPIENTS_DIFFER,
          "The header's recipients are not the chosen ones.");
    }
    if (header.threshold() != addressing.threshold()) {
      return refused(
          UploadProblem.HEADER_POLICY_DIFFERS,
          addressing.threshold()
              + " recipients were to open the bid together, by the header "
              + header.threshold()
              + " do.");
    }
    return Optional.empty();
  }

  private static Optional<ProblemException> refused(UploadProblem problem, String detail) {
    return Optional.of(new ProblemException(problem, detail));
  }

  private static Set<String> named(EnvelopeHeader header) {
    return header.recipients().stream().map(r -> r.keyId().hex()).collect(Collectors.toSet());
  }

  private static Set<String> chosen(Addressing addressing) {
    return addressing.recipients().stream()
        .map(Recipient::subjectKeyIdentifier)
        .collect(Collectors.toSet());
  }
}

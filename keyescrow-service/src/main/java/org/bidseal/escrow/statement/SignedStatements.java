package org.bidseal.escrow.statement;

import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import org.bidseal.escrow.EscrowProblem;
import org.bidseal.escrow.wire.SignatureText;
import org.bidseal.identityview.CertificateView;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.signingexpectations.ExpectedDigest;
import org.bidseal.signingexpectations.Purpose;
import org.bidseal.signingexpectations.SigningExpectations;
import org.bidseal.smcrypto.Sm2Digest;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.smcrypto.sm2.Sm2Verifier;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// What a person is to co-sign: crypto-service is told to expect it (docs/adr/0002), and the
/// signature is held against the statement, which is made anew each time and never kept.
@Component
public class SignedStatements {
  private static final Duration SIGNING_TIME = Duration.ofMinutes(10);

  private final Signers signers;
  private final SigningExpectations expectations;
  private final CryptoScheduler crypto;
  private final Clock clock;

  SignedStatements(
      Signers signers, SigningExpectations expectations, CryptoScheduler crypto, Clock clock) {
    this.signers = signers;
    this.expectations = expectations;
    this.crypto = crypto;
    this.clock = clock;
  }

  /// Errs with CERTIFICATE_UNUSABLE unless it is the person's own signing certificate, in force.
  public Mono<CertificateView> signer(UUID personId, UUID certificateId) {
    return signers.find(personId, certificateId);
  }

  /// A statement as its signer's phone gets it.
  ///
  /// @param id the session of the co-signature
  /// @param statement base64
  /// @param e SM3(Z ‖ statement) for the certificate's key, lower-case hexadecimal
  public record Asked(UUID id, String statement, String e) {}

  /// Lets the person co-sign the statement for ten minutes.
  public Mono<Asked> ask(
      UUID id, UUID personId, CertificateView signer, byte[] statement, Purpose purpose) {
    Sm3Hash e = Sm2Digest.of(signer.publicKey(), statement);
    return expectations
        .register(
            new ExpectedDigest(
                id, personId, signer.keyId(), e, purpose, clock.instant().plus(SIGNING_TIME)))
        .thenReturn(new Asked(id, Base64.getEncoder().encodeToString(statement), e.hex()));
  }

  /// The signature, if it is one of the statement by the certificate, which is still in force.
  public Mono<Sm2Signature> verified(
      UUID personId, UUID certificateId, byte[] statement, SignatureText text) {
    return signers
        .find(personId, certificateId)
        .flatMap(signer -> crypto.run(() -> verified(signer, statement, parse(text))));
  }

  private static Sm2Signature verified(
      CertificateView signer, byte[] statement, Sm2Signature signature) {
    if (!Sm2Verifier.verifyMessage(signer.publicKey(), statement, signature)) {
      throw invalid();
    }
    return signature;
  }

  private static Sm2Signature parse(SignatureText text) {
    try {
      return text.signature();
    } catch (IllegalArgumentException outOfRange) {
      throw invalid();
    }
  }

  private static ProblemException invalid() {
    return new ProblemException(
        EscrowProblem.SIGNATURE_INVALID, "It is not a signature of this statement.");
  }
}

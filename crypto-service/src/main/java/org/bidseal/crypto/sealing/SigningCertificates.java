package org.bidseal.crypto.sealing;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.crypto.envelope.StatementSignature;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.crypto.qrsession.ConfirmedSession;
import org.bidseal.identityview.CertificateView;
import org.bidseal.identityview.Certificates;
import org.bidseal.identityview.KeyUsage;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.smcrypto.sm2.Sm2Verifier;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// With which key a bidder signs a statement, and whether he did.
@Component
public class SigningCertificates {
  private final Certificates certificates;
  private final CryptoScheduler crypto;

  SigningCertificates(Certificates certificates, CryptoScheduler crypto) {
    this.certificates = certificates;
    this.crypto = crypto;
  }

  /// A signature that somebody handed in.
  ///
  /// @param keyId the key that the statement was made for
  /// @param digest `e` of the statement under that key
  public record Claim(
      UUID personId, UUID enterpriseId, UUID keyId, Sm3Hash digest, StatementSignature signature) {}

  /// The person's signing certificate for the enterprise, preferably the one of the phone that
  /// confirmed.
  ///
  /// @throws ProblemException (as the Mono's error) {@link
  ///   CryptoProblem#SIGNING_CERTIFICATE_MISSING}
  public Mono<CertificateView> choose(UUID enterpriseId, ConfirmedSession session, Instant now) {
    return certificates
        .ofEnterprise(enterpriseId, KeyUsage.SIGNING)
        .filter(certificate -> certificate.personId().equals(session.personId()))
        .filter(certificate -> certificate.inForceAt(now))
        .sort((a, b) ->
            Boolean.compare(
                b.deviceId().equals(session.deviceId()), a.deviceId().equals(session.deviceId())))
        .next()
        .switchIfEmpty(
            Mono.error(() ->
                new ProblemException(
                    CryptoProblem.SIGNING_CERTIFICATE_MISSING,
                    "You have no signing certificate in force for this enterprise.")));
  }

  /// Completes if the signature is the person's, by a certificate of the statement's key in force.
  ///
  /// @throws ProblemException (as the Mono's error) {@link
  ///   CryptoProblem#STATEMENT_SIGNATURE_NOT_VALID}
  public Mono<Void> verify(Claim claim, Instant now) {
    return certificates
        .find(claim.signature().certificateId())
        .filter(one -> one.signsFor(claim.personId(), claim.enterpriseId(), now))
        .filter(one -> one.keyId().equals(claim.keyId()))
        .switchIfEmpty(
            Mono.error(() -> notValid("The certificate is not one of the statement's key.")))
        .flatMap(one -> crypto.run(() -> verifies(one, claim)))
        .filter(verifies -> verifies)
        .switchIfEmpty(
            Mono.error(() -> notValid("The signature does not verify under the certificate.")))
        .then();
  }

  private static boolean verifies(CertificateView certificate, Claim claim) {
    Sm2Signature signature;
    try {
      signature = Sm2Signature.ofHex(claim.signature().r(), claim.signature().s());
    } catch (IllegalArgumentException _) {
      throw notValid("r and s are not those of an SM2 signature.");
    }
    return Sm2Verifier.verify(certificate.publicKey(), claim.digest(), signature);
  }

  private static ProblemException notValid(String detail) {
    return new ProblemException(CryptoProblem.STATEMENT_SIGNATURE_NOT_VALID, detail);
  }
}

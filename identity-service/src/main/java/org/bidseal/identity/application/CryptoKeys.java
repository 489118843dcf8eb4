package org.bidseal.identity.application;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bidseal.identity.IdentityProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.problem.UpstreamProblemException;
import org.bidseal.servicecalls.ServiceCalls;
import org.bidseal.signingexpectations.ExpectedDigest;
import org.bidseal.signingexpectations.Purpose;
import org.bidseal.signingexpectations.SigningExpectations;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.PointGate;
import org.bidseal.smcrypto.Sm3Hash;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// The split keys, as crypto-service knows them.
@Component
final class CryptoKeys {

  private static final String SERVICE = "crypto-service";

  /// A key as crypto-service answers it.
  record KeyAnswer(
      UUID keyId, Usage usage, String publicKey, UUID ownerPersonId, List<Holding> holdings) {}

  /// A device that holds the key.
  record Holding(UUID deviceId, UUID personId) {}

  /// What a split key is for.
  enum Usage {
    SIGNING,
    ENCRYPTION
  }

  private final ServiceCalls calls;
  private final SigningExpectations expectations;

  CryptoKeys(ServiceCalls calls, SigningExpectations expectations) {
    this.calls = calls;
    this.expectations = expectations;
  }

  /// The public key of a key that is fit for a certificate: of that usage, owned by the person,
  /// held on the device. Otherwise the problem `UNUSABLE_KEY`.
  Mono<Point> certifiable(UUID keyId, Usage usage, UUID personId, UUID deviceId) {
    return calls
        .to(SERVICE)
        .get()
        .uri("/internal/crypto/v1/keys/{keyId}", keyId)
        .attributes(ServiceCalls.onBehalfOf(personId))
        .retrieve()
        .bodyToMono(KeyAnswer.class)
        .onErrorMap(CryptoKeys::isNotFound, _ -> unusable(keyId, "No such key"))
        .map(key -> checked(key, usage, personId, deviceId));
  }

  private static Point checked(KeyAnswer key, Usage usage, UUID personId, UUID deviceId) {
    if (!key.ownerPersonId().equals(personId)) {
      // Another person's key is none at all.
      throw unusable(key.keyId(), "No such key");
    }
    if (key.usage() != usage) {
      throw unusable(key.keyId(), "The key's usage is " + key.usage() + ", not " + usage);
    }
    if (key.holdings().stream().noneMatch(holding -> holding.deviceId().equals(deviceId))) {
      throw unusable(key.keyId(), "The key is not held on this device");
    }
    try {
      return PointGate.decodeHex(key.publicKey());
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("crypto-service answers a key that is no point", e);
    }
  }

  /// Lets crypto-service co-sign the digest of a certification request.
  Mono<Void> expect(UUID sessionId, UUID personId, UUID keyId, Sm3Hash e, Instant expiresAt) {
    return expectations.register(
        new ExpectedDigest(sessionId, personId, keyId, e, Purpose.CSR, expiresAt));
  }

  private static boolean isNotFound(Throwable error) {
    return error instanceof UpstreamProblemException problem
        && problem.type().status() == HttpStatus.NOT_FOUND;
  }

  private static ProblemException unusable(UUID keyId, String why) {
    return new ProblemException(IdentityProblem.UNUSABLE_KEY, why).with("keyId", keyId);
  }
}

package org.bidseal.demo.platform;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.envelope.EnvelopeSealer;
import org.bidseal.smcrypto.envelope.EnvelopeSealing;
import org.bidseal.smcrypto.envelope.SealedEnvelope;
import org.bidseal.smcrypto.evidence.FallbackNonce;
import org.bidseal.smcrypto.sm4.BouncyCastleSm4Gcm;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import tools.jackson.databind.JsonNode;

/// The bidder's side of sealing: encrypts the bid before anything leaves it.
public final class DeskSealing {
  private final SecureRandom random;

  public DeskSealing(SecureRandom random) {
    this.random = random;
  }

  /// An envelope on disk, and what the fleet is told about it.
  ///
  /// @param description header, commitments and size, for the fleet
  /// @param secret the bidder's own copy: the digest of the bid and the nonce of the commitment
  public record Sealed(Path file, Map<String, Object> description, Map<String, Object> secret) {}

  /// Seals for the recipients that the phone chose.
  public Sealed seal(JsonNode envelope, Path bid, Path target) {
    UUID envelopeId = UUID.fromString(envelope.path("envelopeId").asString());
    UUID openingId = UUID.fromString(envelope.path("openingId").asString());
    EnvelopeSealer sealer = new EnvelopeSealer(new BouncyCastleSm4Gcm(), random);
    try (EnvelopeSealing sealing = sealer.start(envelopeId, openingId, recipients(envelope));
        InputStream in = new BufferedInputStream(Files.newInputStream(bid));
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(target));
        FallbackNonce nonce = FallbackNonce.random(random)) {
      SealedEnvelope sealed = sealing.seal(in, out);
      return new Sealed(target, description(sealed, nonce), secret(sealed, nonce));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Point> recipients(JsonNode envelope) {
    List<Point> keys = new ArrayList<>();
    for (JsonNode recipient : envelope.path("recipients")) {
      byte[] der = Base64.getDecoder().decode(recipient.path("certificate").asString());
      keys.add(Sm2Certificates.publicKey(Sm2Certificates.parse(der)));
    }
    return keys;
  }

  private static Map<String, Object> description(SealedEnvelope sealed, FallbackNonce nonce) {
    return Map.of(
        "header", Base64.getEncoder().encodeToString(sealed.header().encoded()),
        "treeRoot", sealed.treeRoot().hex(),
        "fallbackCommitment", nonce.commitTo(sealed.plaintextSm3()).hex(),
        "plaintextSize", sealed.plaintextBytes());
  }

  private static Map<String, Object> secret(SealedEnvelope sealed, FallbackNonce nonce) {
    return Map.of("plaintextSm3", sealed.plaintextSm3().hex(), "r", nonce.exposeHex());
  }
}

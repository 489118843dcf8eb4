package org.bidseal.identity.person;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.bidseal.keywrapping.Aad;
import org.bidseal.keywrapping.KeyWrapping;
import org.bidseal.keywrapping.SecretBytes;
import org.bidseal.keywrapping.WrappedSecret;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Identification numbers at rest: wrapped under the key-encryption key and bound to what they
/// belong to, so that a copied database gives none away.
@Service
public final class PersonalData {

  static final String PURPOSE = "id-number";

  private final KeyWrapping wrapping;
  private final CryptoScheduler crypto;

  PersonalData(KeyWrapping wrapping, CryptoScheduler crypto) {
    this.wrapping = wrapping;
    this.crypto = crypto;
  }

  /// The number as a column keeps it.
  ///
  /// @param owner the person, claim or enterprise whose row it will stand in
  public Mono<byte[]> seal(IdNumber number, UUID owner) {
    return crypto.run(() -> {
      byte[] text = number.reveal().getBytes(StandardCharsets.US_ASCII);
      try (SecretBytes secret = SecretBytes.takeOver(text)) {
        return wrapping.wrap(secret, Aad.of(PURPOSE, owner)).encoded();
      }
    });
  }

  /// The number from its column.
  public Mono<IdNumber> open(byte[] column, UUID owner) {
    return crypto.run(() -> {
      try (SecretBytes secret =
          wrapping.unwrap(WrappedSecret.decode(column), Aad.of(PURPOSE, owner))) {
        return IdNumber.parse(secret.expose(PersonalData::text)).orElseThrow();
      }
    });
  }

  private static String text(byte[] ascii) {
    return new String(ascii, StandardCharsets.US_ASCII);
  }
}

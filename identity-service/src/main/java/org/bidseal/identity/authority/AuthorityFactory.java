package org.bidseal.identity.authority;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.bidseal.identity.authority.Authority.Role;
import org.bidseal.keywrapping.KeyWrapping;
import org.bidseal.keywrapping.SecretBytes;
import org.bidseal.keywrapping.WrappedSecret;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.x509.CertificateContent;
import org.bidseal.smcrypto.x509.CertificateIssuer;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.RFC4519Style;
import org.springframework.stereotype.Component;

/// Makes the two authorities of an installation: new keys, a self-signed root, an issuing authority
/// below it. CPU-heavy: runs on the crypto scheduler.
@Component
final class AuthorityFactory {

  private static final Period ROOT_LIFETIME = Period.ofYears(30);
  private static final Period ISSUING_LIFETIME = Period.ofYears(15);
  private static final int SERIAL_BITS = 128;

  private final AuthorityProperties properties;
  private final KeyWrapping wrapping;
  private final SecureRandom random;
  private final Clock clock;

  AuthorityFactory(
      AuthorityProperties properties, KeyWrapping wrapping, SecureRandom random, Clock clock) {
    this.properties = properties;
    this.wrapping = wrapping;
    this.random = random;
    this.clock = clock;
  }

  /// Root and issuing authority, in this order.
  List<Authority> make() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    X500Name rootName = name("Root CA");
    try (var rootKey = Sm2KeyPair.generate(random);
        var issuingKey = Sm2KeyPair.generate(random)) {
      var root =
          new CertificateIssuer(rootName, rootKey.publicKey(), rootKey.signatureFunction(random));
      var rootCertificate =
          root.issue(
              CertificateContent.authority(
                  serial(), rootName, rootKey.publicKey(), now, plus(now, ROOT_LIFETIME), 1));
      var issuingCertificate =
          root.issue(
              CertificateContent.authority(
                  serial(),
                  name("Issuing CA"),
                  issuingKey.publicKey(),
                  now,
                  plus(now, ISSUING_LIFETIME),
                  0));
      return List.of(
          new Authority(Role.ROOT, rootCertificate, wrap(Role.ROOT, rootKey)),
          new Authority(Role.ISSUING, issuingCertificate, wrap(Role.ISSUING, issuingKey)));
    }
  }

  /// A random serial number of 128 bits, never zero.
  BigInteger serial() {
    BigInteger candidate = new BigInteger(SERIAL_BITS, random);
    return candidate.signum() == 0 ? serial() : candidate;
  }

  /// A name under the installation's organisation.
  X500Name name(String commonName) {
    return new X500NameBuilder(RFC4519Style.INSTANCE)
        .addRDN(RFC4519Style.c, "CN")
        .addRDN(RFC4519Style.o, properties.organisation())
        .addRDN(RFC4519Style.cn, properties.organisation() + " " + commonName)
        .build();
  }

  private WrappedSecret wrap(Role role, Sm2KeyPair key) {
    try (var secret = SecretBytes.takeOver(key.exposePrivateKey().exposeBytes())) {
      return wrapping.wrap(secret, Authority.boundTo(role));
    }
  }

  static Instant plus(Instant from, Period period) {
    return from.atOffset(ZoneOffset.UTC).plus(period).toInstant();
  }
}

package org.bidseal.smcrypto.x509;

import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.bidseal.smcrypto.Point;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.jspecify.annotations.Nullable;

/// What a certificate says, apart from its issuer.
///
/// @param serial positive, at most 20 bytes (RFC 5280 §4.1.2.2)
/// @param notBefore whole seconds
/// @param notAfter whole seconds, after `notBefore`
/// @param keyUsageBits bits of `org.bouncycastle.asn1.x509.KeyUsage`
/// @param pathLength how many authorities may stand below; null for an end entity
/// @param furtherExtensions besides key identifiers, key usage and basic constraints
public record CertificateContent(
    BigInteger serial,
    X500Name subject,
    Point publicKey,
    Instant notBefore,
    Instant notAfter,
    int keyUsageBits,
    @Nullable Integer pathLength,
    List<Extension> furtherExtensions) {
  /// Key usage of a holder's signing certificate (GM/T 0015-2012: dual certificates).
  public static final int SIGNING = KeyUsage.digitalSignature | KeyUsage.nonRepudiation;

  /// Key usage of a holder's encryption certificate.
  public static final int ENCRYPTION =
      KeyUsage.keyEncipherment | KeyUsage.dataEncipherment | KeyUsage.keyAgreement;

  /// Key usage of an authority.
  public static final int AUTHORITY = KeyUsage.keyCertSign | KeyUsage.cRLSign;

  /// Checks serial and times.
  ///
  /// @throws IllegalArgumentException if one is out of its range
  public CertificateContent {
    if (serial.signum() <= 0 || serial.bitLength() > 159) {
      throw new IllegalArgumentException("a serial number is positive and has at most 20 bytes");
    }
    if (!notAfter.isAfter(notBefore)) {
      throw new IllegalArgumentException("a certificate ends after it begins");
    }
    if (!wholeSeconds(notBefore) || !wholeSeconds(notAfter)) {
      throw new IllegalArgumentException("certificates know whole seconds");
    }
    furtherExtensions = List.copyOf(furtherExtensions);
  }

  /// An end entity without further extensions.
  public static CertificateContent endEntity(
      BigInteger serial,
      X500Name subject,
      Point publicKey,
      Instant notBefore,
      Instant notAfter,
      int keyUsageBits) {
    return new CertificateContent(
        serial, subject, publicKey, notBefore, notAfter, keyUsageBits, null, List.of());
  }

  /// An authority with `pathLength` authorities below it.
  public static CertificateContent authority(
      BigInteger serial,
      X500Name subject,
      Point publicKey,
      Instant notBefore,
      Instant notAfter,
      int pathLength) {
    return new CertificateContent(
        serial, subject, publicKey, notBefore, notAfter, AUTHORITY, pathLength, List.of());
  }

  private static boolean wholeSeconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).equals(instant);
  }

  /// The same with further extensions.
  public CertificateContent with(List<Extension> extensions) {
    return new CertificateContent(
        serial, subject, publicKey, notBefore, notAfter, keyUsageBits, pathLength, extensions);
  }
}

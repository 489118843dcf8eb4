package org.bidseal.signing.verification;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.bidseal.signing.Bytes;
import org.jspecify.annotations.Nullable;

/// What the cryptography of one CMS says, trust aside.
///
/// @param intact digest and signature value are right
/// @param certificates all that the CMS carries
/// @param signature the signature value's octets, which a timestamp covers
/// @param token the signature's timestamp token, DER
record CmsOutcome(
    boolean intact,
    @Nullable X509Certificate signer,
    List<X509Certificate> certificates,
    @Nullable Instant signingTime,
    @Nullable String digestAlgorithm,
    @Nullable String signatureAlgorithm,
    @Nullable Bytes signature,
    @Nullable Bytes token,
    Set<Finding> findings) {

  static CmsOutcome broken(Finding finding) {
    return new CmsOutcome(false, null, List.of(), null, null, null, null, null, Set.of(finding));
  }
}

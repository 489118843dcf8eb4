package org.bidseal.signing.timestamp;

import java.util.Set;
import org.bidseal.signing.cms.CmsOids;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;

/// What the authority promises (RFC 3161 §2.1).
final class TimestampPolicy {
  /// Policy of this authority, under the UUID arc 2.25 (ITU-T X.667), which needs no registration.
  static final ASN1ObjectIdentifier OID =
      new ASN1ObjectIdentifier("2.25.238041775320219873651004310098436174850");

  /// genTime is true within a second.
  static final int ACCURACY_SECONDS = 1;

  /// Digests that are taken; all others answer badAlg.
  static final Set<String> DIGESTS =
      Set.of(
          CmsOids.SM3.getId(),
          NISTObjectIdentifiers.id_sha256.getId(),
          NISTObjectIdentifiers.id_sha384.getId(),
          NISTObjectIdentifiers.id_sha512.getId());

  private TimestampPolicy() {}
}

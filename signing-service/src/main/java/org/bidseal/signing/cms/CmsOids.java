package org.bidseal.signing.cms;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/// Object identifiers of GM/T 0006-2012 that CMS needs. Parameters are absent, as for ECDSA (RFC
/// 5754 §3.2 does so for its digests).
public final class CmsOids {
  /// SM3.
  public static final ASN1ObjectIdentifier SM3 = new ASN1ObjectIdentifier("1.2.156.10197.1.401");

  /// SM2 signature with SM3.
  public static final ASN1ObjectIdentifier SM2_WITH_SM3 =
      new ASN1ObjectIdentifier("1.2.156.10197.1.501");

  static final AlgorithmIdentifier SM3_ALGORITHM = new AlgorithmIdentifier(SM3);
  static final AlgorithmIdentifier SM2_WITH_SM3_ALGORITHM = new AlgorithmIdentifier(SM2_WITH_SM3);

  private CmsOids() {}
}

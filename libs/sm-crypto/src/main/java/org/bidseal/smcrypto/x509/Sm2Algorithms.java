package org.bidseal.smcrypto.x509;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/// Object identifiers of GM/T 0006-2012 as X.509 uses them.
public final class Sm2Algorithms {
  /// SM2 signature over an SM3 digest, 1.2.156.10197.1.501, without parameters.
  public static final AlgorithmIdentifier SM3_WITH_SM2 =
      new AlgorithmIdentifier(GMObjectIdentifiers.sm2sign_with_sm3);

  /// The curve, 1.2.156.10197.1.301.
  public static final ASN1ObjectIdentifier CURVE = GMObjectIdentifiers.sm2p256v1;

  /// Public-key encryption, 1.2.156.10197.1.301.3, without parameters.
  public static final AlgorithmIdentifier SM2_ENCRYPTION =
      new AlgorithmIdentifier(GMObjectIdentifiers.sm2encrypt);

  static final AlgorithmIdentifier PUBLIC_KEY =
      new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, CURVE);

  private Sm2Algorithms() {}
}

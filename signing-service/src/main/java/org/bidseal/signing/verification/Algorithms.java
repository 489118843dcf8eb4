package org.bidseal.signing.verification;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.util.Map;
import java.util.Set;
import org.bidseal.signing.cms.CmsOids;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.DefaultAlgorithmNameFinder;
import org.jspecify.annotations.Nullable;

/// Names and kinds of algorithms in other people's signatures.
final class Algorithms {
  /// Not registered with the JVM, which reads certificates its own way.
  static final Provider BC = new BouncyCastleProvider();

  private static final Map<ASN1ObjectIdentifier, String> DIGESTS =
      Map.of(
          CmsOids.SM3, "SM3",
          NISTObjectIdentifiers.id_sha256, "SHA-256",
          NISTObjectIdentifiers.id_sha384, "SHA-384",
          NISTObjectIdentifiers.id_sha512, "SHA-512",
          NISTObjectIdentifiers.id_sha224, "SHA-224",
          OIWObjectIdentifiers.idSHA1, "SHA-1",
          NISTObjectIdentifiers.id_sha3_256, "SHA3-256",
          NISTObjectIdentifiers.id_sha3_384, "SHA3-384",
          NISTObjectIdentifiers.id_sha3_512, "SHA3-512",
          PKCSObjectIdentifiers.md5, "MD5");

  /// The third is GM/T 0010-2012's name for it; the last two name only the key's kind.
  private static final Set<ASN1ObjectIdentifier> SM2_SIGNATURES =
      Set.of(
          CmsOids.SM2_WITH_SM3,
          GMObjectIdentifiers.sm2sign,
          GMObjectIdentifiers.sm2p256v1,
          X9ObjectIdentifiers.id_ecPublicKey);

  private Algorithms() {}

  static boolean isSm2(AlgorithmIdentifier digest, ASN1ObjectIdentifier signature) {
    return digest.getAlgorithm().equals(CmsOids.SM3) && SM2_SIGNATURES.contains(signature);
  }

  static String digestName(ASN1ObjectIdentifier oid) {
    return DIGESTS.getOrDefault(oid, oid.getId());
  }

  static String signatureName(ASN1ObjectIdentifier oid, boolean sm2) {
    return sm2 ? "SM2withSM3" : new DefaultAlgorithmNameFinder().getAlgorithmName(oid);
  }

  static @Nullable MessageDigest digest(ASN1ObjectIdentifier oid) {
    String name = DIGESTS.get(oid);
    if (name == null) {
      return null;
    }
    try {
      return MessageDigest.getInstance(name, BC);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Bouncy Castle knows " + name, e);
    }
  }

  static @Nullable Finding weakness(ASN1ObjectIdentifier digest) {
    if (digest.equals(PKCSObjectIdentifiers.md5)) {
      return Finding.DIGEST_BROKEN;
    }
    return digest.equals(OIWObjectIdentifiers.idSHA1) ? Finding.DIGEST_WEAK : null;
  }
}

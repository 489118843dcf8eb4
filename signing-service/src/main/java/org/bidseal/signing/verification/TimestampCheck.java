package org.bidseal.signing.verification;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import org.bidseal.signing.verification.SignatureVerdict.TimestampVerdict;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.TSTInfo;
import org.jspecify.annotations.Nullable;

/// Verifies an RFC 3161 token: over the right bytes, by an authority we trust for it.
final class TimestampCheck {
  private static final String TIME_STAMPING = "1.3.6.1.5.5.7.3.8";

  private final ChainCheck chains;

  TimestampCheck(ChainCheck chains) {
    this.chains = chains;
  }

  /// The outcome; `verdict` is absent when the token cannot be read.
  record Outcome(
      boolean intact, @Nullable TimestampVerdict verdict, @Nullable X509Certificate authority) {}

  Outcome check(byte[] token, SignedContent covered) throws IOException {
    try {
      ContentInfo info = CmsCheck.parse(token);
      SignedData signed = SignedData.getInstance(info.getContent());
      if (!PKCSObjectIdentifiers.id_ct_TSTInfo.equals(
          signed.getEncapContentInfo().getContentType())) {
        return new Outcome(false, null, null);
      }
      byte[] encoded =
          ASN1OctetString.getInstance(signed.getEncapContentInfo().getContent()).getOctets();
      TSTInfo tst = TSTInfo.getInstance(encoded);
      Instant time = tst.getGenTime().getDate().toInstant();
      CmsOutcome cms = CmsCheck.run(info, sink -> sink.accept(encoded, 0, encoded.length));
      boolean intact = cms.intact() && covers(tst, covered);
      boolean valid = intact && trusted(cms.signer(), cms.certificates(), time);
      return new Outcome(intact, new TimestampVerdict(time, valid), cms.signer());
    } catch (IOException
        | ParseException
        | IllegalArgumentException
        | IllegalStateException
        | ClassCastException
        | NullPointerException hostile) {
      return new Outcome(false, null, null);
    }
  }

  private static boolean covers(TSTInfo tst, SignedContent covered) throws IOException {
    MessageDigest digest =
        Algorithms.digest(tst.getMessageImprint().getHashAlgorithm().getAlgorithm());
    if (digest == null) {
      return false;
    }
    covered.feed(digest::update);
    return MessageDigest.isEqual(digest.digest(), tst.getMessageImprint().getHashedMessage());
  }

  private boolean trusted(
      @Nullable X509Certificate authority, List<X509Certificate> known, Instant time) {
    return authority != null
        && forTimestamps(authority)
        && chains.check(authority, known, time) == ChainCheck.Outcome.VALID;
  }

  /// RFC 3161 §2.3: the extended key usage is critical and says timeStamping only.
  private static boolean forTimestamps(X509Certificate authority) {
    try {
      return List.of(TIME_STAMPING).equals(authority.getExtendedKeyUsage())
          && authority.getCriticalExtensionOIDs().contains("2.5.29.37");
    } catch (CertificateParsingException e) {
      return false;
    }
  }
}

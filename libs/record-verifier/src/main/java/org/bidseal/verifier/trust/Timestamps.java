package org.bidseal.verifier.trust;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.bidseal.verifier.finding.Fault;
import org.bidseal.verifier.finding.Finding.Place;
import org.bidseal.verifier.finding.Findings;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;

/// RFC 3161 tokens over SM3 of a signature.
public final class Timestamps {
  private static final String TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
  private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

  private final Authorities authorities;
  private final Findings findings;

  public Timestamps(Authorities authorities, Findings findings) {
    this.authorities = authorities;
    this.findings = findings;
  }

  /// The time that a token attests; empty, with a fault, if it does not attest this signature or
  /// its authority is none.
  public Optional<Instant> check(Place place, byte[] der, Sm3Hash signatureSm3) {
    try {
      TimeStampToken token = new TimeStampToken(new CMSSignedData(der));
      if (!token.getTimeStampInfo().getMessageImprintAlgOID().equals(GMObjectIdentifiers.sm3)
          || !Sm3Hash.ofBytes(token.getTimeStampInfo().getMessageImprintDigest())
              .equals(signatureSm3)) {
        findings.fault(place, Fault.TIMESTAMP_WRONG, "imprint");
        return Optional.empty();
      }
      return checkAuthority(place, token);
    } catch (CMSException
        | TSPException
        | IOException
        | OperatorCreationException
        | RuntimeException e) {
      // Bouncy Castle meets hostile bytes with any of them.
      findings.fault(place, Fault.TIMESTAMP_WRONG, e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<Instant> checkAuthority(Place place, TimeStampToken token)
      throws TSPException, IOException, OperatorCreationException {
    List<X509Certificate> carried = new ArrayList<>();
    for (X509CertificateHolder holder : token.getCertificates().getMatches(null)) {
      carried.add(Sm2Certificates.parse(holder.getEncoded()));
    }
    Instant time = token.getTimeStampInfo().getGenTime().toInstant();
    for (X509Certificate certificate : carried) {
      if (token.getSID().match(new X509CertificateHolder(Sm2Certificates.encoded(certificate)))) {
        token.validate(
            new JcaSimpleSignerInfoVerifierBuilder().setProvider(PROVIDER).build(certificate));
        return isForTimestamps(place, certificate)
                && authorities.check(place, certificate, carried, time)
            ? Optional.of(time)
            : Optional.empty();
      }
    }
    findings.fault(place, Fault.TIMESTAMP_WRONG, "no certificate");
    return Optional.empty();
  }

  /// RFC 3161 §2.3: the extended key usage is critical and says timeStamping only.
  private boolean isForTimestamps(Place place, X509Certificate certificate) {
    boolean entitled =
        Authorities.isOnlyFor(certificate, TIME_STAMPING)
            && certificate.getCriticalExtensionOIDs().contains("2.5.29.37");
    if (!entitled) {
      findings.fault(place, Fault.TIMESTAMP_WRONG, certificate.getSubjectX500Principal());
    }
    return entitled;
  }
}

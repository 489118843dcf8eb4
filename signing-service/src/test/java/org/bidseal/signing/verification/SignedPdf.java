package org.bidseal.signing.verification;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bidseal.signing.Bytes;
import org.bidseal.signing.cms.DetachedSignature;
import org.bidseal.signing.cms.SignedAttributes;
import org.bidseal.signing.pdf.PdfSigning;
import org.bidseal.signing.pdf.Placement;
import org.bidseal.signing.pdf.PreparedPdf;
import org.bidseal.signing.pdf.SealImage;
import org.bidseal.signing.pki.SealPictures;
import org.bidseal.signing.pki.TestPki;
import org.bidseal.signing.timestamp.TimestampAuthority;
import org.bidseal.signing.trust.Trust;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bouncycastle.asn1.x500.X500Name;

/// Signs PDFs the way the service does, with keys held here.
final class SignedPdf {
  static final Instant TIME = Instant.parse("2026-11-20T08:00:00Z");

  private final SecureRandom random = new SecureRandom();
  final TestPki pki = new TestPki(TIME);
  final Sm2KeyPair key = Sm2KeyPair.generate(random);
  final X509Certificate certificate =
      pki.signing("CN=Bidder Ltd,O=Bidder Ltd,C=CN", key.publicKey());
  final TimestampAuthority authority;
  final Trust trust = new Trust(List.of(pki.root()), List.of(pki.issuer()), Map.of());

  SignedPdf() {
    Sm2KeyPair tsa = Sm2KeyPair.generate(random);
    authority =
        new TimestampAuthority(
            pki.timestamp(new X500Name("CN=TSA,C=CN"), tsa.publicKey()),
            List.of(pki.issuer()),
            tsa.signatureFunction(random));
  }

  /// Everything that went into one signature.
  record Parts(PreparedPdf prepared, SignedAttributes attributes, Sm2Signature signature) {}

  Parts sign(Path source, Path prepared, Path target, List<Placement> placements)
      throws IOException {
    PreparedPdf pdf =
        PdfSigning.prepare(
            source,
            prepared,
            new SealImage(SealPictures.red(), 40, 40),
            placements,
            new PdfSigning.Claim("Bidder Ltd", "Bid", TIME));
    SignedAttributes attributes = SignedAttributes.of(certificate, pdf.digest(), TIME);
    Sm2Signature signature = key.sign(attributes.e(key.publicKey()), random);
    Bytes token =
        authority.token(
            Sm3Hash.of(signature.der()), new BigInteger(100, random), TIME.plusSeconds(2));
    PdfSigning.embed(
        prepared,
        pdf.byteRange(),
        DetachedSignature.assemble(
            attributes, certificate, List.of(pki.issuer()), signature, token),
        target);
    return new Parts(pdf, attributes, signature);
  }
}

package org.bidseal.smcrypto.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.TestData;
import org.bidseal.smcrypto.share.DeviceShare;
import org.bidseal.smcrypto.share.DeviceSignature;
import org.bidseal.smcrypto.share.ServerShare;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.smcrypto.sm2.SubjectKeyId;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class X509Test {
  private static final X500Name ROOT = new X500Name("C=CN,O=bidseal,CN=Root");
  private static final X500Name CA = new X500Name("C=CN,O=bidseal,CN=CA");
  private static final X500Name HOLDER = new X500Name("C=CN,O=甲公司,CN=张三");
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2051-01-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-11-22T06:00:00Z");

  private final SecureRandom random = new SecureRandom();
  private final Sm2KeyPair rootKey = Sm2KeyPair.generate(random);
  private final Sm2KeyPair caKey = Sm2KeyPair.generate(random);
  private final Sm2KeyPair holderKey = Sm2KeyPair.generate(random);
  private final CertificateIssuer rootIssuer =
      new CertificateIssuer(ROOT, rootKey.publicKey(), rootKey.signatureFunction(random));
  private final CertificateIssuer caIssuer =
      new CertificateIssuer(CA, caKey.publicKey(), caKey.signatureFunction(random));
  private final X509Certificate root = authority(rootIssuer, 1, ROOT, rootKey, 1);
  private final X509Certificate ca = authority(rootIssuer, 2, CA, caKey, 0);
  private final X509Certificate holder =
      caIssuer.issue(content(3, holderKey.publicKey(), CertificateContent.SIGNING));

  private static X509Certificate authority(
      CertificateIssuer issuer, int serial, X500Name name, Sm2KeyPair key, int pathLength) {
    return issuer.issue(
        CertificateContent.authority(
            BigInteger.valueOf(serial), name, key.publicKey(), BEGIN, END, pathLength));
  }

  private static CertificateContent content(int serial, Point key, int usage) {
    return CertificateContent.endEntity(BigInteger.valueOf(serial), HOLDER, key, BEGIN, END, usage);
  }

  @Test
  void theCertificateSaysWhatItShould() throws Exception {
    assertThat(Sm2Certificates.publicKey(holder)).isEqualTo(holderKey.publicKey());
    assertThat(Sm2Certificates.subject(holder)).isEqualTo(HOLDER);
    assertThat(Sm2Certificates.issuer(holder)).isEqualTo(CA);
    assertThat(Sm2Certificates.maySign(holder)).isTrue();
    assertThat(Sm2Certificates.mayReceiveKeys(holder)).isFalse();
    assertThat(holder.getSigAlgOID()).isEqualTo("1.2.156.10197.1.501");
    assertThat(holder.getNotAfter().toInstant()).isEqualTo(END);
    assertThat(holder.getBasicConstraints()).isEqualTo(-1);
    assertThat(ca.getBasicConstraints()).isZero();
    assertThat(holder.getCriticalExtensionOIDs())
        .containsExactlyInAnyOrder(Extension.keyUsage.getId(), Extension.basicConstraints.getId());
    byte[] value =
        ASN1OctetString.getInstance(
                holder.getExtensionValue(Extension.subjectKeyIdentifier.getId()))
            .getOctets();
    assertThat(SubjectKeyIdentifier.getInstance(value).getKeyIdentifier())
        .isEqualTo(SubjectKeyId.of(holderKey.publicKey()).bytes());
    holder.verify(ca.getPublicKey(), Sm2Certificates.BC);
    assertThat(Sm2Certificates.parse(Sm2Certificates.encoded(holder))).isEqualTo(holder);
  }

  @Test
  void encryptionCertificatesReceiveKeysAndFurtherExtensionsStand() throws Exception {
    GeneralNames at =
        new GeneralNames(
            new GeneralName(GeneralName.uniformResourceIdentifier, "https://example.org/ca.crl"));
    CRLDistPoint point =
        new CRLDistPoint(
            new DistributionPoint[] {
              new DistributionPoint(new DistributionPointName(at), null, null)
            });
    X509Certificate certificate =
        caIssuer.issue(
            content(4, holderKey.publicKey(), CertificateContent.ENCRYPTION)
                .with(List.of(Extension.create(Extension.cRLDistributionPoints, false, point))));
    assertThat(Sm2Certificates.mayReceiveKeys(certificate)).isTrue();
    assertThat(Sm2Certificates.maySign(certificate)).isFalse();
    assertThat(certificate.getExtensionValue(Extension.cRLDistributionPoints.getId())).isNotNull();
  }

  @Test
  void signaturesAreChecked() {
    assertThat(Sm2Certificates.isSignedBy(holder, caKey.publicKey())).isTrue();
    assertThat(Sm2Certificates.isSignedBy(holder, rootKey.publicKey())).isFalse();
    byte[] der = Sm2Certificates.encoded(holder);
    der[der.length - 1] ^= 1;
    assertThat(Sm2Certificates.isSignedBy(Sm2Certificates.parse(der), caKey.publicKey())).isFalse();
  }

  @Test
  void goodChainsAreValid() {
    assertThat(CertificateChain.validate(List.of(holder, ca), List.of(root), NOW))
        .isEqualTo(new CertificateChain.Valid(root));
    assertThat(CertificateChain.validate(List.of(holder), List.of(root, ca), NOW))
        .isEqualTo(new CertificateChain.Valid(ca));
  }

  @Test
  void badChainsAreNot() {
    Sm2KeyPair strangerKey = Sm2KeyPair.generate(random);
    CertificateIssuer impostor =
        new CertificateIssuer(ROOT, strangerKey.publicKey(), strangerKey.signatureFunction(random));
    X509Certificate forgedCa = authority(impostor, 2, CA, caKey, 0);
    X509Certificate underHolder =
        new CertificateIssuer(HOLDER, holderKey.publicKey(), holderKey.signatureFunction(random))
            .issue(content(5, strangerKey.publicKey(), CertificateContent.SIGNING));
    X509Certificate tooDeep = authority(caIssuer, 6, HOLDER, holderKey, 0);

    assertInvalid(List.of(holder), NOW);
    assertInvalid(List.of(holder, forgedCa), NOW);
    assertInvalid(List.of(underHolder, holder, ca), NOW);
    assertInvalid(List.of(underHolder, tooDeep, ca), NOW);
    assertInvalid(List.of(holder, ca), BEGIN.minusSeconds(1));
    assertInvalid(List.of(holder, ca), END.plusSeconds(1));
    assertInvalid(List.of(), NOW);
  }

  private void assertInvalid(List<X509Certificate> chain, Instant at) {
    assertThat(CertificateChain.validate(chain, List.of(root), at))
        .isInstanceOf(CertificateChain.Invalid.class);
  }

  @Test
  void anIssuerWhoseSignerHasAnotherKeyIsStopped() {
    CertificateIssuer confused =
        new CertificateIssuer(CA, caKey.publicKey(), rootKey.signatureFunction(random));
    CertificateContent content = content(7, holderKey.publicKey(), CertificateContent.SIGNING);
    assertThatThrownBy(() -> confused.issue(content)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aSplitKeySignsItsRequest() throws Exception {
    DeviceShare device = DeviceShare.generate(random);
    ServerShare server = ServerShare.create(device.p1(), random);
    Point p = server.publicKey();
    SigningRequest request = SigningRequest.of(HOLDER, p);
    DeviceSignature started = DeviceSignature.start(random);
    Sm2Signature signature =
        started.finish(
            device,
            p,
            request.toBeSigned(),
            server.coSign(request.toBeSigned(), started.q1(), random));
    byte[] der = request.assemble(signature);

    assertThat(SignedRequest.parse(der)).isEqualTo(new SignedRequest(HOLDER, p));
    assertThat(
            new PKCS10CertificationRequest(der)
                .isSignatureValid(
                    new JcaContentVerifierProviderBuilder()
                        .setProvider(Sm2Certificates.BC)
                        .build(new PKCS10CertificationRequest(der).getSubjectPublicKeyInfo())))
        .isTrue();
  }

  @Test
  void requestsWithoutProofOfPossessionAreRefused() {
    SigningRequest request = SigningRequest.of(HOLDER, holderKey.publicKey());
    Sm2Signature others = caKey.sign(request.toBeSigned(), random);
    assertThatThrownBy(() -> request.assemble(others)).isInstanceOf(IllegalArgumentException.class);
    byte[] der = request.assemble(holderKey.sign(request.toBeSigned(), random));
    for (int i = 0; i < der.length; i++) {
      byte[] changed = der.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> SignedRequest.parse(changed))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> SignedRequest.parse(Arrays.copyOf(der, der.length + 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SignedRequest.parse(new byte[20_000]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SignedRequest.parse(new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// A certificate whose key is not on the curve, signed properly: the gate stands before every
  /// use.
  @Test
  void certificatesWithInvalidPointsGiveNoKey() throws Exception {
    byte[] der = Sm2Certificates.encoded(holder);
    byte[] good = holderKey.publicKey().encoded();
    int at = indexOf(der, good);
    byte[] offCurve = good.clone();
    offCurve[64] ^= 1;
    System.arraycopy(offCurve, 0, der, at, offCurve.length);
    var structure = Certificate.getInstance(der);
    assertThatThrownBy(() -> Sm2PublicKeys.fromInfo(structure.getSubjectPublicKeyInfo()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static int indexOf(byte[] in, byte[] what) {
    for (int i = 0; i <= in.length - what.length; i++) {
      if (Arrays.equals(in, i, i + what.length, what, 0, what.length)) {
        return i;
      }
    }
    throw new IllegalArgumentException("not found");
  }

  @Test
  void whatIsNoCertificateIsRefused() {
    byte[] der = Sm2Certificates.encoded(holder);
    byte[] two = Arrays.copyOf(der, 2 * der.length);
    System.arraycopy(der, 0, two, der.length, der.length);
    for (byte[] bad : List.of(new byte[0], new byte[] {1}, two, Arrays.copyOf(der, 100))) {
      assertThatThrownBy(() -> Sm2Certificates.parse(bad))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /// Every byte of a certificate changed: refused as an argument, or not signed.
  @Test
  void damagedCertificatesAreRefusedInOneWay() {
    byte[] der = Sm2Certificates.encoded(holder);
    for (int i = 0; i < der.length; i++) {
      byte[] changed = der.clone();
      changed[i] ^= (byte) (1 << i % 8);
      assertThat(isAccepted(changed)).as("byte " + i).isFalse();
    }
    assertThat(isAccepted(der)).isTrue();
  }

  private boolean isAccepted(byte[] der) {
    try {
      X509Certificate certificate = Sm2Certificates.parse(der);
      assertThat(Sm2Certificates.publicKey(certificate)).isNotNull();
      boolean chained =
          CertificateChain.validate(List.of(certificate, ca), List.of(root), NOW)
              instanceof CertificateChain.Valid;
      boolean signed = Sm2Certificates.isSignedBy(certificate, caKey.publicKey());
      assertThat(chained).isEqualTo(signed);
      return signed;
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }

  @Test
  void contentsOutOfRangeAreRefused() {
    Point key = holderKey.publicKey();
    BigInteger tooLong = BigInteger.ONE.shiftLeft(159);
    for (BigInteger serial : List.of(BigInteger.ZERO, BigInteger.ONE.negate(), tooLong)) {
      assertThatThrownBy(() -> CertificateContent.endEntity(serial, HOLDER, key, BEGIN, END, 1))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(
            () -> CertificateContent.endEntity(BigInteger.ONE, HOLDER, key, END, BEGIN, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() ->
            CertificateContent.endEntity(BigInteger.ONE, HOLDER, key, BEGIN.plusMillis(1), END, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"huawei", "cfca", "sheca", "cmca", "gxca"})
  void chinasOperatingAuthoritiesChainToTheNationalRoot(String name) {
    X509Certificate national = real("nrcac-root");
    X509Certificate operating = real(name);
    assertThat(Sm2Certificates.isSignedBy(operating, Sm2Certificates.publicKey(national))).isTrue();
    assertThat(CertificateChain.validate(List.of(operating), List.of(national), NOW))
        .isEqualTo(new CertificateChain.Valid(national));
  }

  @Test
  void anAuthorityOfAnotherRootDoesNot() {
    assertThat(
            CertificateChain.validate(
                List.of(real("fjca-other-root")), List.of(real("nrcac-root")), NOW))
        .isInstanceOf(CertificateChain.Invalid.class);
  }

  private static X509Certificate real(String name) {
    return Sm2Certificates.parse(TestData.bytes("certificates/" + name + ".der"));
  }
}
